import type { ImportPart } from '../../../core/dataset/import-part.ts';
import { requiredColumn } from './columns.ts';
import type { ImportBuild } from './import-build.ts';
import { readRows } from './read-rows.ts';
import type { SourceFile } from './source-folder.ts';

/**
 * The last videos shown to each user before the log starts, in order but without times: an untimed prefix of the user's sequence. A shown video that is
 * also among the liked or long-viewed ones has those bits. Users without log rows are kept.
 */
export async function* readKuairandHistory(build: ImportBuild, file: SourceFile): AsyncGenerator<ImportPart> {
  const user = requiredColumn(file, 'user_id');
  const watched = requiredColumn(file, 'watch_seq');
  const liked = requiredColumn(file, 'like_seq');
  const viewed = requiredColumn(file, 'long_watch_seq');
  const bit = (name: string) =>
    1 <<
    Math.max(
      0,
      build.actions.findIndex((action) => action.name === name),
    );
  const [impression, like, longView] = [bit('impression'), bit('like'), bit('long_view')];
  yield* readRows(build, file, { isLog: false }, (fields) => {
    const userId = fields[user] ?? '';
    if (userId === '') return { code: 'missing-user', message: 'user_id is empty' };
    const likes = new Set(ids(fields[liked]));
    const views = new Set(ids(fields[viewed]));
    const shown = ids(fields[watched]);
    if (shown.length === 0) return undefined;
    const number = build.users.add(userId);
    for (const id of shown) {
      const actions = impression | (likes.has(id) ? like : 0) | (views.has(id) ? longView : 0);
      build.events.add({ user: number, item: build.items.number(id), actions, atMs: Number.NaN });
    }
    return undefined;
  });
  build.note(`${file.path}: the history has no times; it stands before each user's timed events, as session USER:0.`);
}

/** A list of ids as the table gives it: joined by `|`. */
function ids(text: string | undefined): string[] {
  return text === undefined || text === '' ? [] : text.split('|');
}
