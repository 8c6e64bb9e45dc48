import { canonicalJson } from './canonical-json.ts';
import type { FrontierSnapshot } from './snapshot.ts';

type Cell = string | number | undefined;

/** One setting or figure across snapshots, in the order they were named. */
export interface DiffRow {
  readonly group: 'settings' | 'frontier' | 'values';
  readonly name: string;
  readonly cells: readonly Cell[];
  readonly same: boolean;
}

/** Settings, figures of the frontier, and per objective production and the best value; any number of snapshots side by side. */
export function diffSnapshots(snapshots: readonly FrontierSnapshot[]): readonly DiffRow[] {
  const row = (group: DiffRow['group'], name: string, read: (snapshot: FrontierSnapshot) => Cell): DiffRow => {
    const cells = snapshots.map(read);
    return { group, name, cells, same: new Set(cells).size <= 1 };
  };
  const beside = [...new Set(snapshots.flatMap(({ result }) => (result.policies ?? []).map(({ name }) => name)))];
  const cohorts = [...new Set(snapshots.flatMap(({ result }) => (result.cohorts?.groups ?? []).map(({ name }) => name)))];
  const objectives = [...new Set(snapshots.flatMap(({ result }) => result.objectives))];
  return [
    ...settings.map(([name, read]) => row('settings', name, read)),
    ...figures.map(([name, read]) => row('frontier', name, read)),
    ...cohorts.map((name) =>
      row('frontier', `alpha of ${name}`, ({ result }) => {
        const group = result.cohorts?.groups.find((one) => one.name === name);
        return group === undefined ? undefined : (group.chosenAlpha ?? 'production');
      }),
    ),
    ...objectives.flatMap((objective) => [
      row('settings', `divisor of ${objective}`, ({ result }) => result.divisors[objective]),
      row('settings', `reference of ${objective}`, ({ result }) => result.reference[result.objectives.indexOf(objective)]),
      row('values', `production ${objective}`, ({ result }) => result.baseline.scored.values[objective]),
      row('values', `best ${objective}`, ({ result }) => best(result.points.map((point) => shown(point, objective)))),
      ...beside
        .map((name) =>
          row('values', `${name}, ${objective}`, ({ result }) => {
            const policy = result.policies?.find((one) => one.name === name);
            return policy === undefined || policy.status === 'refused' ? undefined : policy.values[objective];
          }),
        )
        // A policy beside the frontier has figures on the objectives of its own run alone.
        .filter(({ cells }) => cells.some((cell) => cell !== undefined)),
      row('values', `knee ${objective}`, ({ result }) => {
        const knee = result.knees.chord === undefined ? undefined : result.points[result.knees.chord];
        return knee === undefined ? undefined : shown(knee, objective);
      }),
    ]),
  ].sort((left, right) => order.indexOf(left.group) - order.indexOf(right.group));
}

const order: readonly DiffRow['group'][] = ['settings', 'frontier', 'values'];

const settings: readonly (readonly [string, (snapshot: FrontierSnapshot) => Cell])[] = [
  ['dataset', ({ dataset }) => dataset.name],
  ['dataset hash', ({ dataset }) => dataset.hash],
  ['log', ({ log }) => log.name],
  ['log rows', ({ log }) => log.rows],
  ['window', ({ log }) => (log.window === undefined ? 'untimed' : `${minute(log.window.from)} to ${minute(log.window.to)} UTC`)],
  ['actions', ({ log }) => log.actions.length],
  ['objectives', ({ result }) => result.objectives.join(', ')],
  ['learner', ({ result }) => result.learner],
  ['cohorts by', ({ result }) => result.cohorts?.column],
  ['estimator', ({ result }) => result.estimator],
  ['level', ({ result }) => result.level],
  ['split by', ({ result }) => result.split.by],
  ['learn share', ({ result }) => result.split.learnShare],
  ['learn rows', ({ result }) => result.split.learnRows],
  ['score rows', ({ result }) => result.split.scoreRows],
  ['seed', ({ result }) => result.split.seed],
  ['production', ({ result }) => result.baseline.scored.production],
  ['reference rule', ({ result }) => result.referenceRule],
  ['console', ({ console }) => console],
];

const figures: readonly (readonly [string, (snapshot: FrontierSnapshot) => Cell])[] = [
  ['hypervolume', ({ result }) => result.hypervolume],
  ['points', ({ result }) => result.points.length],
  ['supported points', ({ result }) => result.points.filter(({ status }) => status === 'supported').length],
  ['refused points', ({ result }) => result.points.filter(({ status }) => status === 'refused').length],
  ['breakpoints', ({ result }) => result.breakpointCount],
  ['knee alpha', ({ result }) => (result.knees.chord === undefined ? undefined : alphaText(result.points[result.knees.chord]?.alpha))],
];

/** `2026-01-01T00:02:43.000Z` -> `2026-01-01 00:02`. */
function minute(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}

function shown(point: FrontierSnapshot['result']['points'][number], objective: string): number | undefined {
  return point.status === 'refused' ? undefined : point.values[objective];
}

function best(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((left, right) => Math.max(left, right));
}

function alphaText(alpha: number | readonly number[] | undefined): Cell {
  return alpha === undefined || typeof alpha === 'number' ? alpha : canonicalJson(alpha);
}
