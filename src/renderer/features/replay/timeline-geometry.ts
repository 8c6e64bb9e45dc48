/** What the timeline needs to know of a step. */
export interface TimelineStep {
  readonly positive: boolean;
  readonly rankOfActual?: number | undefined;
}

/** Horizontal centre of a step, in px: steps share the width evenly, whatever the time between them. */
export function stepX(index: number, count: number, width: number): number {
  return count <= 0 ? 0 : ((index + 0.5) / count) * width;
}

/** The step under a horizontal position, clamped to the session. */
export function stepAt(x: number, count: number, width: number): number {
  if (count <= 0 || width <= 0) return 0;
  return Math.min(count - 1, Math.max(0, Math.floor((x / width) * count)));
}

/** Vertical place of a rank in a lane of the given height: 1 at the top, logarithmic down to `worst`. */
export function rankY(rank: number, worst: number, height: number): number {
  if (worst <= 1) return 0;
  return (Math.log(Math.max(1, rank)) / Math.log(worst)) * height;
}

/** The bottom of the rank lane: the next power of ten over the worst rank, never under 100. */
export function worstRank(steps: readonly TimelineStep[]): number {
  let worst = 100;
  for (const step of steps) while (step.rankOfActual !== undefined && step.rankOfActual > worst) worst *= 10;
  return worst;
}

/** All marks of one kind as one path, however many steps there are: a session of thousands stays one element. */
export function markPath(
  steps: readonly TimelineStep[],
  width: number,
  top: number,
  bottom: number,
  keep: (step: TimelineStep) => boolean,
): string {
  let path = '';
  for (const [index, step] of steps.entries()) {
    if (keep(step)) path += `M${stepX(index, steps.length, width).toFixed(1)} ${top}V${bottom}`;
  }
  return path;
}

/** Ranks as dots (zero-length strokes with round caps), again one path. */
export function rankPath(
  steps: readonly TimelineStep[],
  width: number,
  height: number,
  worst: number,
  keep: (rank: number) => boolean,
): string {
  let path = '';
  for (const [index, step] of steps.entries()) {
    const rank = step.rankOfActual;
    if (rank !== undefined && keep(rank))
      path += `M${stepX(index, steps.length, width).toFixed(1)} ${rankY(rank, worst, height).toFixed(1)}h0`;
  }
  return path;
}
