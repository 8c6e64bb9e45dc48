import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { LogSchema } from '../../../src/core/dataset/log-schema.ts';
import { canonicalJson } from '../../../src/core/register/canonical-json.ts';
import type { ChainEntry } from '../../../src/core/register/chain.ts';
import { policiesHandlers } from '../../../src/main/host/services/policies.ts';
import { servingHandlers } from '../../../src/main/host/services/serving.ts';
import { noSignal, serviceContext } from './service-context.ts';

/** Written by hand from the description of format 1, hashes included, by another implementation of canonical JSON. */
const file = (name: string) => readFileSync(new URL(`./format-1/${name}`, import.meta.url), 'utf8');
const exported = file('policy-1-mails.json');

/** A workspace of that time: the log, and the chain and the snapshot that the export was made over. */
async function workspace() {
  const context = { ...serviceContext(), version: '1.2.3' };
  const { store } = context;
  const schema: LogSchema = {
    name: 'mails',
    kind: 'exploration',
    rows: 2,
    columns: [{ name: 'at', role: 'at', type: 'f64' }],
    actions: [{ name: 'hold' }, { name: 'send' }],
    production: 'hold',
    randomised: true,
  };
  const writer = store.datasets.create('mails', 'exploration');
  await writer.write({ type: 'log', log: 0, schema });
  await writer.write({ type: 'block', log: 0, column: 0, block: 0, data: Float64Array.of(0, 60_000) });
  const rows = { read: 2, imported: 2, duplicate: 0, rejected: 0, identical: 0 };
  const counts = { users: 0, items: 0, sessions: 0, events: 0, untimedEvents: 0, requests: 2 };
  await writer.write({ type: 'finish', counts: { rows, files: [], ...counts, actionEvents: [], notes: [], hash: 'hash-of-mails' } });
  await writer.commit();
  const { snapshot } = JSON.parse(exported) as { readonly snapshot: { readonly hash: string; readonly body: unknown } };
  store.register.append(JSON.parse(file('chain.json')) as readonly ChainEntry[], [
    { hash: snapshot.hash, body: canonicalJson(snapshot.body) },
  ]);
  const policies = policiesHandlers(context);
  const audit = (against: string) => Promise.resolve().then(() => policies['policies.audit']({ against }, noSignal));
  return { policies, audit, served: servingHandlers(context) };
}

it('audits an export of format 1 against the chain it was made over', async () => {
  const { audit, policies } = await workspace();
  const register = await audit(exported);
  expect(register).toMatchObject({ chainValid: true, problems: [], head: { seq: 3 } });
  expect(register.policies).toMatchObject([{ id: 1, state: 'live', point: 0, alpha: 0, approvedBy: 'Bo' }]);
  expect(register.audit.map(({ summary }) => summary)[1]).toContain('alpha 0 of snapshot 1. more visits');

  const codes = async (text: string) => (await audit(text)).problems.map(({ code }) => code);
  expect(await codes(exported.replace('"more visits"', '"fewer visits"'))).toEqual(['export', 'export']);
  expect(await codes(exported.replace('"hits": 410', '"hits": 900'))).toEqual(['export', 'export', 'export']);
  expect(await codes(exported.replace(/("head": \{\s*"seq": 3,\s*"hash": ")./, '$1-'))).toEqual(['export', 'rewritten']);
  // The chain goes on from there, and the old export still holds; what is exported now is of format 2.
  await policies['policies.rollback']({ dataset: 'mails', to: 'production', by: 'Cy', reason: 'hides rose' }, noSignal);
  expect((await audit(exported)).problems).toEqual([]);
  const { text } = await policies['policies.export']({ policy: 1 }, noSignal);
  expect(JSON.parse(text)).toMatchObject({ version: 2, choice: { type: 'static', action: { name: 'send' } } });
  expect((await audit(text)).problems).toEqual([]);
});

it('drills a policy of that time: its own answer, the static weights for each failure, in a chain that goes on', async () => {
  const { audit, served } = await workspace();
  const decided = await served['serving.decide']({ policy: 1, request: 1 }, noSignal);
  expect(decided.decision).toMatchObject({ source: 'policy', action: { name: 'send' } });
  const drill = await served['serving.drill']({ policy: 1, request: 0, by: 'Dee' }, noSignal);
  expect(drill.held).toBe(true);
  expect(drill.cases.map(({ injected, action }) => `${injected} ${action}`)).toEqual([
    'none send',
    'timeout hold',
    'stale-model hold',
    'broken-model hold',
  ]);
  expect(await audit(exported)).toMatchObject({ chainValid: true, head: { seq: 4 } });
});
