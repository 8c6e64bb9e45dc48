import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { plainRequest } from '../../../src/contract/inspect.ts';
import { findingsHandlers } from '../../../src/main/host/services/findings.ts';
import { inspectHandlers } from '../../../src/main/host/services/inspect.ts';
import { toyVectors, wave } from '../engine/toy-trunk.ts';
import { addToyBundle, importDataset, rankingContext } from './ranking-context.ts';
import { noSignal } from './service-context.ts';

it('findings are kept with what they showed, run again on another bundle, exported and removed', async () => {
  const context = rankingContext();
  const folder = join(context.folder, 'source');
  mkdirSync(folder);
  const events = Array.from(
    { length: 8 },
    (_, event) => `u,i${Math.floor(((wave(event) + 1) / 2) * 25)},save,${1_700_000_000 + event * 60}`,
  );
  const others = Array.from({ length: 25 }, (_, item) => `v,i${item},save,${1_700_100_000 + item}`);
  writeFileSync(join(folder, 'events.csv'), `user,item,action,ts\n${[...events, ...others].join('\n')}\n`);
  const dataset = await importDataset(context, folder, 'one', 'events');
  await addToyBundle(context, dataset);
  // Another model of the same data: another order.
  await addToyBundle(context, dataset, { name: 'stretched', vectors: stretched(toyVectors(dataset.items, 4)) });
  const findings = findingsHandlers(context);
  const changes: string[] = [];
  context.changes.subscribe(({ type }) => changes.push(type));

  const request = { ...plainRequest, dataset: 'one', bundle: 'toy', user: 'u', k: 12 };
  const shown = await inspectHandlers(context)['inspect.request'](request, noSignal);
  const first = shown.candidates[0]?.item;
  const made = await findings['findings.create'](
    { request, item: first?.id, author: 'Ana', note: '=why, "this"?', expect: { type: 'in-top', item: first?.id ?? '', k: 3 } },
    noSignal,
  );
  expect(made).toMatchObject({
    author: 'Ana',
    request: { user: 'u', at: 8 },
    observation: { bundle: 'toy', item: { id: first?.id, reason: { type: 'shown', rank: 1 }, retrievalRank: 1 } },
  });
  expect(made.observation.top.map(({ id }) => id)).toEqual(shown.candidates.slice(0, 10).map(({ item }) => item.id));
  await Promise.resolve();
  expect(changes).toContain('findings');
  expect((await findings['findings.list']({ dataset: 'one' }, noSignal)).findings).toEqual([made]);
  expect((await findings['findings.list']({ dataset: 'two' }, noSignal)).findings).toEqual([]);

  const again = await findings['findings.rerun']({ finding: made.id }, noSignal);
  expect(again).toMatchObject({ same: true, moves: [], overlap: 10, held: { before: true, after: true } });
  const other = await findings['findings.rerun']({ finding: made.id, bundle: 'stretched' }, noSignal);
  const after = (await inspectHandlers(context)['inspect.request']({ ...request, bundle: 'stretched' }, noSignal)).candidates.slice(0, 10);
  expect(other.after.top.map(({ id }) => id)).toEqual(after.map(({ item }) => item.id));
  expect(other.overlap).toBe(after.filter(({ item }) => made.observation.top.some(({ id }) => id === item.id)).length);
  expect(other.same).toBe(false);
  expect(other.moves.length).toBeGreaterThan(0);
  const rank = other.after.item?.rank ?? 0;
  expect(other.held).toEqual({ before: true, after: rank <= 3 && other.after.item?.reason.type !== 'not-retrieved' });

  const csv = (await findings['findings.export']({ format: 'csv' }, noSignal)).text.split('\r\n');
  expect(csv).toHaveLength(3);
  expect(csv[1]).toContain(`Ana,"'=why, ""this""?",one,toy,u,8,${first?.id}`);
  const { text } = await findings['findings.export']({ format: 'json', findings: [made.id] }, noSignal);
  expect(JSON.parse(text)).toEqual({ findings: [made] });

  const wrong = { request, author: 'Ana', note: 'n', item: 'i1', expect: { type: 'in-top' as const, item: 'i2', k: 1 } };
  await expect(findings['findings.create'](wrong, noSignal)).rejects.toMatchObject({ code: 'usage' });
  await expect(findings['findings.rerun']({ finding: 99 }, noSignal)).rejects.toMatchObject({ code: 'not-found' });
  await expect(findings['findings.rerun']({ finding: made.id, bundle: 'gone' }, noSignal)).rejects.toMatchObject({ code: 'not-found' });
  await findings['findings.remove']({ finding: made.id }, noSignal);
  expect((await findings['findings.list']({}, noSignal)).findings).toEqual([]);
});

/** The second half of the columns counts more. */
function stretched(vectors: Float32Array): Float32Array {
  return vectors.map((value, index) => (index % 4 >= 2 ? 4 * value : value));
}
