/** A candidate in one order: its identity and what each head contributes to its utility. */
export interface PlacedCandidate {
  readonly id: number;
  readonly contributions: readonly number[];
}

export interface MovementCauses {
  /** Candidates that changed sides with it. */
  readonly crossed: number;
  /** Per head: how much its contribution to this candidate grew beyond what it grew for the crossed ones, on average. Positive lifts it. */
  readonly heads: readonly number[];
}

/**
 * Why one candidate moved between two orders of the same candidates (best first). The candidates it crossed decide the move, so a head's share is the change
 * of its contribution here less the mean change over them; the shares sum to the change of the mean utility gap. Undefined when it is not in both orders or
 * crossed nobody.
 */
export function movementCauses(
  before: readonly PlacedCandidate[],
  after: readonly PlacedCandidate[],
  id: number,
): MovementCauses | undefined {
  const first = new Map(before.map((candidate, place) => [candidate.id, { candidate, place }]));
  const second = after.findIndex((candidate) => candidate.id === id);
  const own = first.get(id);
  const now = after[second];
  if (own === undefined || now === undefined) return undefined;
  const heads = now.contributions.map((value, head) => value - (own.candidate.contributions[head] ?? 0));
  const mean = heads.map(() => 0);
  let crossed = 0;
  after.forEach((candidate, place) => {
    const other = first.get(candidate.id);
    if (other === undefined || candidate.id === id || other.place < own.place === place < second) return;
    crossed += 1;
    candidate.contributions.forEach((value, head) => {
      mean[head] = (mean[head] ?? 0) + value - (other.candidate.contributions[head] ?? 0);
    });
  });
  if (crossed === 0) return undefined;
  return { crossed, heads: heads.map((value, head) => value - (mean[head] ?? 0) / crossed) };
}
