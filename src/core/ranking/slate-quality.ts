import { auc } from './auc.ts';
import { type BootstrapInterval, pairedBootstrap } from './paired-bootstrap.ts';
import { rankOrder } from './rank-order.ts';

/** One logged slate as the heads saw it: items in the places the log showed them. */
export interface JudgedSlate {
  readonly user: number;
  /** Predicted probabilities, [items, heads]. */
  readonly probabilities: Float32Array;
  /** What the user did with each item, as bits by head. */
  readonly actions: readonly number[];
}

export interface HeadOverSlates {
  /** Slates where the outcome happened. */
  readonly slates: number;
  /** Share of them with such an item among the first three: by this head, as logged, and over random orders. */
  readonly hit3: BootstrapInterval;
  readonly logged3: BootstrapInterval;
  readonly chance3: number;
  readonly aucPerRequest?: BootstrapInterval;
  readonly aucPooled?: number;
}

const top = 3;

interface SlateFigures {
  readonly user: number;
  readonly hit: number;
  readonly logged: number;
  readonly chance: number;
  readonly inside: number | undefined;
}

/** One head over slates, means over users with bootstrap intervals over users; undefined when its outcome never happened. */
export function headOverSlates(slates: readonly JudgedSlate[], head: number, width: number, seed: number): HeadOverSlates | undefined {
  const rows = slates.flatMap((slate) => slateFigures(slate, head, width));
  const hit3 = meanOverUsers(rows, ({ hit }) => hit, seed);
  const logged3 = meanOverUsers(rows, ({ logged }) => logged, seed);
  const chance3 = meanOverUsers(rows, ({ chance }) => chance, seed);
  if (hit3 === undefined || logged3 === undefined || chance3 === undefined) return undefined;
  const aucPerRequest = meanOverUsers(rows, ({ inside }) => inside, seed);
  // Slates where it never happened have items that it did not happen to.
  const aucPooled = auc(
    Float64Array.from(slates.flatMap((slate) => [...scoresOf(slate, head, width)])),
    Int32Array.from(slates.flatMap(({ actions }) => actions.map((bits) => (bits >>> head) & 1))),
  );
  return {
    slates: rows.length,
    hit3,
    logged3,
    chance3: chance3.value,
    ...(aucPerRequest === undefined ? {} : { aucPerRequest }),
    ...(aucPooled === undefined ? {} : { aucPooled }),
  };
}

function scoresOf({ probabilities, actions }: JudgedSlate, head: number, width: number): Float64Array {
  return Float64Array.from(actions, (_, item) => probabilities[item * width + head] ?? 0);
}

function slateFigures(slate: JudgedSlate, head: number, width: number): readonly SlateFigures[] {
  const { user, actions } = slate;
  const happened = actions.map((bits) => (bits >>> head) & 1);
  const positives = happened.filter((one) => one === 1).length;
  if (positives === 0) return [];
  const scores = scoresOf(slate, head, width);
  const first = Array.from(rankOrder(scores)).slice(0, top);
  return [
    {
      user,
      hit: Number(first.some((item) => happened[item] === 1)),
      logged: Number(happened.slice(0, top).includes(1)),
      chance: chanceOfHit(happened.length, positives),
      inside: auc(scores, Int32Array.from(happened)),
    },
  ];
}

function meanOverUsers(
  rows: readonly SlateFigures[],
  read: (row: SlateFigures) => number | undefined,
  seed: number,
): BootstrapInterval | undefined {
  const sums = new Map<number, { readonly sum: number; readonly count: number }>();
  for (const row of rows) {
    const value = read(row);
    if (value === undefined) continue;
    const { sum, count } = sums.get(row.user) ?? { sum: 0, count: 0 };
    sums.set(row.user, { sum: sum + value, count: count + 1 });
  }
  const means = Float64Array.from(sums.values(), ({ sum, count }) => sum / count);
  return means.length === 0 ? undefined : pairedBootstrap([means], { seed })[0];
}

/** Share of random orders of `items` that put one of `positives` among the first three: 1 - C(n - p, 3) / C(n, 3). */
export function chanceOfHit(items: number, positives: number): number {
  let missed = 1;
  for (let place = 0; place < Math.min(top, items); place++) missed *= Math.max(0, items - positives - place) / (items - place);
  return 1 - missed;
}
