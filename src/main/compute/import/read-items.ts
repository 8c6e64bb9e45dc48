import type { ImportPart } from '../../../core/dataset/import-part.ts';
import { isMissing } from '../../../core/dataset/parse-number.ts';
import { optionalColumn, requiredColumn, shown } from './columns.ts';
import type { ImportBuild } from './import-build.ts';
import { readRows } from './read-rows.ts';
import type { SourceFile } from './source-folder.ts';
import { timeReader } from './time-reader.ts';

/** An items file beside a generic log: `item, title`, optional `topics` (separated by `|`), `creator`, `created`, `image`, `text`. */
export async function* readItems(build: ImportBuild, file: SourceFile): AsyncGenerator<ImportPart> {
  const id = optionalColumn(file, 'item') ?? optionalColumn(file, 'item_id') ?? optionalColumn(file, 'id') ?? requiredColumn(file, 'item');
  const title = optionalColumn(file, 'title') ?? optionalColumn(file, 'name') ?? requiredColumn(file, 'title');
  const [topics, creator, created, image, text] = ['topics', 'creator', 'created', 'image', 'text'].map((name) =>
    optionalColumn(file, name),
  );
  const time = created === undefined ? undefined : await timeReader(file, created);
  const value = (fields: readonly string[], column: number | undefined) => {
    const found = column === undefined ? '' : (fields[column] ?? '');
    return isMissing(found) ? undefined : found;
  };
  yield* readRows(build, file, { isLog: false }, (fields) => {
    const own = fields[id] ?? '';
    if (own === '') return { code: 'missing-item', message: 'the item id is empty' };
    const made = value(fields, created);
    const createdAtMs = made === undefined ? undefined : time?.read(made);
    if (made !== undefined && createdAtMs === undefined) return { code: 'bad-time', message: `created ${shown(made)} is not a time` };
    const item = {
      id: own,
      title: value(fields, title) ?? `Item ${own}`,
      topics: (value(fields, topics) ?? '')
        .split('|')
        .map((topic) => topic.trim())
        .filter((topic) => topic !== ''),
      ...optional('creator', value(fields, creator)),
      ...optional('createdAtMs', createdAtMs),
      ...optional('image', value(fields, image)),
      ...optional('text', value(fields, text)),
    };
    return build.items.describe(item) ? undefined : { code: 'duplicate-item', message: `item ${shown(own)} is described twice` };
  });
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]: V });
}
