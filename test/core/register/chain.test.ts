import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../src/core/register/canonical-json.ts';
import { type ChainEntry, chainStart, nextEntry } from '../../../src/core/register/chain.ts';
import { compareWithHead, verifyChain } from '../../../src/core/register/verify-chain.ts';
import { sha256 } from './sha256.ts';

describe('canonical JSON', () => {
  it('is one text for one value, whatever the order of its members', () => {
    const left = canonicalJson({ b: [1, { y: null, x: 'é"\n' }], a: -0, c: undefined });
    expect(left).toBe('{"a":0,"b":[1,{"x":"é\\"\\n","y":null}]}');
    expect(canonicalJson({ a: 0, b: [1, { x: 'é"\n', y: null }] })).toBe(left);
    expect(canonicalJson({ '10': 1, '9': 2, é: 3, Z: 4 })).toBe('{"10":1,"9":2,"Z":4,"é":3}');
    expect(JSON.parse(canonicalJson([1e21, 0.1 + 0.2, 5e-324]))).toEqual([1e21, 0.1 + 0.2, 5e-324]);
  });

  it('refuses what JSON cannot say instead of writing null', () => {
    for (const value of [NaN, Infinity, { a: -Infinity }, [undefined], () => 1, 1n]) expect(() => canonicalJson(value)).toThrow(TypeError);
  });
});

function chain(payloads: readonly unknown[]): ChainEntry[] {
  const entries: ChainEntry[] = [];
  payloads.forEach((payload, place) => {
    const at = new Date(Date.UTC(2026, 0, 1, 0, 0, place)).toISOString();
    entries.push(nextEntry(entries.at(-1), { at, who: 'Ana', what: 'note', payload }, sha256));
  });
  return entries;
}

const codes = (problems: readonly { readonly code: string; readonly seq?: number }[]) => problems.map(({ code, seq }) => `${code} ${seq}`);
const swap = (entries: readonly ChainEntry[], seq: number, changes: Partial<ChainEntry>) =>
  entries.map((entry) => (entry.seq === seq ? { ...entry, ...changes } : entry));

describe('the audit chain', () => {
  const entries = chain([{ a: 1 }, { a: 2 }, { a: 3 }, { a: 4 }]);

  it('hashes known bytes to a known value, so that another program can check it', () => {
    const [first] = entries;
    expect(first).toMatchObject({ seq: 1, previous: chainStart, payload: '{"a":1}' });
    expect(first?.payloadHash).toBe('015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862');
    const text = `{"at":"2026-01-01T00:00:00.000Z","payload":"${first?.payloadHash}","previous":"${chainStart}","seq":1,"what":"note","who":"Ana"}`;
    expect(first?.hash).toBe(sha256(text));
  });

  it('is valid as it was written, empty too', () => {
    expect(verifyChain(entries, sha256)).toEqual([]);
    expect(verifyChain([], sha256)).toEqual([]);
  });

  it.each([
    ['what was done', { payload: '{"a":9}' }, ['payload 2']],
    ['what was done, with its hash', { payload: '{"a":9}', payloadHash: sha256('{"a":9}') }, ['entry 2']],
    ['who', { who: 'Bo' }, ['entry 2']],
    ['when', { at: '2026-02-01T00:00:00.000Z' }, ['entry 2']],
    ['the kind', { what: 'other' }, ['entry 2']],
    ['the own hash', { hash: sha256('x') }, ['entry 2', 'link 3']],
    ['the link', { previous: chainStart }, ['link 2', 'entry 2']],
  ] as const)('shows a change of %s', (_, changes, found) => {
    expect(codes(verifyChain(swap(entries, 2, changes), sha256))).toEqual(found);
  });

  it('shows an entry that was taken out, two that were swapped, and one put in', () => {
    const [first, second, third, fourth] = entries as [ChainEntry, ChainEntry, ChainEntry, ChainEntry];
    expect(codes(verifyChain([first, third, fourth], sha256))).toEqual(['gap 3', 'link 3', 'gap 4']);
    expect(verifyChain([first, third, second, fourth], sha256).length).toBeGreaterThan(0);
    expect(verifyChain([first, second, second, third, fourth], sha256).length).toBeGreaterThan(0);
    expect(verifyChain([second, third, fourth], sha256).length).toBeGreaterThan(0);
  });

  it('cannot show a cut tail or a rewrite by itself; the head kept in an export does', () => {
    const head = entries[2] as ChainEntry;
    const cut = entries.slice(0, 2);
    const rewritten = chain([{ a: 1 }, { a: 200 }, { a: 3 }, { a: 4 }]);
    expect(verifyChain(cut, sha256)).toEqual([]);
    expect(verifyChain(rewritten, sha256)).toEqual([]);
    expect(codes(compareWithHead(entries, head))).toEqual([]);
    expect(codes(compareWithHead(chain([{ a: 1 }, { a: 2 }, { a: 3 }]), head))).toEqual([]);
    expect(codes(compareWithHead(cut, head))).toEqual(['cut 3']);
    expect(codes(compareWithHead(rewritten, head))).toEqual(['rewritten 3']);
  });
});
