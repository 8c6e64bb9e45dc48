import {
  detectMapping,
  genericFields,
  genericFormatOf,
  mappingProblems,
  type FieldRule,
  type GenericFormat,
} from '../../../core/dataset/generic-fields.ts';
import type { ImportFormat, ImportMapping, PreviewField } from '../../../core/dataset/import-preview.ts';
import { isNamedFormat, mainColumns, namedFormatOf, roleIn } from '../../../core/dataset/named-formats.ts';
import type { Source, SourceFile } from './source-folder.ts';

export interface DetectedFile {
  readonly file: SourceFile;
  readonly role: string;
}

/** What an import takes the files for. It can go ahead when `format` is set and there are no problems. */
export interface Detected {
  readonly format?: ImportFormat;
  readonly files: readonly DetectedFile[];
  readonly fields: readonly PreviewField[];
  readonly mapping?: ImportMapping;
  readonly mappingSource: 'detected' | 'saved' | 'given';
  readonly problems: readonly string[];
}

export interface DetectWishes {
  readonly format?: ImportFormat;
  readonly mapping?: ImportMapping;
  readonly savedMappings?: readonly ImportMapping[];
}

/** Decides format, role of each file and mapping: what was asked for, else a public format by its columns, else a generic shape. */
export function detectSource(source: Source, wishes: DetectWishes): Detected {
  const { mapping, format } = wishes;
  if (mapping !== undefined && format !== undefined && mapping.format !== format) {
    const problems = [`The mapping is for ${mapping.format}, the format asked for is ${format}.`];
    return { files: [], fields: [], mapping, mappingSource: 'given', problems };
  }
  const wanted = wishes.mapping?.format ?? wishes.format;
  const named =
    wanted === undefined ? namedFormatOf(source.files.map((file) => file.table.columns)) : isNamedFormat(wanted) ? wanted : undefined;
  if (named !== undefined) {
    const files = source.files.map((file) => ({ file, role: roleIn(named, file.table.columns) }));
    const main = files.some(({ role }) => role === roleIn(named, mainColumns(named)));
    const problems = main ? [] : [`No file has the columns of ${named}: ${mainColumns(named).join(', ')}.`];
    return { format: named, files, fields: [], mappingSource: 'detected', problems };
  }
  return detectGeneric(source, wishes, wanted as GenericFormat | undefined);
}

function detectGeneric(source: Source, wishes: DetectWishes, wanted: GenericFormat | undefined): Detected {
  const logs = source.files.filter((file) => besideRole(file) === undefined);
  const [mapping, mappingSource] = chooseMapping(logs, wishes, wanted);
  if (mapping === undefined) {
    return {
      files: source.files.map((file) => ({ file, role: besideRole(file) ?? 'ignored' })),
      fields: [],
      mappingSource: 'detected',
      problems: [unknownFormat(source)],
    };
  }
  const format = mapping.format as GenericFormat;
  const fits = logs.filter((file) => mappingProblems(mapping, file.table.columns).length === 0);
  const chosen = fits.length > 0 ? fits : logs.slice(0, 1);
  const first = chosen[0];
  const files = source.files.map((file) => ({ file, role: chosen.includes(file) ? 'log' : roleBeside(file, format) }));
  const fields = genericFields(format).map((rule) => toField(rule, mapping.columns[rule.field]));
  const extra = Object.entries(mapping.columns)
    .filter(([field]) => !fields.some((known) => known.field === field))
    .map(([field, column]) => ({
      field,
      required: false,
      help: field.startsWith('w_') ? 'Utility weight of the action' : 'Outcome to optimise',
      column,
    }));
  const problems = first === undefined ? ['There is no table besides items and actions.'] : mappingProblems(mapping, first.table.columns);
  return { format, files, fields: [...fields, ...extra], mapping, mappingSource, problems };
}

function toField({ field, required, help }: FieldRule, column: string | undefined): PreviewField {
  return column === undefined ? { field, required, help } : { field, required, help, column };
}

function chooseMapping(
  logs: readonly SourceFile[],
  wishes: DetectWishes,
  wanted: GenericFormat | undefined,
): [ImportMapping | undefined, Detected['mappingSource']] {
  if (wishes.mapping !== undefined) return [wishes.mapping, 'given'];
  const usable = (mapping: ImportMapping, file: SourceFile) =>
    !isNamedFormat(mapping.format) && mappingProblems(mapping, file.table.columns).length === 0;
  for (const saved of wishes.savedMappings ?? []) {
    if ((wanted === undefined || saved.format === wanted) && logs.some((file) => usable(saved, file))) return [saved, 'saved'];
  }
  if (wanted === undefined) {
    for (const file of logs) {
      const mapping = genericFormatOf(file.table.columns);
      if (mapping !== undefined) return [mapping, 'detected'];
    }
    return [undefined, 'detected'];
  }
  const detected = logs.map((file) => ({ file, mapping: detectMapping(wanted, file.table.columns) }));
  const best = detected.find(({ file, mapping }) => mappingProblems(mapping, file.table.columns).length === 0) ?? detected[0];
  return [best?.mapping ?? { format: wanted, columns: {} }, 'detected'];
}

function besideRole(file: SourceFile): 'items' | 'actions' | undefined {
  const stem = file.stem.toLowerCase();
  return stem === 'items' || stem === 'actions' ? stem : undefined;
}

function roleBeside(file: SourceFile, format: GenericFormat): string {
  const role = besideRole(file);
  return role === 'actions' && format !== 'exploration' ? 'ignored' : (role ?? 'ignored');
}

function unknownFormat(source: Source): string {
  const first = source.files[0];
  if (first === undefined) return 'There is no CSV, JSONL or Parquet file here.';
  return (
    `The columns of ${first.path} (${first.table.columns.slice(0, 12).join(', ')}) fit no known format. ` +
    'Looked for MovieLens, KuaiRand, Open Bandit and Hillstrom files, and for events (user, item, action, ts), slates (request_id, position, item) and exploration (action, propensity, reward_*) columns. Choose a format and map its fields.'
  );
}
