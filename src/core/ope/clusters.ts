/** Rows grouped into independent units: users, or single rows where the user is unknown. */
export interface Clusters {
  /** Cluster of each row, from 0. */
  readonly index: Int32Array;
  readonly count: number;
}

/** Numbers users densely by first appearance; each row without a user is a cluster of its own. */
export function clustersOf(user: Int32Array): Clusters {
  const index = new Int32Array(user.length);
  const seen = new Map<number, number>();
  let count = 0;
  for (let row = 0; row < user.length; row += 1) {
    const id = user[row] ?? -1;
    const known = id < 0 ? undefined : seen.get(id);
    if (known !== undefined) index[row] = known;
    else {
      index[row] = count;
      if (id >= 0) seen.set(id, count);
      count += 1;
    }
  }
  return { index, count };
}

/** Sum of the terms of each cluster. */
export function clusterSums(terms: Float64Array, clusters: Clusters): Float64Array {
  const sums = new Float64Array(clusters.count);
  for (let row = 0; row < terms.length; row += 1) {
    const cluster = clusters.index[row] ?? 0;
    sums[cluster] = (sums[cluster] ?? 0) + (terms[row] ?? 0);
  }
  return sums;
}
