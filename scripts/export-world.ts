import { createHash } from 'node:crypto';
import { explorationColumns } from '../src/core/world/log-columns.ts';
import { ExplorationLog } from '../src/core/world/exploration-log.ts';
import { outcomes } from '../src/core/world/outcomes.ts';
import { sequenceActions, surfaces } from '../src/core/world/sequence.ts';
import { hasLongSequence } from '../src/core/world/world.ts';
import type { ImportItem, ImportPart } from '../src/core/dataset/import-part.ts';
import { Breath } from '../src/main/compute/import/breath.ts';
import { itemParts } from '../src/main/compute/world/item-parts.ts';
import { eventParts } from '../src/main/compute/world/sequence-parts.ts';
import { type ExportedSlates, writeDatasetExport } from '../src/main/files/dataset-export.ts';
import { slateBits } from '../src/main/host/logged-slates.ts';
import { catalogueLine } from '../src/main/store/dataset-rows.ts';
import { exportedWorld } from './exported-world.ts';

/**
 * Writes what training reads of a world, without making the rest of it: the sequences of its first users, and of the exploration log only the slates of
 * users with a sequence. The files are those of `export dataset` for `world create --users`, a tenth of whose log this is. The manifest's hash is that of
 * the arguments: no dataset of a workspace has it, so a bundle trained on this serves by its catalogue alone.
 * Usage: node scripts/export-world.ts PRESET SEED USERS SLATE_USERS FOLDER [without-closeup] [from=USER], such as `demo 7 20000 20000 /tmp/world-export`.
 * `without-closeup` leaves out the plant that a save is likelier after a closeup of the same topic, for a control of masked-action modelling; `from=USER` leaves
 * out the users before it, for measuring on people of whom nothing was learned.
 */
const { world, preset, users, firstUser, slateUsers, folder, hash } = exportedWorld(process.argv.slice(2));
const { recipe } = world;
const breath = new Breath(new AbortController().signal);
const { parts } = await itemParts(world, 0, world.catalogue.items.length, breath);
const items = parts.flatMap((part: ImportPart): readonly ImportItem[] => (part.type === 'items' ? part.items : []));
const catalogue = createHash('sha256');
for (const item of items) catalogue.update(catalogueLine(item));

const counts = await writeDatasetExport(folder, {
  name: `world-${preset}`,
  hash,
  catalogueHash: catalogue.digest('hex'),
  actions: sequenceActions,
  surfaces,
  users,
  items: items.map(({ id, title, topics, creator, boards }, index) => ({
    index,
    id,
    title,
    topics,
    ...(creator === undefined ? {} : { creator }),
    ...(boards === undefined ? {} : { boards }),
  })),
  sequences: sequences(),
  slates: () => Promise.resolve(slates()),
});
process.stdout.write(`${JSON.stringify({ folder, ...counts })}\n`);

async function* sequences() {
  for (let user = firstUser; user < users; user += 1) {
    if (!hasLongSequence(recipe, user)) continue;
    for (const part of (await eventParts(world, user, 1, 0, breath)).parts)
      if (part.type === 'events') yield { ...part.columns, user, firstSeq: part.columns.seq[0] ?? 0, text: [] };
  }
}

function slates(): ExportedSlates {
  const names = explorationColumns(recipe).map(({ name }) => name);
  const { requestsPerUser } = recipe.population;
  const bits = slateBits(sequenceActions, outcomes);
  const log = new ExplorationLog(world);
  const found = {
    user: [] as number[],
    atMs: [] as number[],
    surface: [] as number[],
    length: [] as number[],
    item: [] as number[],
    actions: [] as number[],
  };
  for (let user = firstUser; user < Math.min(users, slateUsers); user += 1) {
    if (!hasLongSequence(recipe, user)) continue;
    const making = log.fill(user * requestsPerUser, requestsPerUser);
    let step = making.next();
    while (step.done !== true) step = making.next();
    const columns = step.value;
    const value = (name: string, row: number) => columns[names.indexOf(name)]?.[row] ?? -1;
    for (let row = 0; row < requestsPerUser; row += 1) {
      found.user.push(user);
      found.atMs.push(value('at', row));
      found.surface.push(value('surface', row));
      found.length.push(recipe.ranker.slate);
      for (let place = 1; place <= recipe.ranker.slate; place += 1) {
        found.item.push(value(`item_${place}`, row));
        found.actions.push(bits[value(`outcomes_${place}`, row)] ?? 0);
      }
    }
  }
  return {
    user: Int32Array.from(found.user),
    atMs: Float64Array.from(found.atMs),
    surface: Int16Array.from(found.surface),
    length: Int32Array.from(found.length),
    item: Int32Array.from(found.item),
    actions: Int32Array.from(found.actions),
  };
}
