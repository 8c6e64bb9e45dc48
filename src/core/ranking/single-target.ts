/** Rank 0 stands for a target that cannot be retrieved: a miss at every k. */
type Rank = number;

/** With one target, recall@k is 1 when it is among the first k and 0 otherwise (and so is hit@k). */
export function recallAt(rank: Rank, k: number): number {
  return rank >= 1 && rank <= k ? 1 : 0;
}

/** NDCG@k with one relevant item: 1 / log2(1 + rank) inside the first k, for an ideal of 1 (Jarvelin and Kekalainen 2002, binary gain). */
export function ndcgAt(rank: Rank, k: number): number {
  return rank >= 1 && rank <= k ? 1 / Math.log2(1 + rank) : 0;
}
