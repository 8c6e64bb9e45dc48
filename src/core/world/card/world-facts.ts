import type { WorldPreset } from '../recipe.ts';
import type { WorldCard } from './world-card.ts';
import type { WorldStory } from './stories.ts';

/** What a dataset keeps of the world it was made from. Nothing of one user's hidden tastes is in it. */
export interface WorldFacts {
  readonly preset: WorldPreset;
  readonly seed: number;
  /** Requests pinned for demonstrations. */
  readonly stories: readonly WorldStory[];
  /** Requests of the exploration log whose candidates are all kept. */
  readonly expanded: number;
  readonly card: WorldCard;
}
