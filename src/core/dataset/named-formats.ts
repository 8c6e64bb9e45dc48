import type { ImportFormat } from './import-preview.ts';

export type NamedFormat = Exclude<ImportFormat, 'events' | 'slates' | 'exploration'>;

interface RoleRule {
  readonly role: string;
  /** All of these columns, by their exact names. */
  readonly columns: readonly string[];
}

/** What tells the files of each public dataset apart; the first rule of a format is the one it cannot do without. */
const rules: Readonly<Record<NamedFormat, readonly RoleRule[]>> = {
  movielens: [
    { role: 'ratings', columns: ['userId', 'movieId', 'rating', 'timestamp'] },
    { role: 'tags', columns: ['userId', 'movieId', 'tag', 'timestamp'] },
    { role: 'items', columns: ['movieId', 'title', 'genres'] },
  ],
  kuairand: [
    { role: 'log', columns: ['user_id', 'video_id', 'time_ms', 'is_click', 'long_view', 'is_rand', 'tab'] },
    { role: 'history', columns: ['user_id', 'watch_seq', 'like_seq', 'long_watch_seq'] },
    { role: 'users', columns: ['user_id', 'user_active_degree', 'register_days_range'] },
    { role: 'items', columns: ['video_id', 'author_id', 'upload_dt', 'tag'] },
  ],
  openbandit: [
    { role: 'log', columns: ['timestamp', 'item_id', 'position', 'click', 'propensity_score'] },
    { role: 'items', columns: ['item_id', 'item_feature_0'] },
  ],
  hillstrom: [{ role: 'log', columns: ['segment', 'visit', 'conversion', 'spend'] }],
};

const namedFormats = Object.keys(rules) as NamedFormat[];

export function isNamedFormat(format: ImportFormat): format is NamedFormat {
  return Object.hasOwn(rules, format);
}

/** What a public format takes a file with these columns for; `ignored` when it has no use for it. */
export function roleIn(format: NamedFormat, columns: readonly string[]): string {
  return rules[format].find((rule) => rule.columns.every((name) => columns.includes(name)))?.role ?? 'ignored';
}

/** The public format whose main file is among these tables. */
export function namedFormatOf(tables: readonly (readonly string[])[]): NamedFormat | undefined {
  return namedFormats.find((format) => tables.some((columns) => roleIn(format, columns) === rules[format][0]?.role));
}

/** The columns of the file that a public format cannot do without. */
export function mainColumns(format: NamedFormat): readonly string[] {
  return rules[format][0]?.columns ?? [];
}
