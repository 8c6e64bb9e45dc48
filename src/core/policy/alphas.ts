const evenSteps = 24;
const placed = 16;

/**
 * The alphas at which points are evaluated, 25 to 41 with both ends: an even grid, and more where the policy changes: one in the middle of each stretch
 * between breakpoints when these are few, else at even shares of all changes. `changes` is ascending.
 */
export function chooseAlphas(changes: Float64Array): readonly number[] {
  const alphas = Array.from({ length: evenSteps + 1 }, (_, step) => step / evenSteps);
  const distinct = [...new Set(changes.length > 100_000 ? [] : changes)];
  if (changes.length > 0 && distinct.length > 0 && distinct.length < placed) {
    const edges = [0, ...distinct, 1];
    for (let place = 1; place < edges.length; place += 1) alphas.push(((edges[place - 1] ?? 0) + (edges[place] ?? 1)) / 2);
  } else {
    for (let step = 0; step < placed && changes.length > 0; step += 1) {
      const place = Math.floor(((step + 0.5) / placed) * changes.length);
      // Between two changes, not on one.
      alphas.push(((changes[place] ?? 0) + (changes[place + 1] ?? changes[place] ?? 0)) / 2);
    }
  }
  const sorted = alphas.sort((a, b) => a - b);
  return sorted.filter((alpha, place) => place === 0 || alpha - (sorted[place - 1] ?? 0) > 1e-9);
}

/** Weights of more than two objectives: all multiples of 1 / steps that sum to 1, the first objective first; about 66 to 126 of them. */
export function simplexGrid(objectives: number): readonly (readonly number[])[] {
  const steps = objectives === 3 ? 10 : objectives === 4 ? 6 : 4;
  const grid: number[][] = [];
  function extend(prefix: readonly number[], left: number): void {
    if (prefix.length === objectives - 1) {
      grid.push([...prefix, left].map((part) => part / steps));
      return;
    }
    for (let part = left; part >= 0; part -= 1) extend([...prefix, part], left - part);
  }
  extend([], steps);
  return grid;
}
