import type { ImportPart } from '../../../core/dataset/import-part.ts';
import { parseNumber } from '../../../core/dataset/parse-number.ts';
import { RecordSet } from '../../../core/dataset/record-set.ts';
import { requiredColumn, shown } from './columns.ts';
import type { DetectedFile } from './detect-source.ts';
import type { ImportBuild } from './import-build.ts';
import { readRows } from './read-rows.ts';
import type { SourceFile } from './source-folder.ts';
import { timeReader } from './time-reader.ts';

export const movielensActions = [
  { name: 'rate', positive: false },
  { name: 'like', positive: true },
  { name: 'tag', positive: false },
];
const rateBit = 1;
const likeBit = 2;
const tagBit = 4;
/** Stars from which a rating counts as liked. */
const likedFrom = 4;

/** MovieLens: movies, then ratings (value = stars) and tags (text kept) as events. */
export async function* readMovielens(build: ImportBuild, files: readonly DetectedFile[]): AsyncGenerator<ImportPart> {
  build.actions = movielensActions;
  for (const { file } of files.filter((one) => one.role === 'items')) yield* readMovies(build, file);
  for (const { file } of files.filter((one) => one.role === 'ratings')) yield* readRatings(build, file);
  for (const { file } of files.filter((one) => one.role === 'tags')) yield* readTags(build, file);
}

async function* readMovies(build: ImportBuild, file: SourceFile): AsyncGenerator<ImportPart> {
  const id = requiredColumn(file, 'movieId');
  const title = requiredColumn(file, 'title');
  const genres = requiredColumn(file, 'genres');
  yield* readRows(build, file, { isLog: false }, (fields) => {
    const topics = (fields[genres] ?? '').split('|').filter((genre) => genre !== '' && genre !== '(no genres listed)');
    const item = { id: fields[id] ?? '', title: fields[title] ?? '', topics };
    if (item.id === '') return { code: 'missing-item', message: 'movieId is empty' };
    if (!build.items.describe(item)) return { code: 'duplicate-item', message: `movieId ${shown(item.id)} is described twice` };
    return undefined;
  });
}

async function* readRatings(build: ImportBuild, file: SourceFile): AsyncGenerator<ImportPart> {
  const columns = await eventColumns(build, file);
  const rating = requiredColumn(file, 'rating');
  yield* readRows(build, file, { isLog: true, seen: new RecordSet(), equal: 'drop' }, (fields) => {
    const stars = parseNumber(fields[rating] ?? '');
    if (stars === undefined) return { code: 'bad-value', message: `rating is ${shown(fields[rating] ?? '')}, not a number` };
    return columns.add(fields, { actions: stars >= likedFrom ? rateBit | likeBit : rateBit, value: stars });
  });
}

async function* readTags(build: ImportBuild, file: SourceFile): AsyncGenerator<ImportPart> {
  const columns = await eventColumns(build, file);
  const tag = requiredColumn(file, 'tag');
  yield* readRows(build, file, { isLog: true, seen: new RecordSet(), equal: 'drop' }, (fields) =>
    columns.add(fields, { actions: tagBit, text: fields[tag] ?? '' }),
  );
}

async function eventColumns(build: ImportBuild, file: SourceFile) {
  const user = requiredColumn(file, 'userId');
  const item = requiredColumn(file, 'movieId');
  const at = requiredColumn(file, 'timestamp');
  const time = await timeReader(file, at);
  if (time.note !== undefined) build.note(time.note);
  return {
    add(fields: readonly string[], rest: { readonly actions: number; readonly value?: number; readonly text?: string }) {
      const userId = fields[user] ?? '';
      const itemId = fields[item] ?? '';
      if (userId === '') return { code: 'missing-user', message: 'userId is empty' };
      if (itemId === '') return { code: 'missing-item', message: 'movieId is empty' };
      const atMs = time.read(fields[at] ?? '');
      if (atMs === undefined) return time.problem(fields[at] ?? '');
      build.events.add({ user: build.users.add(userId), item: build.items.number(itemId), atMs, ...rest });
      return undefined;
    },
  };
}
