import { openStore } from '../../../../src/main/store/open.ts';
import { sampleParts } from '../sample-parts.ts';

// Writes a dataset and tells of every part, so that its parent can kill it at any of them.
const [path = '', name = ''] = process.argv.slice(2);
const store = openStore(path, { log: { info: () => undefined, error: () => undefined } });
const writer = store.datasets.create(name, 'events');
for (const part of sampleParts({ users: 4000, eventsPerUser: 20, items: 500 })) {
  process.stdout.write(`${part.type}\n`);
  await writer.write(part);
}
process.stdout.write('committing\n');
await writer.commit();
process.stdout.write('committed\n');
await store.close();
