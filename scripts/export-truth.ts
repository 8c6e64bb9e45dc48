import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { outcomeCount, outcomes } from '../src/core/world/outcomes.ts';
import { makeUser } from '../src/core/world/population.ts';
import { RequestServer } from '../src/core/world/logged-request.ts';
import { RequestMaker } from '../src/core/world/request.ts';
import { sequenceActions, stepChances } from '../src/core/world/sequence.ts';
import { hasLongSequence, requestKey } from '../src/core/world/world.ts';
import { Breath } from '../src/main/compute/import/breath.ts';
import { eventParts } from '../src/main/compute/world/sequence-parts.ts';
import { exportedWorld } from './exported-world.ts';

/**
 * Writes what is hidden of the world that `export-world.ts` exports with the same arguments, for `paretoscope_train.ceilings` and nothing else. A folder of its
 * own, never the export's: training cannot come upon it. Rows stand in the order of the export's.
 *
 * - `slates.chances.f32`: per item shown and action, the chance of the action if the item stood first.
 * - `events.chances.f32`: per event and action, the chance by user and item alone, whatever came before in the session.
 * - `users.intensity.f32`: per user and action, the user's own intensity in logits, the same for every item.
 *
 * Usage: node scripts/export-truth.ts PRESET SEED USERS SLATE_USERS FOLDER [without-closeup] [from=USER]
 */
const { world, users, firstUser, slateUsers, folder, hash } = exportedWorld(process.argv.slice(2));
const { recipe, catalogue, seed } = world;
const breath = new Breath(new AbortController().signal);
const shown: number[] = [];
const stepped: Float32Array[] = [];
const intensity = new Float32Array(users * sequenceActions.length);
const maker = new RequestMaker(recipe, catalogue, seed);
const server = new RequestServer(world);
const names = ['click', 'save', 'p2p', 'outbound', 'hide'] as const;
const places = names.map((name) => outcomes.indexOf(name));

for (let number = firstUser; number < users; number += 1) {
  const user = makeUser(recipe, seed, number);
  places.forEach((outcome, action) => (intensity[number * sequenceActions.length + action + 1] = user.intensity[outcome] ?? 0));
  if (!hasLongSequence(recipe, number)) continue;
  for (const part of (await eventParts(world, number, 1, 0, breath)).parts)
    if (part.type === 'events')
      stepped.push(
        Float32Array.from(
          [...part.columns.item].flatMap((item) => [1, ...names.map((_, action) => stepChances(world, user, item)(action))]),
        ),
      );
  if (number < slateUsers) addSlates(number);
}
await mkdir(folder);
await writeFile(join(folder, 'slates.chances.f32'), Float32Array.from(shown));
await writeFile(join(folder, 'events.chances.f32'), Buffer.concat(stepped.map(({ buffer }) => Buffer.from(buffer))));
await writeFile(join(folder, 'users.intensity.f32'), intensity);
const actions = sequenceActions.map(({ name }) => name);
await writeFile(join(folder, 'truth.json'), `${JSON.stringify({ hash, users, actions }, undefined, 2)}\n`);
process.stdout.write(`${JSON.stringify({ folder, items: shown.length / actions.length })}\n`);

function addSlates(number: number): void {
  const { requestsPerUser } = recipe.population;
  const user = makeUser(recipe, seed, number);
  for (let request = number * requestsPerUser; request < (number + 1) * requestsPerUser; request += 1) {
    const slate = [...server.explore(user, request).items];
    const { items, truth } = maker.make(user, requestKey(recipe, request));
    for (const item of slate) {
      const place = items.indexOf(item);
      if (place < 0) throw new Error(`Request ${request} serves item ${item}, which is none of its candidates.`);
      shown.push(1, ...places.map((outcome) => truth[place * outcomeCount + outcome] ?? 0));
    }
  }
}
