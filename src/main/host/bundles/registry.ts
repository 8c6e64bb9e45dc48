import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BundleManifest } from '../../../core/bundle/manifest.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { BundleSpec } from '../../engine/contract.ts';
import { BundleProblem } from '../../files/bundle/bundle-problem.ts';
import { clearUnfinished, copyBundle, removeBundle } from '../../files/bundle/copy-bundle.ts';
import { type Bundle, readBundle, readManifest } from '../../files/bundle/read-bundle.ts';
import type { HostContext } from '../context.ts';
import { bundleKeys, bundleSpec } from './bundle-spec.ts';
import { findBundleFolder } from './find-bundle-folder.ts';

/** A bundle as listed: its manifest was read, its files were not. */
export interface ListedBundle {
  readonly name: string;
  readonly folder: string;
  readonly manifest: BundleManifest;
  readonly hash: string;
  readonly bytes: number;
  readonly demo: boolean;
}

/** A bundle that was checked whole, with what the engine is given. */
export interface CheckedBundle {
  readonly name: string;
  readonly bundle: Bundle;
  readonly spec: BundleSpec;
  /** The same for the int8 graphs, where the bundle has them. */
  readonly int8Spec?: BundleSpec;
}

/** The bundles of a workspace: those added to it, and those that ship with the console. */
export class BundleRegistry {
  readonly #context: HostContext;
  readonly #own: string;
  readonly #shipped: string;
  /** By manifest hash and folder: a bundle that changes is checked anew. */
  readonly #checked = new Map<string, Promise<CheckedBundle>>();
  readonly #ready: Promise<void>;

  constructor(context: HostContext) {
    this.#context = context;
    this.#own = join(context.dataDirectory, 'bundles');
    this.#shipped = join(context.resourcesDirectory, 'bundles');
    this.#ready = context.store.writable
      ? clearUnfinished(this.#own).catch((error: unknown) =>
          context.log.warn('unfinished bundles could not be deleted', { error: String(error) }),
        )
      : Promise.resolve();
  }

  /** By name. A folder that is no bundle is left out and named in the log. */
  async list(): Promise<readonly ListedBundle[]> {
    const own = await this.#listFolder(this.#own, false);
    const taken = new Set(own.map(({ name }) => name));
    const shipped = (await this.#listFolder(this.#shipped, true)).filter(({ name }) => !taken.has(name));
    return [...own, ...shipped].toSorted((left, right) => (left.name < right.name ? -1 : 1));
  }

  /** Throws `not-found`, or `bad-bundle` when its files are not what the manifest says. Answers the same object for the same bundle. */
  async get(name: string): Promise<CheckedBundle> {
    const listed = (await this.list()).find((bundle) => bundle.name === name);
    if (listed === undefined)
      throw new RpcError({ code: 'not-found', message: `There is no bundle "${name}" here. Add one, or list them.` });
    const key = `${listed.hash} ${listed.folder}`;
    const present = this.#checked.get(key);
    if (present !== undefined) return present;
    const checking = this.#check(listed);
    this.#checked.set(key, checking);
    checking.catch(() => this.#checked.delete(key));
    return checking;
  }

  /** Copies the bundle at `path` into the workspace. Throws `bad-bundle`, `exists` or `busy`. */
  async add(path: string, as: string | undefined): Promise<ListedBundle> {
    this.#assertWritable();
    await this.#ready;
    const source = await findBundleFolder(path);
    const name = as ?? (await this.#manifestName(source));
    const taken = (await this.list()).some((bundle) => bundle.name === name);
    const outcome = taken ? ({ ok: false, taken: true } as const) : await copyBundle(source, this.#own, name);
    if (outcome.ok) {
      const { manifest, hash, bytes, folder } = outcome.bundle;
      this.#context.notify('bundles');
      return { name, folder, manifest, hash, bytes, demo: false };
    }
    if ('taken' in outcome) {
      throw new RpcError({ code: 'exists', message: `A bundle "${name}" is already here. Choose another name, or remove it first.` });
    }
    throw badBundle(outcome.file, outcome.reason);
  }

  async remove(name: string): Promise<void> {
    this.#assertWritable();
    const listed = (await this.list()).find((bundle) => bundle.name === name);
    if (listed === undefined) throw new RpcError({ code: 'not-found', message: `There is no bundle "${name}" here.` });
    if (listed.demo) throw new RpcError({ code: 'usage', message: `The bundle "${name}" ships with the console and stays.` });
    await removeBundle(this.#own, name);
    this.#checked.delete(`${listed.hash} ${listed.folder}`);
    this.#context.store.userEmbeddings.forget(listed.hash);
    this.#context.notify('bundles');
    for (const key of Object.values(bundleKeys(listed.hash, listed.folder)))
      await this.#context.engine.closeBundle(key).catch(() => undefined);
  }

  async #check(listed: ListedBundle): Promise<CheckedBundle> {
    const outcome = await readBundle(listed.folder);
    if (!outcome.ok) throw badBundle(outcome.file, outcome.reason);
    const { bundle } = outcome;
    const { graphs, precision } = bundle.manifest;
    const int8 = precision?.int8;
    const spec = bundleSpec(bundle, graphs);
    return { name: listed.name, bundle, spec, ...(int8 === undefined ? {} : { int8Spec: bundleSpec(bundle, int8) }) };
  }

  async #manifestName(source: string): Promise<string> {
    try {
      return (await readManifest(source)).manifest.name;
    } catch (error) {
      if (error instanceof BundleProblem) throw badBundle(error.file, error.message);
      throw error;
    }
  }

  async #listFolder(parent: string, demo: boolean): Promise<readonly ListedBundle[]> {
    const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
    const bundles: ListedBundle[] = [];
    for (const entry of entries) {
      if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
      const folder = join(parent, entry.name);
      try {
        const { manifest, hash, bytes } = await readManifest(folder);
        bundles.push({ name: demo ? manifest.name : entry.name, folder, manifest, hash, bytes, demo });
      } catch (error) {
        if (!(error instanceof BundleProblem)) throw error;
        this.#context.log.warn('a bundle folder is left out', { folder: entry.name, reason: error.message });
      }
    }
    return bundles;
  }

  #assertWritable(): void {
    const { store } = this.#context;
    if (store.writable) return;
    const holder = store.writerPid === undefined ? 'Another process' : `Process ${store.writerPid}`;
    throw new RpcError({ code: 'busy', message: `${holder} writes to this workspace; bundles can be changed there, or after it ends.` });
  }
}

const registries = new WeakMap<HostContext, BundleRegistry>();

/** The one registry of a host, shared by the services. */
export function bundleRegistry(context: HostContext): BundleRegistry {
  const present = registries.get(context);
  if (present !== undefined) return present;
  const registry = new BundleRegistry(context);
  registries.set(context, registry);
  return registry;
}

function badBundle(file: string, reason: string): RpcError {
  return new RpcError({ code: 'bad-bundle', message: `This bundle cannot be used: ${reason}.`, file });
}
