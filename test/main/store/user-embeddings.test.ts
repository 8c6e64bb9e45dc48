import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../../src/main/store/open.ts';
import { quietLog } from './quiet-log.ts';
import { sampleParts, writeAll } from './sample-parts.ts';
import { temporaryFolder } from './temporary-folder.ts';

it('keeps long-term embeddings by time, until their bundle or their dataset goes', async () => {
  const store = openStore(join(temporaryFolder(), 'workspace.sqlite'), { log: quietLog() });
  onTestFinished(() => store.close());
  const writer = store.datasets.create('sample', 'events');
  await writeAll(writer, sampleParts({ users: 4, eventsPerUser: 3, items: 7 }));
  const dataset = await writer.commit();
  const { userEmbeddings } = store;
  expect(userEmbeddings.newest(dataset, 'one', 2)).toBeUndefined();
  for (const asOfMs of [200, 100, 300]) userEmbeddings.put(dataset, 'one', 2, { asOfMs, vector: Float32Array.of(asOfMs, -1) });
  userEmbeddings.put(dataset, 'other', 2, { asOfMs: 900, vector: Float32Array.of(9) });
  expect(userEmbeddings.newest(dataset, 'one', 2)).toEqual({ asOfMs: 300, vector: Float32Array.of(300, -1) });
  expect(userEmbeddings.newest(dataset, 'one', 2, 299)?.asOfMs).toBe(200);
  expect(userEmbeddings.newest(dataset, 'one', 2, 200)?.asOfMs).toBe(200);
  expect(userEmbeddings.newest(dataset, 'one', 2, 99)).toBeUndefined();
  expect(userEmbeddings.newest(dataset, 'one', 3)).toBeUndefined();
  userEmbeddings.put(dataset, 'one', 2, { asOfMs: 300, vector: Float32Array.of(4, 5) });
  expect(userEmbeddings.newest(dataset, 'one', 2)?.vector).toEqual(Float32Array.of(4, 5));
  userEmbeddings.put(dataset, 'one', 1, { asOfMs: 900, vector: Float32Array.of(0, 1) });
  expect(userEmbeddings.bundles(dataset)).toEqual(['one', 'other']);
  expect([...userEmbeddings.scan(dataset, 'one')].flat().map(({ user, asOfMs }) => [user, asOfMs])).toEqual([
    [1, 900],
    [2, 100],
    [2, 200],
    [2, 300],
  ]);
  expect([...userEmbeddings.scan(dataset, 'third')]).toEqual([]);
  userEmbeddings.forget('one');
  expect(userEmbeddings.bundles(dataset)).toEqual(['other']);
  expect(userEmbeddings.newest(dataset, 'one', 2)).toBeUndefined();
  expect(userEmbeddings.newest(dataset, 'other', 2)?.asOfMs).toBe(900);
  await store.datasets.remove('sample');
  expect(userEmbeddings.newest(dataset, 'other', 2)).toBeUndefined();
  userEmbeddings.put(dataset, 'other', 2, { asOfMs: 901, vector: Float32Array.of(9) });
  expect(userEmbeddings.newest(dataset, 'other', 2)).toBeUndefined();
});
