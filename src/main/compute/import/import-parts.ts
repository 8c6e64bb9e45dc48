import type { ImportPart } from '../../../core/dataset/import-part.ts';
import type { ImportFormat } from '../../../core/dataset/import-preview.ts';
import { sortEvents } from '../../../core/dataset/sort-events.ts';
import { splitSessions } from '../../../core/dataset/split-sessions.ts';
import { RpcError } from '../../../rpc/error.ts';
import type { ImportRunInput } from './import-input.ts';
import { type Detected, detectSource } from './detect-source.ts';
import { handOver } from './hand-over.ts';
import { ImportBuild } from './import-build.ts';
import { readEvents } from './read-events.ts';
import { readExploration } from './read-exploration.ts';
import { readHillstrom } from './read-hillstrom.ts';
import { readKuairand } from './read-kuairand.ts';
import { readMovielens } from './read-movielens.ts';
import { readOpenbandit } from './read-openbandit.ts';
import { readSlates } from './read-slates.ts';
import { openSource, type Source } from './source-folder.ts';

const readers = {
  movielens: readMovielens,
  kuairand: readKuairand,
  openbandit: readOpenbandit,
  hillstrom: readHillstrom,
  events: readEvents,
  slates: readSlates,
  exploration: readExploration,
};

const itemTitles: Partial<Record<ImportFormat, (id: string) => string>> = {
  movielens: (id) => `Movie ${id}`,
  kuairand: (id) => `Video ${id}`,
};

/** Reads, checks, maps and sorts a source, then hands it over part by part. Bad input ends it with an `RpcError` that names file and line. */
export async function* importParts(input: ImportRunInput, signal: AbortSignal): AsyncGenerator<ImportPart> {
  yield { type: 'progress', phase: 'Reading', fraction: 0 };
  const source = await openSource(input.path);
  const detected = detectSource(source, input);
  const format = usableFormat(source, detected);
  const build = new ImportBuild(input.onBadRow, signal, itemTitles[format]);
  const used = detected.files.filter(({ role }) => role !== 'ignored');
  build.bytesTotal = used.reduce((sum, { file }) => sum + file.bytes, 0);
  for (const { file, role } of detected.files) if (role === 'ignored') build.note(`${file.path} is not used.`);
  yield* readers[format](build, used, detected.mapping);
  finishReading(build, used.find(({ role }) => role === 'log')?.file.path ?? used[0]?.file.path);
  yield { type: 'progress', phase: 'Sorting' };
  const order = await build.breath.run(sortEvents(build.events.user, build.events.atMs, build.users.size));
  const sessions = await build.breath.run(splitSessions(build.events, order));
  yield { type: 'progress', phase: 'Handing over', fraction: 0 };
  yield* handOver(build, order, sessions);
}

/** A file that cannot be opened stops the import: it may be one that matters. */
function usableFormat(source: Source, detected: Detected): ImportFormat {
  const broken = source.unreadable[0];
  if (broken !== undefined) {
    const line = broken.line === undefined ? {} : { line: broken.line };
    throw new RpcError({ code: 'bad-file', message: `${broken.path}: ${broken.message}`, file: broken.path, ...line });
  }
  if (detected.format === undefined || detected.problems.length > 0) {
    const code = detected.mappingSource === 'detected' ? 'bad-file' : 'bad-mapping';
    const file = detected.files.find(({ role }) => role === 'log')?.file.path ?? detected.files[0]?.file.path;
    throw new RpcError({ code, message: detected.problems.join(' '), ...(file === undefined ? {} : { file }) });
  }
  return detected.format;
}

/** `log` is the file that should have held the rows. */
function finishReading(build: ImportBuild, log: string | undefined): void {
  if (build.imported === 0) {
    const reason =
      build.read === 0
        ? `There are no rows to import${log === undefined ? '' : ` in ${log}`}; a header line needs rows below it.`
        : `${build.read === 1 ? 'The only row could not be imported' : `None of the ${build.read} rows could be imported; the first`}: ${build.rejects[0]?.message ?? 'duplicate rows'}.`;
    const file = build.rejects[0]?.file ?? log;
    throw new RpcError({ code: 'bad-file', message: reason, ...(file === undefined ? {} : { file }) });
  }
  build.logUsers ??= build.users.size;
  if (build.items.added > 0) build.note(itemsNote(build.items.added));
}

function itemsNote(added: number): string {
  return added === 1
    ? 'One item of the log is in no items file; it is named by its id.'
    : `${added} items of the log are in no items file; they are named by their id.`;
}
