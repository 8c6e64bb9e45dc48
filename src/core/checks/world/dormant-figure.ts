import { makeUser } from '../../world/population.ts';
import { SequencePlayer } from '../../world/sequence.ts';
import { dayMs, sequenceDays } from '../../world/time.ts';
import type { World } from '../../world/world.ts';
import type { WorldFigure } from './world-check.ts';

const users = 1_200;
/** Users with fewer steps have long gaps by chance. */
const fewestSteps = 1_000;
const dormantDays = 90;
/** Steps of the topic that a gap would hold if its share of the user's steps were spread evenly. */
const fewestMissed = 25;

/** Share of busy users who leave a topic alone for over 90 days in which its usual share would have meant many steps, and then come back to it. */
export function* dormantShare(world: World): Generator<void, WorldFigure> {
  const player = new SequencePlayer(world);
  const { topic } = world.catalogue;
  let busy = 0;
  let found = 0;
  for (let index = 0; index < users; index += 1) {
    const leaves: number[] = [];
    const atMs: number[] = [];
    player.play(makeUser(world.recipe, world.seed, index), 0, sequenceDays, (step) => {
      leaves.push(topic[step.item] ?? 0);
      atMs.push(step.atMs);
    });
    yield;
    if (leaves.length < fewestSteps) continue;
    busy += 1;
    if (comesBack(leaves, atMs)) found += 1;
  }
  return { value: found / busy, detail: `${busy} users of ${users} with ${fewestSteps} steps or more.` };
}

function comesBack(leaves: readonly number[], atMs: readonly number[]): boolean {
  const counts = new Map<number, number>();
  for (const leaf of leaves) counts.set(leaf, (counts.get(leaf) ?? 0) + 1);
  const last = new Map<number, number>();
  return leaves.some((leaf, place) => {
    const before = last.get(leaf);
    last.set(leaf, place);
    if (before === undefined || (atMs[place] ?? 0) - (atMs[before] ?? 0) <= dormantDays * dayMs) return false;
    return ((place - before) * (counts.get(leaf) ?? 0)) / leaves.length >= fewestMissed;
  });
}
