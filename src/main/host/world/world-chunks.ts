import { blockRows } from '../../../core/dataset/column.ts';
import { adsRows } from '../../../core/world/ads-log.ts';
import { heldOutAds } from '../../../core/world/ads-truth.ts';
import { expandedStretches } from '../../../core/world/expanded-requests.ts';
import type { WorldRecipe } from '../../../core/world/recipe.ts';
import { heldOutRequests } from '../../../core/world/truth.ts';
import { logRows } from '../../../core/world/world.ts';
import type { WorldChunkInput, WorldPhase } from '../../../core/world/world-chunk.ts';

/** How much one chunk holds of what `WorldChunkInput.first` counts. Another size would be another hash: the sizes belong to the format. */
const chunkSizes: Readonly<Record<WorldPhase, number>> = {
  items: 2_000,
  people: 1_000,
  events: 200,
  log: blockRows,
  ads: blockRows,
  stories: 1,
  candidates: 1_000,
  truth: 1_000,
  'ads-truth': 1_000,
  hidden: 5_000,
};

/** What earlier phases found out that later ones need. */
export interface Found {
  /** Sessions of each user. */
  readonly sessions: readonly number[];
  /** Requests that stories show. */
  readonly pinned: readonly number[];
}

/** The chunks of one phase, in order. */
export function chunksOf(
  recipe: WorldRecipe,
  world: Pick<WorldChunkInput, 'preset' | 'seed' | 'users'>,
  phase: WorldPhase,
  { sessions, pinned }: Found,
): readonly WorldChunkInput[] {
  const totals: Readonly<Record<WorldPhase, number>> = {
    items: recipe.catalogue.items,
    people: recipe.population.users,
    events: recipe.population.users,
    log: logRows(recipe),
    ads: adsRows(recipe),
    stories: 1,
    candidates: expandedStretches(recipe),
    truth: heldOutRequests(recipe),
    'ads-truth': heldOutAds(recipe),
    hidden: recipe.population.users,
  };
  const total = totals[phase];
  const size = chunkSizes[phase];
  const inputs: WorldChunkInput[] = [];
  let firstSession = 0;
  for (let first = 0; first < total; first += size) {
    const count = Math.min(size, total - first);
    const more = phase === 'events' ? { firstSession } : phase === 'candidates' ? { pinned } : {};
    inputs.push({ ...world, phase, first, count, ...more });
    if (phase === 'events') for (let user = first; user < first + count; user += 1) firstSession += sessions[user] ?? 0;
  }
  return inputs;
}
