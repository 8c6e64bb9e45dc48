import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProposeInput } from '../../../src/contract/policies.ts';
import type { SweepResult } from '../../../src/core/policy/sweep-result.ts';
import { type ChainEntry, nextEntry } from '../../../src/core/register/chain.ts';
import type { PolicyExport } from '../../../src/core/register/export-document.ts';
import { sha256 } from '../../../src/main/host/register/digest.ts';
import { policiesHandlers } from '../../../src/main/host/services/policies.ts';
import { openConnection } from '../../../src/main/store/connection.ts';
import { cohortPolicy, samplePolicy, sampleSweep } from '../../core/register/sample.ts';
import { noSignal, serviceContext } from './service-context.ts';

const firstAtMs = Date.UTC(2026, 0, 1);

/** A dataset with a log of two timed rows, one sweep of it as run 1, and the register's handlers. */
async function prepared() {
  const context = { ...serviceContext(), version: '1.2.3' };
  const { store } = context;
  await addDataset();
  const addRun = (changes: Partial<SweepResult> = {}, run: { kind?: string; createdAtMs?: number } = {}) =>
    store.runs.insert({
      kind: 'sweep',
      title: 'Sweep',
      dataset: 'mails',
      createdAtMs: Date.now() + 1,
      result: { ...sampleSweep(), ...changes },
      ...run,
    });
  addRun();

  async function addDataset(): Promise<void> {
    const writer = store.datasets.create('mails', 'exploration');
    const schema = {
      name: 'mails',
      kind: 'exploration',
      rows: 2,
      columns: [{ name: 'at', role: 'at', type: 'f64' }],
      actions: [{ name: 'hold' }, { name: 'send' }],
      randomised: true,
    } as const;
    await writer.write({ type: 'log', log: 0, schema });
    await writer.write({ type: 'block', log: 0, column: 0, block: 0, data: Float64Array.of(firstAtMs + 60_000, firstAtMs) });
    const rows = { read: 2, imported: 2, duplicate: 0, rejected: 0, identical: 0 };
    const counts = { users: 0, items: 0, sessions: 0, events: 0, untimedEvents: 0, requests: 2 };
    await writer.write({ type: 'finish', counts: { rows, files: [], ...counts, actionEvents: [], notes: [], hash: 'hash-of-mails' } });
    await writer.commit();
  }

  const told: string[] = [];
  const policies = policiesHandlers({ ...context, notify: (type) => told.push(type) });
  const propose = (input: Partial<ProposeInput> = {}) =>
    Promise.resolve().then(() => policies['policies.propose']({ run: 1, point: 1, by: 'Ana', reason: 'more of both', ...input }, noSignal));
  const approve = (policy: number, by = 'Bo') => Promise.resolve().then(() => policies['policies.approve']({ policy, by }, noSignal));
  const rollback = (to: number | 'production', dataset = 'mails') =>
    Promise.resolve().then(() => policies['policies.rollback']({ dataset, to, by: 'Cy', reason: 'hides rose' }, noSignal));
  const exported = (policy: number) => Promise.resolve().then(() => policies['policies.export']({ policy }, noSignal));
  const audit = (against?: string) =>
    Promise.resolve().then(() => policies['policies.audit'](against === undefined ? {} : { against }, noSignal));
  /** What another program with the file in its hands could do. */
  const tamper = (sql: readonly string[], entries: readonly ChainEntry[] = []) => {
    const database = openConnection(join(context.dataDirectory, 'workspace.sqlite'), { writable: true });
    for (const name of ['entries_insert', 'entries_update', 'entries_delete', 'snapshots_update', 'snapshots_delete'])
      database.exec(`DROP TRIGGER IF EXISTS register_${name}`);
    for (const statement of sql) database.exec(statement);
    for (const entry of entries)
      database
        .prepare('INSERT INTO register_entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
        .run(entry.seq, entry.at, entry.who, entry.what, entry.payload, entry.payloadHash, entry.previous, entry.hash);
    database.close();
  };
  return { store, policies, told, addRun, addDataset, propose, approve, rollback, exported, audit, tamper };
}

const refusal = (message: RegExp) => ({ code: 'refused', message: expect.stringMatching(message) as string });

describe('the register of operating policies', () => {
  it('takes a point from proposal to approval, export and rollback, and audits all of it', async () => {
    const { policies, told, propose, approve, rollback, exported, audit } = await prepared();
    const { policy } = await propose();
    expect(policy).toMatchObject({ id: 1, state: 'proposed', alpha: 0.5, snapshot: 1, proposedBy: 'Ana' });
    expect(policy.guardrails.map(({ verdict }) => verdict)).toEqual(['kept', 'kept']);
    expect((await approve(1)).policy).toMatchObject({ state: 'live', approvedBy: 'Bo' });

    const detail = await policies['policies.get']({ policy: 1 }, noSignal);
    expect(detail.body).toMatchObject({
      console: '1.2.3',
      run: 1,
      dataset: { name: 'mails', hash: 'hash-of-mails' },
      log: { rows: 2, window: { from: '2026-01-01T00:00:00.000Z', to: '2026-01-01T00:01:00.000Z' } },
      result: { estimator: 'dr', split: { seed: 7, learnShare: 0.5 }, divisors: { visit: 0.3 }, reference: [1, 2] },
    });
    expect(detail.evidence.note).toContain('No separate confirm rows');

    const file = await exported(1);
    const document = JSON.parse(file.text) as PolicyExport;
    expect(document).toMatchObject({
      schema: 'paretoscope-operating-policy',
      version: 2,
      choice: { type: 'alpha', alpha: 0.5 },
      head: { seq: 3 },
    });
    expect(document.probe.length).toBeGreaterThan(4);

    const second = await propose({ point: 0, margins: { visit: 0, spend: 0.1 } });
    expect(second.policy).toMatchObject({ id: 2, snapshot: 1 });
    await approve(2);
    await rollback(1);
    const after = await audit(file.text);
    expect(after.problems).toEqual([]);
    expect(after.chainValid).toBe(true);
    expect(after.policies.map(({ id, state }) => [id, state])).toEqual([
      [2, 'rolled-back'],
      [1, 'live'],
    ]);
    // One snapshot for both proposals: the frontier is frozen once.
    expect(after.snapshots).toHaveLength(1);
    expect(after.audit.map(({ seq, who, what }) => `${seq} ${who} ${what}`)).toEqual([
      '1 Ana snapshot',
      '2 Ana propose',
      '3 Bo approve',
      '4 Ana propose',
      '5 Bo approve',
      '6 Cy rollback',
    ]);
    expect(after.audit[3]?.previous).toBe(after.audit[2]?.hash);
    await rollback('production');
    expect((await audit()).policies.every(({ state }) => state === 'rolled-back')).toBe(true);
    expect(told.filter((type) => type === 'policies')).toHaveLength(6);
  });

  it('refuses what must not be proposed', async () => {
    const { addRun, addDataset, store, propose, audit, policies } = await prepared();
    const old = addRun({ policies: [samplePolicy('DRL-PUT, visits', 'drl-put')] });
    const beside = (run: number, place: number) =>
      Promise.resolve().then(() => policies['policies.propose']({ run, beside: place, by: 'Ana', reason: 'more' }, noSignal));
    await expect(beside(old, 0)).rejects.toMatchObject(refusal(/earlier version and does not hold how "DRL-PUT, visits" chooses/));
    await expect(beside(old, 1)).rejects.toMatchObject({ code: 'not-found' });
    await expect(beside(1, 0)).rejects.toMatchObject({ code: 'not-found' });
    await expect(beside(addRun({ policies: [{ ...cohortPolicy, status: 'refused' }] }), 0)).rejects.toMatchObject(
      refusal(/carries no number for this policy/),
    );
    await expect(propose({ point: 3 })).rejects.toMatchObject(refusal(/carries no number/));
    await expect(propose({ point: 2 })).rejects.toMatchObject(refusal(/visit falls by more than its margin of 1%/));
    await expect(propose({ point: 4 })).rejects.toMatchObject({ code: 'not-found' });
    await expect(propose({ run: 9 })).rejects.toMatchObject({ code: 'not-found' });
    await expect(propose({ margins: { clicks: 0.1 } })).rejects.toMatchObject({ code: 'not-found' });
    await expect(propose({ run: addRun({}, { kind: 'evaluate' }) })).rejects.toMatchObject(refusal(/is no sweep/));
    await expect(propose({ run: addRun({ log: 'other' }) })).rejects.toMatchObject(refusal(/no log "other"/));
    await expect(propose({ run: addRun({}, { createdAtMs: 1 }) })).rejects.toMatchObject(refusal(/was replaced after run/));
    await store.datasets.remove('mails');
    await expect(propose()).rejects.toMatchObject(refusal(/was removed/));
    await addDataset();
    expect(await audit()).toMatchObject({ audit: [], chainValid: true, policies: [] });
    expect((await propose({ run: addRun(), point: 2, margins: { visit: 0.3 } })).policy.guardrails[0]).toMatchObject({ verdict: 'kept' });
  });

  it('takes a second name to approve, exports approvals alone and rolls back what is live', async () => {
    const { propose, approve, rollback, exported } = await prepared();
    await expect(rollback('production')).rejects.toMatchObject(refusal(/No policy is live/));
    await expect(approve(1)).rejects.toMatchObject({ code: 'not-found' });
    await propose();
    await expect(approve(1, 'ANA ')).rejects.toMatchObject(refusal(/a second person/));
    await expect(exported(1)).rejects.toMatchObject(refusal(/once a second person approved it/));
    await expect(exported(2)).rejects.toMatchObject({ code: 'not-found' });
    await approve(1);
    await expect(approve(1)).rejects.toMatchObject(refusal(/approved already/));
    await expect(rollback(1)).rejects.toMatchObject(refusal(/live already/));
    await expect(rollback('production', 'other')).rejects.toMatchObject(refusal(/No policy is live on "other"/));
  });

  it('keeps the versions of weights and sets snapshots side by side', async () => {
    const { policies, addRun, propose, audit } = await prepared();
    const save = (weights: Record<string, number>) =>
      policies['policies.saveWeights']({ name: 'feed', weights, by: 'Ana', reason: 'start' }, noSignal);
    await save({ save: 1 });
    expect((await save({ save: 1, click: 0.5 })).config).toMatchObject({ version: 2, weights: { save: 1, click: 0.5 } });
    await propose();
    await propose({ run: addRun({ estimator: 'snips' }) });
    const diff = await policies['policies.diff']({ snapshots: [1, 2] }, noSignal);
    expect(diff.rows.find(({ name }) => name === 'estimator')).toMatchObject({ cells: ['dr', 'snips'], same: false });
    await expect(Promise.resolve().then(() => policies['policies.diff']({ snapshots: [1, 5] }, noSignal))).rejects.toMatchObject({
      code: 'not-found',
    });
    expect((await audit()).weights.map(({ version }) => version)).toEqual([2, 1]);
  });
});

describe('tampering', () => {
  async function withExport() {
    const made = await prepared();
    await made.propose();
    await made.approve(1);
    const { text } = await made.exported(1);
    return { ...made, text };
  }
  const codes = (answer: { readonly problems: readonly { readonly code: string }[] }) => answer.problems.map(({ code }) => code);

  it('finds a changed entry, and adds nothing to a chain that is not valid', async () => {
    const { audit, tamper, propose, exported } = await withExport();
    tamper([`UPDATE register_entries SET payload = replace(payload, 'more of both', 'because') WHERE seq = 2`]);
    expect(await audit()).toMatchObject({ chainValid: false, problems: [{ code: 'payload', seq: 2 }] });
    await expect(propose()).rejects.toMatchObject(refusal(/not valid, so nothing is added/));
    await expect(exported(1)).rejects.toMatchObject(refusal(/not valid/));
  });

  it('finds an entry that holds something else', async () => {
    const { audit, tamper } = await withExport();
    tamper([`UPDATE register_entries SET payload = '{' WHERE seq = 3`, `UPDATE register_entries SET what = 'note' WHERE seq = 2`]);
    expect(codes(await audit())).toEqual(['entry', 'payload', 'shape', 'shape']);
  });

  it('finds a changed and a missing snapshot, and shows none of its figures', async () => {
    const { audit, tamper, policies } = await withExport();
    tamper([`UPDATE register_snapshots SET body = replace(body, '"hits":400', '"hits":900')`]);
    expect(codes(await audit())).toEqual(['snapshot']);
    await expect(Promise.resolve().then(() => policies['policies.get']({ policy: 1 }, noSignal))).rejects.toMatchObject(
      refusal(/not what was frozen/),
    );
    tamper(['DELETE FROM register_snapshots']);
    expect((await audit()).problems).toMatchObject([{ message: 'Snapshot 1 is gone.' }]);
  });

  it('finds a cut tail by the head of an export alone', async () => {
    const { audit, tamper, text } = await withExport();
    tamper(['DELETE FROM register_entries WHERE seq = 3']);
    expect((await audit()).chainValid).toBe(true);
    expect(codes(await audit(text))).toEqual(['cut', 'export']);
  });

  it('finds a chain rewritten with fresh hashes by the head of an export alone', async () => {
    const { store, audit, tamper, text } = await withExport();
    const rewritten: ChainEntry[] = [];
    for (const { at, who, what, payload } of store.register.entries()) {
      const changed = JSON.parse(payload.replace('more of both', 'because')) as unknown;
      rewritten.push(nextEntry(rewritten.at(-1), { at, who, what, payload: changed }, sha256));
    }
    tamper(['DELETE FROM register_entries'], rewritten);
    expect((await audit()).chainValid).toBe(true);
    expect(codes(await audit(text))).toEqual(['rewritten', 'export']);
  });

  it('finds an approval by the proposer in a chain rewritten with fresh hashes', async () => {
    const { store, audit, tamper } = await withExport();
    const rewritten: ChainEntry[] = [];
    for (const { at, what, payload } of store.register.entries())
      rewritten.push(nextEntry(rewritten.at(-1), { at, who: 'Ana', what, payload: JSON.parse(payload) as unknown }, sha256));
    tamper(['DELETE FROM register_entries'], rewritten);
    expect(await audit()).toMatchObject({ chainValid: false, problems: [{ code: 'rule', seq: 3 }] });
  });

  it('finds a changed export, and says what is no export', async () => {
    const { audit, text } = await withExport();
    expect((await audit(text)).chainValid).toBe(true);
    expect(codes(await audit(text.replaceAll('"hits": 400', '"hits": 900')))).toEqual(['export', 'export', 'export']);
    await expect(audit('{')).rejects.toMatchObject({ code: 'bad-file' });
    await expect(audit('{"schema":"other"}')).rejects.toMatchObject({ code: 'bad-file' });
    await expect(audit(text.replace('"version": 2', '"version": 3'))).rejects.toMatchObject({ code: 'bad-file' });
  });
});
