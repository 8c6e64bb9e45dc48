import type { ChangeEvent } from '../../contract/system.ts';

/** The first part of every query key: what a change event of the host makes stale. */
export const areas = {
  system: 'system',
  datasets: 'datasets',
  sessions: 'sessions',
  bundles: 'bundles',
  ranking: 'ranking',
  tuning: 'tuning',
  runs: 'runs',
  jobs: 'jobs',
  mappings: 'mappings',
  policies: 'policies',
  findings: 'findings',
} as const;
export type Area = (typeof areas)[keyof typeof areas];

/** Which answers a change may have made wrong. */
export const staleAfter: Readonly<Record<ChangeEvent['type'], readonly Area[]>> = {
  datasets: ['datasets', 'sessions', 'ranking', 'tuning', 'bundles', 'system'],
  bundles: ['bundles', 'ranking', 'system'],
  jobs: ['jobs'],
  runs: ['runs'],
  engine: ['system'],
  mappings: ['mappings'],
  policies: ['policies'],
  findings: ['findings'],
};
