import type { DatasetFormat } from '../../../contract/datasets.ts';
import type { ColumnMapping, ImportPreview, importsContract } from '../../../contract/imports.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { Handlers } from '../../../rpc/procedure.ts';
import { type ImportContext, runImport } from '../import-job.ts';
import { resolveInRoots } from '../import-root.ts';
import { Uploads } from '../uploads.ts';

interface Asked {
  readonly format?: DatasetFormat | undefined;
  readonly mapping?: ColumnMapping | undefined;
}

export function importsHandlers(context: ImportContext): Handlers<typeof importsContract> {
  const { store, grants, log } = context;
  const uploads = new Uploads(context.dataDirectory, grants);
  if (store.writable) {
    uploads.clean().catch((error: unknown) => {
      log.warn('files of earlier uploads could not be deleted', { error: String(error) });
    });
  }

  function savedMappings(): readonly { readonly name: string; readonly mapping: ColumnMapping }[] {
    return store.mappings.list() as readonly { readonly name: string; readonly mapping: ColumnMapping }[];
  }

  async function preview(grant: string, asked: Asked, signal: AbortSignal): Promise<ImportPreview> {
    const { path } = grants.get(grant);
    await uploads.assertComplete(grant);
    const input = {
      path,
      savedMappings: savedMappings().map(({ mapping }) => mapping),
      ...(asked.format === undefined ? {} : { format: asked.format }),
      ...(asked.mapping === undefined ? {} : { mapping: asked.mapping }),
    };
    return context.compute.use((tasks) => tasks['import.preview'](input, { signal }));
  }

  return {
    'imports.upload': async ({ files }) => {
      assertWritable(context);
      return { grant: (await uploads.open(files)).id };
    },

    'imports.write': async ({ grant, file, bytes }) => ({ received: await uploads.write(grant, file, bytes) }),

    'imports.grantPath': async ({ path }) => ({
      grant: grants.add(await resolveInRoots(path, context.importRoots), { temporary: false }).id,
    }),

    'imports.discard': async ({ grant }) => {
      grants.take(grant);
      await uploads.delete(grant);
      return { discarded: true };
    },

    'imports.preview': ({ grant, format, mapping }, { signal }) => preview(grant, { format, mapping }, signal),

    'imports.start': async ({ grant, as, format, mapping, onBadRow }, { signal }) => {
      assertWritable(context);
      if (as !== undefined) assertFree(context, as);
      const seen = await preview(grant, { format, mapping }, signal);
      const usable = usableFormat(seen, mapping !== undefined);
      const name = as ?? seen.suggestedName;
      const { path } = grants.get(grant);
      const writer = store.datasets.create(name, usable);
      grants.take(grant);
      const notes = seen.mappingSource === 'saved' ? ['Columns were read by a saved mapping.'] : [];
      const work = { path, format: usable, mapping: seen.mapping ?? mapping, onBadRow, writer, notes };
      const job = context.jobs.start('import', `Import ${name}`, async (handle) => {
        try {
          return await runImport(context, work, handle);
        } finally {
          await uploads.delete(grant);
        }
      });
      return { job };
    },

    'imports.mappings': () => ({ mappings: savedMappings() }),

    'imports.saveMapping': ({ name, mapping }) => {
      store.mappings.save(name, mapping);
      context.notify('mappings');
      return { saved: name };
    },

    'imports.removeMapping': ({ name }) => {
      store.mappings.remove(name);
      context.notify('mappings');
      return { removed: name };
    },
  };
}

function assertWritable({ store }: ImportContext): void {
  if (store.writable) return;
  const holder = store.writerPid === undefined ? 'Another process' : `Process ${store.writerPid}`;
  throw new RpcError({
    code: 'busy',
    message: `${holder} writes to this workspace; nothing can be imported here. Close that process, or use another data folder.`,
  });
}

/** Asked before anything is read, so that a taken name costs nothing. */
function assertFree({ store }: ImportContext, name: string): void {
  if (!store.datasets.list().some((dataset) => dataset.name === name)) return;
  throw new RpcError({ code: 'exists', message: `A dataset "${name}" is already here. Choose another name, or remove it first.` });
}

function usableFormat(preview: ImportPreview, mappingGiven: boolean): DatasetFormat {
  if (preview.format !== undefined && preview.problems.length === 0) return preview.format;
  const file = preview.files.find((candidate) => candidate.role === 'log') ?? preview.files[0];
  throw new RpcError({
    code: mappingGiven ? 'bad-mapping' : 'bad-file',
    message: preview.problems.length === 0 ? 'None of the known shapes fits these files.' : preview.problems.join(' '),
    ...(file === undefined ? {} : { file: file.path }),
  });
}
