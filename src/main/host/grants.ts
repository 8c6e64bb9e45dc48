import { RpcError } from '../../rpc/error.ts';

/** A place the host may read for a client: the client holds only the id. */
export interface Grant {
  readonly id: string;
  /** Absolute, canonical path of a file or folder. */
  readonly path: string;
  /** True when the host made the folder for an upload and deletes it afterwards. */
  readonly temporary: boolean;
}

/** Opaque, unguessable ids for paths (security E10): the page never sends nor learns a path. */
export class Grants {
  readonly #grants = new Map<string, Grant>();

  add(path: string, options: { readonly temporary: boolean }): Grant {
    const grant: Grant = { id: crypto.randomUUID(), path, temporary: options.temporary };
    this.#grants.set(grant.id, grant);
    return grant;
  }

  /** Throws `not-found` for an id that was never given or is used up. */
  get(id: string): Grant {
    const grant = this.#grants.get(id);
    if (grant === undefined) throw new RpcError({ code: 'not-found', message: 'This file is no longer open here; choose it again.' });
    return grant;
  }

  /** Uses the grant up: a second use throws. */
  take(id: string): Grant {
    const grant = this.get(id);
    this.#grants.delete(id);
    return grant;
  }

  temporary(): readonly Grant[] {
    return [...this.#grants.values()].filter((grant) => grant.temporary);
  }
}
