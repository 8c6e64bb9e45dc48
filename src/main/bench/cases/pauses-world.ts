import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { RandomStream } from '../../../core/random/random-stream.ts';

/**
 * Writes a generic `events` file of `rows` rows (about 30 bytes each, in no order) and its items file into `folder`; answers the file's path.
 * A user has about 100 events in about 20 visits of under half an hour.
 */
export async function writeEvents(folder: string, rows: number, seed: number): Promise<string> {
  const users = Math.max(1, Math.round(rows / 100));
  const items = 20_000;
  const path = join(folder, 'events.csv');
  const file = createWriteStream(path);
  file.write('user,item,action,ts\n');
  const drawUser = new RandomStream(seed, 'user');
  const drawItem = new RandomStream(seed, 'item');
  const drawAction = new RandomStream(seed, 'action');
  const drawVisit = new RandomStream(seed, 'visit');
  const drawTime = new RandomStream(seed, 'time');
  const actions = ['impression', 'impression', 'impression', 'click', 'save'];
  let lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    const user = drawUser.int(row, users);
    const item = drawItem.int(row, items);
    const action = actions[drawAction.int(row, actions.length)] ?? 'click';
    lines.push(`u${user},i${item},${action},${1_700_000_000 + drawVisit.int(row, 20) * 900_000 + drawTime.int(row, 1_500)}\n`);
    if (lines.length < 10_000) continue;
    if (!file.write(lines.join(''))) await once(file, 'drain');
    lines = [];
  }
  file.end(lines.join(''));
  await once(file, 'close');
  const catalogue = createWriteStream(join(folder, 'items.csv'));
  catalogue.write('item,title,topics\n');
  for (let item = 0; item < items; item++) catalogue.write(`i${item},Item ${item},topic ${item % 40}\n`);
  catalogue.end();
  await once(catalogue, 'close');
  return path;
}
