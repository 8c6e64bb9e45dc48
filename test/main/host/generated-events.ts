import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { counterRandom } from './counter-random.ts';

/** Writes a folder in the generic `events` shape: a log and its items, the same for the same seed. */
export function writeGeneratedEvents(folder: string, rows: number, seed: number): void {
  const random = counterRandom(seed);
  const users = Math.max(1, Math.round(rows / 40));
  const items = Math.max(2, Math.round(rows / 50));
  mkdirSync(folder, { recursive: true });
  const log = ['user,item,action,ts,surface,dwell_ms'];
  for (let row = 0; row < rows; row += 1) {
    const at = Date.UTC(2026, 0, 1) + Math.floor(random() * 60 * 86_400_000);
    const action = random() < 0.2 ? 'save' : 'click';
    log.push(
      `u${Math.floor(random() * users)},i${Math.floor(random() * random() * items)},${action},${new Date(at).toISOString()},home,${Math.floor(random() * 9000)}`,
    );
  }
  writeFileSync(join(folder, 'events.csv'), `${log.join('\n')}\n`);
  const catalogue = Array.from({ length: items }, (_, item) => `i${item},"Item ${item}, of many",topic ${item % 9}`);
  writeFileSync(join(folder, 'items.csv'), `item,title,topics\n${catalogue.join('\n')}\n`);
}
