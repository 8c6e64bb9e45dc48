import type { Store } from '../../store/types.ts';
import type { EvaluationData } from './evaluation-data.ts';
import type { ServedModel } from './served-model.ts';

/** Users of one cut of an evaluation, by their place in `data.users`. */
export interface EvaluationCut {
  readonly name: string;
  readonly users: readonly number[];
}

const dayMs = 86_400_000;
const ages = [
  { name: 'target younger than 7 days', least: Number.NEGATIVE_INFINITY, most: 7 * dayMs },
  { name: 'target 7 to 30 days old', least: 7 * dayMs, most: 30 * dayMs },
  { name: 'target older than 30 days', least: 30 * dayMs, most: Number.POSITIVE_INFINITY },
] as const;

/** Cuts that say for whom and for what the figures hold; one that keeps all users or none says nothing and is left out. */
export function evaluationCuts(store: Store, model: ServedModel, data: EvaluationData): readonly EvaluationCut[] {
  const where = (name: string, keep: (index: number) => boolean): EvaluationCut => ({
    name,
    users: data.users.flatMap((_, index) => (keep(index) ? [index] : [])),
  });
  const cuts = [
    where('users whose last events do not tie in time', (index) => data.users[index]?.heldOut.tied === false),
    where('users whose target is new to them', (index) => data.users[index]?.repeated === false),
    ...activityCuts(data, where),
    ...ageCuts(store, model, data, where),
    ...popularityCuts(data, where),
  ];
  return cuts.filter(({ users }) => users.length > 0 && users.length < data.users.length);
}

type Where = (name: string, keep: (index: number) => boolean) => EvaluationCut;

/** Thirds of the users by the length of their history. */
function activityCuts({ users }: EvaluationData, where: Where): readonly EvaluationCut[] {
  const lengths = users.map(({ heldOut }) => heldOut.historyEnd);
  const sorted = lengths.toSorted((left, right) => left - right);
  const low = sorted[Math.floor(sorted.length / 3)] ?? 0;
  const high = sorted[Math.floor((2 * sorted.length) / 3)] ?? 0;
  if (low === high) return [];
  const of = (index: number) => lengths[index] ?? 0;
  return [
    where(`users with up to ${low} events`, (index) => of(index) <= low),
    where(`users with ${low + 1} to ${high} events`, (index) => of(index) > low && of(index) <= high),
    where(`users with more than ${high} events`, (index) => of(index) > high),
  ];
}

function ageCuts(store: Store, model: ServedModel, { users }: EvaluationData, where: Where): readonly EvaluationCut[] {
  const items = users.map(({ targetRow }) => model.itemOfRow[targetRow] ?? -1);
  const known = [...new Set(items)].filter((item) => item >= 0);
  const created = new Map(store.items.get(model.dataset, known).map(({ index, createdAtMs }) => [index, createdAtMs]));
  const ageOf = (index: number) => (users[index]?.targetAtMs ?? Number.NaN) - (created.get(items[index] ?? -1) ?? Number.NaN);
  return ages.map(({ name, least, most }) => where(name, (index) => ageOf(index) >= least && ageOf(index) < most));
}

/** Head: the most met items that together hold half of the events learned from; tail: the others. */
function popularityCuts({ users, interactions }: EvaluationData, where: Where): readonly EvaluationCut[] {
  const counts = new Int32Array(interactions.items);
  for (const row of interactions.item) counts[row] = (counts[row] ?? 0) + 1;
  const isHead = new Uint8Array(interactions.items);
  let held = 0;
  let items = 0;
  for (const row of [...counts.keys()].toSorted((left, right) => (counts[right] ?? 0) - (counts[left] ?? 0))) {
    if (held >= interactions.item.length / 2) break;
    isHead[row] = 1;
    held += counts[row] ?? 0;
    items += 1;
  }
  return [
    where(`head targets: the ${items} items with half of the events`, (index) => isHead[users[index]?.targetRow ?? -1] === 1),
    where('tail targets: all other items', (index) => isHead[users[index]?.targetRow ?? -1] !== 1),
  ];
}
