import { p2pOutcome, saveOutcome } from './outcomes.ts';
import type { WorldRecipe } from './recipe.ts';

export interface GridAction {
  /** `save x1.6, p2p x0.4`: multiples of the production weights. */
  readonly name: string;
  readonly weights: readonly number[];
}

/** The named grid of weight vectors: row by row of the save weight, production in the middle. */
export function gridActions(recipe: WorldRecipe): readonly GridAction[] {
  const { grid, weights } = recipe.ranker;
  return grid.flatMap((save) =>
    grid.map((p2p) => ({
      name: save === 1 && p2p === 1 ? 'production' : `save x${save}, p2p x${p2p}`,
      weights: weights.map((weight, outcome) => (outcome === saveOutcome ? save * weight : outcome === p2pOutcome ? p2p * weight : weight)),
    })),
  );
}

/** Index of production in the grid: its middle. */
export function productionAction(recipe: WorldRecipe): number {
  const middle = recipe.ranker.grid.indexOf(1);
  return middle * recipe.ranker.grid.length + middle;
}
