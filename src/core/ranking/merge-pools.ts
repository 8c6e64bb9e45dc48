/** What one query vector brought: rows with their scores, best first. */
export interface RetrievalPool {
  readonly rows: readonly number[];
  readonly scores: readonly number[];
  /** Share of the candidates this vector may fill; shares of all vectors sum to 1. */
  readonly share: number;
}

export interface MergedCandidate {
  readonly row: number;
  /** The vector that fetched it: the first to claim it. */
  readonly source: number;
  /** Every vector whose pool holds it. */
  readonly sources: readonly number[];
  readonly score: number;
}

export interface MergedPools {
  readonly candidates: readonly MergedCandidate[];
  /** Candidates that were fetched within the shares, and how many distinct items they were before the rest was filled up. */
  readonly fetched: number;
  readonly unique: number;
}

/**
 * Joins the pools of several query vectors into at most k distinct candidates. Each vector first claims the top of its pool up to its share of k (largest
 * remainders, PinRec's budget over outcomes); what several of them claimed leaves room that is filled in turn from further down the pools.
 */
export function mergePools(pools: readonly RetrievalPool[], k: number): MergedPools {
  const quotas = splitBudget(
    pools.map(({ share }) => share),
    k,
  );
  const holders = new Map<number, number[]>();
  pools.forEach(({ rows }, pool) => rows.forEach((row) => holders.set(row, [...(holders.get(row) ?? []), pool])));
  const taken = new Map<number, MergedCandidate>();
  const take = (pool: number, place: number): void => {
    const row = pools[pool]?.rows[place];
    if (row === undefined || taken.has(row) || taken.size >= k) return;
    taken.set(row, { row, source: pool, sources: holders.get(row) ?? [pool], score: pools[pool]?.scores[place] ?? Number.NaN });
  };
  const deepest = Math.max(0, ...pools.map(({ rows }) => rows.length));
  let fetched = 0;
  // In turn by depth, so that no vector claims a shared item merely for being first in the list.
  for (let place = 0; place < deepest; place++) {
    pools.forEach(({ rows }, pool) => {
      if (place >= (quotas[pool] ?? 0) || place >= rows.length) return;
      fetched += 1;
      take(pool, place);
    });
  }
  const unique = taken.size;
  for (let place = 0; place < deepest && taken.size < k; place++) {
    for (let pool = 0; pool < pools.length; pool++) if ((pools[pool]?.share ?? 0) > 0) take(pool, place);
  }
  return { candidates: [...taken.values()], fetched, unique };
}

/** Whole numbers in proportion to the shares that sum to `total` (largest remainders, ties to the earlier). */
export function splitBudget(shares: readonly number[], total: number): readonly number[] {
  const sum = shares.reduce((all, share) => all + Math.max(0, share), 0);
  if (sum <= 0) return shares.map(() => 0);
  const exact = shares.map((share) => (Math.max(0, share) / sum) * total);
  const whole = exact.map(Math.floor);
  const left = total - whole.reduce((all, value) => all + value, 0);
  const order = [...exact.keys()].toSorted((first, second) => ((exact[second] ?? 0) % 1) - ((exact[first] ?? 0) % 1) || first - second);
  for (const place of order.slice(0, left)) whole[place] = (whole[place] ?? 0) + 1;
  return whole;
}
