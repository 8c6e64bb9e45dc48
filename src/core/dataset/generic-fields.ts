import type { ImportFormat, ImportMapping } from './import-preview.ts';

export type GenericFormat = Extract<ImportFormat, 'events' | 'slates' | 'exploration'>;

export interface FieldRule {
  readonly field: string;
  readonly required: boolean;
  readonly help: string;
  /** Other names of the column, lower case, letters and digits only; the better ones first. */
  readonly synonyms: readonly string[];
}

const user = [
  'userid',
  'uid',
  'usr',
  'visitorid',
  'visitor',
  'memberid',
  'member',
  'customerid',
  'customer',
  'accountid',
  'viewerid',
  'playerid',
];
const item = [
  'itemid',
  'iid',
  'movieid',
  'videoid',
  'articleid',
  'productid',
  'contentid',
  'trackid',
  'songid',
  'postid',
  'pinid',
  'newsid',
  'docid',
  'asin',
  'sku',
  'product',
  'video',
  'movie',
];
const time = [
  'timestamp',
  'time',
  'timems',
  'atms',
  'at',
  'datetime',
  'eventtime',
  'createdat',
  'occurredat',
  'unixtime',
  'date',
  'timestampms',
];
const request = ['requestid', 'request', 'reqid', 'impressionid', 'queryid', 'searchid', 'slateid', 'pageviewid'];

const itemHelp = 'The item, as the source names it';
const userHelp = 'The user, as the source names them';
const timeHelp = 'When it happened: ISO 8601, or a number in s, ms, us or ns';

const fields: Readonly<Record<GenericFormat, readonly FieldRule[]>> = {
  events: [
    { field: 'user', required: true, help: userHelp, synonyms: user },
    { field: 'item', required: true, help: itemHelp, synonyms: item },
    {
      field: 'action',
      required: true,
      help: 'What the user did, one word a row (at most 31 different ones)',
      synonyms: [
        'actiontype',
        'event',
        'eventtype',
        'eventname',
        'behavior',
        'behaviour',
        'behaviortype',
        'interaction',
        'interactiontype',
        'activity',
        'type',
      ],
    },
    { field: 'ts', required: true, help: timeHelp, synonyms: time },
    {
      field: 'surface',
      required: false,
      help: 'Where it was shown, for example home or search',
      synonyms: ['tab', 'page', 'placement', 'feed', 'screen'],
    },
    {
      field: 'dwell_ms',
      required: false,
      help: 'How long the user stayed, in milliseconds',
      synonyms: ['dwell', 'dwelltime', 'dwelltimems', 'playtimems', 'watchtimems', 'durationms'],
    },
    {
      field: 'session',
      required: false,
      help: "The source's own session; without it 30 idle minutes end one",
      synonyms: ['sessionid', 'sid', 'visitid'],
    },
    {
      field: 'value',
      required: false,
      help: 'A number that belongs to the event, for example a rating',
      synonyms: ['rating', 'score', 'stars'],
    },
    { field: 'text', required: false, help: 'Words that belong to the event, for example a tag or query', synonyms: ['comment', 'query'] },
  ],
  slates: [
    { field: 'request_id', required: true, help: 'The request that this row was part of', synonyms: request },
    { field: 'position', required: true, help: 'The slot, counted from 1', synonyms: ['pos', 'rank', 'slot', 'index'] },
    { field: 'item', required: true, help: itemHelp, synonyms: item },
    { field: 'user', required: false, help: userHelp, synonyms: user },
    { field: 'ts', required: false, help: timeHelp, synonyms: time },
  ],
  exploration: [
    {
      field: 'action',
      required: false,
      help: 'What was chosen: a row number (from 0) of the actions file, or a name',
      synonyms: ['actionid', 'arm', 'armid', 'treatment', 'variant', 'choice'],
    },
    {
      field: 'propensity',
      required: true,
      help: 'Probability with which it was chosen, above 0 and at most 1',
      synonyms: ['propensityscore', 'pscore', 'probability', 'prob', 'actionprob', 'actionprobability', 'ps'],
    },
    { field: 'request_id', required: false, help: 'The request, when it has an id', synonyms: request },
    { field: 'user', required: false, help: userHelp, synonyms: user },
    { field: 'ts', required: false, help: timeHelp, synonyms: time },
  ],
};

/** Fields of a generic shape that a column may be mapped to; an exploration log also has `reward_<objective>` and `w_<head>`. */
export function genericFields(format: GenericFormat): readonly FieldRule[] {
  return fields[format];
}

/** Head of a column name such as `w_save`, or undefined. */
export function weightHead(name: string): string | undefined {
  return /^w_(.+)$/.exec(name)?.[1];
}

/** Objective of a field name such as `reward_click` (or plain `reward`), or undefined. */
export function rewardObjective(name: string): string | undefined {
  return name === 'reward' ? 'reward' : /^reward_(.+)$/.exec(name)?.[1];
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Finds a column for each field: the field's own name first, then its synonyms; each column is used once. */
export function detectMapping(format: GenericFormat, columns: readonly string[]): ImportMapping {
  const found: Record<string, string> = {};
  const used = new Set<string>();
  const take = (field: string, column: string | undefined) => {
    if (column === undefined || used.has(column) || found[field] !== undefined) return;
    found[field] = column;
    used.add(column);
  };
  if (format === 'exploration') {
    for (const column of columns) if (rewardObjective(column) !== undefined || weightHead(column) !== undefined) take(column, column);
  }
  for (const rule of fields[format])
    take(
      rule.field,
      columns.find((column) => plain(column) === plain(rule.field)),
    );
  for (const rule of fields[format]) {
    for (const synonym of rule.synonyms)
      take(
        rule.field,
        columns.find((column) => plain(column) === synonym),
      );
  }
  return { format, columns: found };
}

/** What a mapping lacks or names wrongly for a table with these columns, each as a sentence; empty when it can be used. */
export function mappingProblems(mapping: ImportMapping, columns: readonly string[]): readonly string[] {
  const rules = fields[mapping.format as GenericFormat];
  const problems: string[] = [];
  for (const [field, column] of Object.entries(mapping.columns)) {
    const extra = mapping.format === 'exploration' && (rewardObjective(field) !== undefined || weightHead(field) !== undefined);
    if (!extra && !rules.some((rule) => rule.field === field)) problems.push(`"${field}" is not a field of ${mapping.format}.`);
    if (!columns.includes(column)) problems.push(`There is no column "${column}" for ${field}.`);
  }
  for (const rule of rules) {
    if (rule.required && mapping.columns[rule.field] === undefined)
      problems.push(`No column was found for ${rule.field} (${rule.help.toLowerCase()}).`);
  }
  if (mapping.format === 'exploration') {
    const names = Object.keys(mapping.columns);
    if (!names.some((name) => rewardObjective(name) !== undefined)) problems.push('No reward column was found (reward_<objective>).');
    if (mapping.columns['action'] === undefined && !names.some((name) => weightHead(name) !== undefined)) {
      problems.push('No column was found for action, and no weights (w_<head>) either.');
    }
  }
  return problems;
}

/** The generic shape these columns fit, tried from the most to the least specific. */
export function genericFormatOf(columns: readonly string[]): ImportMapping | undefined {
  for (const format of ['exploration', 'slates', 'events'] as const) {
    const mapping = detectMapping(format, columns);
    if (mappingProblems(mapping, columns).length === 0) return mapping;
  }
  return undefined;
}
