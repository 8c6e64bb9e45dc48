import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { encodeModel, type GraphModel } from '../../../../src/main/engine/graph/onnx-model.ts';
import { type Encoded, integer, message, nested, text, toBytes } from '../../../../src/main/engine/graph/protobuf.ts';
import { clearUnfinished, copyBundle, removeBundle } from '../../../../src/main/files/bundle/copy-bundle.ts';
import { readBundle } from '../../../../src/main/files/bundle/read-bundle.ts';
import { toyFiles } from '../../engine/toy-trunk.ts';
import { type ToyTrunkBundleOptions, writeToyTrunkBundle } from './toy-trunk-bundle.ts';

const root = mkdtempSync(join(tmpdir(), 'bundles-'));
afterAll(() => rmSync(root, { recursive: true }));
let made = 0;

function bundle(options: ToyTrunkBundleOptions = {}): string {
  made += 1;
  const folder = join(root, `bundle-${made}`);
  writeToyTrunkBundle(folder, options);
  return folder;
}

async function refusal(folder: string): Promise<string> {
  const outcome = await readBundle(folder);
  return outcome.ok ? 'accepted' : outcome.reason;
}

const kept = (name: string) => ({ name, type: 'f32' as const, shape: ['B', 1, 'n', 4] });
const scoreGraph: GraphModel = {
  name: 'score',
  inputs: [
    kept('keys.0'),
    kept('values.0'),
    { name: 'length', type: 'i64', shape: ['B'] },
    { name: 'candidates', type: 'f32', shape: ['B', 'k', 4] },
    { name: 'gap', type: 'f32', shape: ['B'] },
    { name: 'surface', type: 'i64', shape: ['B'] },
  ],
  outputs: [{ name: 'logits', type: 'f32', shape: ['B', 'k', 2] }],
  tensors: [],
  nodes: [{ op: 'Identity', inputs: ['candidates'], outputs: ['logits'] }],
};

interface External {
  readonly location?: string;
  readonly offset?: string;
  readonly length?: string;
  readonly more?: string;
  readonly type?: number;
  readonly size?: number;
}

/** A tensor of two float32 numbers in another file, as declared by `external`. */
function externalTensor({ location = 'weights.bin', offset = '64', length = '8', more, type = 1, size = 2 }: External): Encoded {
  const pair = (key: string, value: string) => nested(13, message([text(1, key), text(2, value)]));
  const extra = more === undefined ? [] : [pair(more, '1')];
  return message([
    integer(1, size),
    integer(2, type),
    text(8, 'w'),
    pair('location', location),
    pair('offset', offset),
    pair('length', length),
    ...extra,
    integer(14, 1),
  ]);
}

type Wrap = 'initializer' | 'attribute' | 'subgraph' | 'sparse' | 'function' | 'training';

/** A graph with that tensor, wherever `wrap` puts it. */
function externalGraph(external: External, wrap: Wrap = 'initializer'): Uint8Array {
  const tensor = externalTensor(external);
  const attribute = (field: number, value: Encoded) =>
    nested(1, message([text(4, 'Constant'), nested(5, message([text(1, 'value'), nested(field, value)]))]));
  const output = nested(12, message([text(1, 'logits')]));
  if (wrap === 'function') return toBytes(message([nested(7, message([output])), nested(25, message([text(1, 'own')]))]));
  if (wrap === 'training')
    return toBytes(message([nested(7, message([output])), nested(20, message([nested(1, message([nested(5, tensor)]))]))]));
  const inner = {
    initializer: nested(5, tensor),
    attribute: attribute(5, tensor),
    subgraph: attribute(6, message([nested(5, tensor)])),
    sparse: nested(15, message([nested(1, tensor)])),
  }[wrap];
  return toBytes(message([nested(7, message([inner, output]))]));
}
interface Index {
  readonly tensors: Record<string, { readonly shape: readonly number[]; readonly offset: number }>;
}

describe('readBundle', () => {
  it('accepts a whole bundle and answers its manifest and ids', async () => {
    const outcome = await readBundle(bundle({ rows: 3 }));
    expect(outcome).toMatchObject({ ok: true, bundle: { itemIds: ['item 0', 'item 1', 'item 2'], manifest: { heads: ['view', 'like'] } } });
  });

  describe('security E15: imported bundles are data', () => {
    it.each<readonly [string, External]>([
      ['another file of the bundle', { location: 'items.f32' }],
      ['a file above it', { location: '../../../etc/passwd' }],
      ['an absolute path', { location: '/etc/passwd' }],
      ['a path to the weights', { location: './weights.bin' }],
      ['no file', { location: '' }],
      ['an offset beyond the end', { offset: '1000000' }],
      ['a negative offset', { offset: '-8' }],
      ['an offset that is no number', { offset: '0x40' }],
      ['another length than its own', { length: '4' }],
      ['no length', { length: '' }],
      ['another type', { type: 7 }],
      ['a field that is not known', { more: 'checksum' }],
      ['a field twice', { more: 'offset' }],
      ['a size beyond the end', { size: 262_144, length: '1048576' }],
    ])('E15: refuses weights outside the graph with %s', async (_, external) => {
      expect(await refusal(bundle({ files: { 'score.onnx': externalGraph(external) } }))).toMatch(/^score\.onnx: .*external data/);
    });

    it.each<Wrap>(['attribute', 'subgraph', 'sparse', 'training'])(
      'E15: refuses weights outside the graph in a %s, even in the weight file',
      async (wrap) => {
        expect(await refusal(bundle({ files: { 'score.onnx': externalGraph({}, wrap) } }))).toMatch(
          /^score\.onnx: .*external data.*initializer/,
        );
      },
    );

    it('E15: takes an initializer in the weight file: only what such a graph lacks is told', async () => {
      expect(await refusal(bundle({ files: { 'score.onnx': externalGraph({}) } }))).toBe('score.onnx: it has no length');
    });

    it.each<readonly [string, (index: Index) => void, RegExp]>([
      ['a tensor beyond the end', ({ tensors }) => (tensors['input.bias'] = { shape: [4], offset: 64_000_000 }), /input\.bias ends beyond/],
      ['a place off the grid', ({ tensors }) => (tensors['input.bias'] = { shape: [4], offset: 4 }), /not a multiple of 64/],
      [
        'a size the manifest does not say',
        ({ tensors }) => (tensors['input.bias'] = { shape: [5], offset: 0 }),
        /\[5\]; the manifest wants \[4\]/,
      ],
      ['a missing tensor', ({ tensors }) => delete tensors['blocks.0.event_rate'], /it has no blocks\.0\.event_rate/],
      ['a name with a path', ({ tensors }) => (tensors['../x'] = { shape: [1], offset: 0 }), /Invalid key/],
      ['a negative size', ({ tensors }) => (tensors['input.bias'] = { shape: [-4], offset: 0 }), /tensors\.input\.bias\.shape/],
    ])('E15: refuses an index of weights with %s', async (_, change, reason) => {
      const index = JSON.parse(String(toyFiles({})['weights.json'])) as Index;
      change(index);
      const refused = await refusal(bundle({ files: { 'weights.json': JSON.stringify(index) } }));
      expect(refused).toMatch(/^weights\.json: /);
      expect(refused).toMatch(reason);
    });

    it('E15: refuses weights that are not numbers, and an index that is not JSON', async () => {
      const weights = Buffer.from(toyFiles({})['weights.bin'] ?? []);
      weights.writeFloatLE(Number.POSITIVE_INFINITY, 128);
      expect(await refusal(bundle({ files: { 'weights.bin': weights } }))).toBe(
        'weights.bin: number 32 holds a value that is not a number',
      );
      expect(await refusal(bundle({ files: { 'weights.json': '{' } }))).toBe('weights.json: it is not JSON');
    });

    it('E15: refuses custom operators, in a node, an opset import or a function of the model', async () => {
      const node = encodeModel({
        ...scoreGraph,
        nodes: [{ op: 'Shell', inputs: ['candidates'], outputs: ['logits'], domain: 'evil.ops' }],
      });
      expect(await refusal(bundle({ files: { 'score.onnx': node } }))).toMatch(/^score\.onnx: it uses operators of evil\.ops/);
      const imported = toBytes(
        message([
          nested(7, message([nested(12, message([text(1, 'logits')]))])),
          nested(8, message([text(1, 'com.microsoft'), integer(2, 1)])),
        ]),
      );
      expect(await refusal(bundle({ files: { 'score.onnx': imported } }))).toMatch(/^score\.onnx: it uses operators of com\.microsoft/);
      expect(await refusal(bundle({ files: { 'score.onnx': externalGraph({}, 'function') } }))).toMatch(
        /^score\.onnx: it defines functions/,
      );
    });

    it('E15: refuses a file whose hash or size is not the declared one', async () => {
      const changed = bundle();
      const path = join(changed, 'encode.onnx');
      const bytes = readFileSync(path);
      bytes[20] = (bytes[20] ?? 0) ^ 1;
      writeFileSync(path, bytes);
      expect(await refusal(changed)).toBe('encode.onnx: its SHA-256 is not the one in the manifest');
      const longer = bundle();
      appendFileSync(join(longer, 'items.f32'), 'more');
      expect(await refusal(longer)).toMatch(/^items\.f32: it has 324 bytes, the manifest says 320/);
      const cut = bundle();
      truncateSync(join(cut, 'item-ids.json'), 10);
      expect(await refusal(cut)).toMatch(/^item-ids\.json: it has 10 bytes/);
      const missing = bundle();
      unlinkSync(join(missing, 'score.onnx'));
      expect(await refusal(missing)).toBe('score.onnx: it is missing');
    });

    it.each(['../items.f32', '/etc/passwd', 'a/b', '..', '.hidden', 'C:\\x', 'a\0b', ''])('E15: refuses the file name %j', async (name) => {
      const folder = bundle({
        change: (manifest) => {
          (manifest['files'] as Record<string, unknown>)[name] = { sha256: '0'.repeat(64), bytes: 1 };
        },
      });
      expect(await refusal(folder)).toMatch(/^manifest\.json: files/);
      const used = bundle({ change: (manifest) => Object.assign(manifest, { itemIds: name }) });
      expect(await refusal(used)).toMatch(/^manifest\.json: itemIds/);
    });

    it('E15: refuses links and what is not a plain file', async () => {
      const linked = bundle();
      const outside = join(root, 'outside.f32');
      writeFileSync(outside, readFileSync(join(linked, 'items.f32')));
      unlinkSync(join(linked, 'items.f32'));
      symlinkSync(outside, join(linked, 'items.f32'));
      expect(await refusal(linked)).toBe('items.f32: it is a link; a bundle holds plain files');
      const pipe = bundle();
      unlinkSync(join(pipe, 'score.onnx'));
      execFileSync('sh', ['-c', 'mkfifo "$0"', join(pipe, 'score.onnx')]);
      expect(await refusal(pipe)).toBe('score.onnx: it is not a plain file');
    });

    it.each([
      [{ dimensions: 1_000_000 }, /dimensions/],
      [{ historyLength: 100_000 }, /historyLength/],
      [{ historyLength: 0 }, /historyLength/],
      [{ vectors: { file: 'items.f32', rows: 1e9, columns: 4 } }, /vectors\.rows/],
      [{ vectors: { file: 'items.f32', rows: 21, columns: 4 } }, /21 x 4 float32 numbers have 336 bytes/],
      [{ vectors: { file: 'items.f32', rows: 20, columns: 5 } }, /vectors\.columns is 5/],
      [{ heads: ['view', 'view'] }, /same name/],
      [{ heads: ['view'] }, /actions is 2 and there are 1/],
      [{ formatVersion: 4 }, /format 4; this console reads format 3/],
      [{ formatVersion: 'one' }, /formatVersion/],
      [{ itemIds: 'items.f32' }, /two uses/],
      [{ defaultWeights: { fly: 1 } }, /fly, which is not a head/],
      [{ name: '../x' }, /name/],
      [{ training: {} }, /training/],
      [{ formatVersion: 2 }, /format 2 and this console reads 3; train it again/],
      [{ recentWidth: 0 }, /recentWidth/],
      [{ layers: 0 }, /layers/],
      [{ record: { figures: [{ title: 'Quality' }] } }, /record\.figures\.0\.date/],
      [{ attentionHeads: 3 }, /width 4 cannot be divided among 3/],
      [{ layers: 2 }, /^weights\.json: it has no blocks\.1/],
      [{ topics: ['first'] }, /topics: the first entry is ""/],
      [{ surfaces: ['', 'home', 'home'] }, /surfaces: two entries have the same name/],
      [{ offsets: [] }, /offsets/],
      [{ weights: { file: 'items.f32', index: 'weights.json' } }, /two uses/],
      [{ probes: { file: 'probes.json' } }, /probes\.json is used but not listed/],
      [
        { precision: { fp32: { encode_history: 'score.onnx', generate: 'generate.onnx', score_candidates: 'score.onnx' } } },
        /precision\.fp32 names other graphs/,
      ],
    ])('E15: refuses a manifest with %j', async (change, reason) => {
      expect(await refusal(bundle({ change: (manifest) => Object.assign(manifest, change) }))).toMatch(reason);
    });

    it('E15: refuses tensors that claim more than the limit, and bytes that are no graph', async () => {
      const tensor = message([integer(1, 2 ** 20), integer(1, 2 ** 20), integer(2, 1), text(8, 'w')]);
      const oversize = toBytes(message([nested(7, message([nested(5, tensor)]))]));
      expect(await refusal(bundle({ files: { 'score.onnx': oversize } }))).toMatch(/^score\.onnx: a tensor claims 1099511627776 elements/);
      for (const bytes of ['', 'not a graph', '\u0001', '\u003a\u007f']) {
        expect(await refusal(bundle({ files: { 'score.onnx': bytes } }))).toMatch(/^score\.onnx: it is not an ONNX graph/);
      }
      let deep = message([text(1, 'x')]);
      for (let level = 0; level < 50; level++) deep = message([nested(1, message([nested(5, message([nested(6, deep)]))]))]);
      expect(await refusal(bundle({ files: { 'score.onnx': toBytes(message([nested(7, deep)])) } }))).toMatch(
        /^score\.onnx: its graphs are nested/,
      );
    });

    it('E15: refuses graphs without the declared inputs, outputs and fixed sizes', async () => {
      const { inputs } = scoreGraph;
      const cases: readonly (readonly [Partial<GraphModel>, RegExp])[] = [
        [{ inputs: inputs.slice(0, 3) }, /it has no candidates/],
        [{ inputs: inputs.with(0, { name: 'keys.0', type: 'f32', shape: ['B', 2, 'n', 4] }) }, /keys\.0 has the shape \[any, 2, any, 4\]/],
        [{ outputs: [{ name: 'scores', type: 'f32', shape: [] }] }, /it has no logits/],
        [
          { outputs: [{ name: 'logits', type: 'f32', shape: ['B', 'k', 3] }] },
          /logits has the shape \[any, any, 3\]; format 3 wants \[any, any, 2\]/,
        ],
        [{ outputs: [{ name: 'logits', type: 'f32', shape: [1, 'k', 2] }] }, /logits has the shape \[1, any, 2\]/],
      ];
      for (const [change, reason] of cases)
        expect(await refusal(bundle({ files: { 'score.onnx': encodeModel({ ...scoreGraph, ...change }) } }))).toMatch(reason);
    });

    it('E15: refuses vectors that are not numbers and item ids that are not unique texts', async () => {
      const vectors = new Float32Array(80);
      vectors[41] = Number.NaN;
      expect(await refusal(bundle({ vectors }))).toBe('items.f32: row 10 holds a value that is not a number');
      const ids = Array.from({ length: 20 }, (_, row) => `i${row}`);
      expect(await refusal(bundle({ itemIds: ids.with(7, 'i3') }))).toBe('item-ids.json: the id i3 stands there twice');
      expect(await refusal(bundle({ itemIds: ids.slice(1) }))).toBe('item-ids.json: it has 19 ids for 20 vectors');
      expect(await refusal(bundle({ files: { 'item-ids.json': JSON.stringify(ids.map((_, row) => row)) } }))).toBe(
        'item-ids.json: entry 0 is not an item id',
      );
      expect(await refusal(bundle({ files: { 'item-ids.json': '{' } }))).toBe('item-ids.json: it is not JSON');
    });

    it('E15: refuses a manifest that is missing, too large or not JSON', async () => {
      expect(await refusal(join(root, 'nowhere'))).toBe('manifest.json: it is missing');
      const broken = bundle();
      writeFileSync(join(broken, 'manifest.json'), '{');
      expect(await refusal(broken)).toBe('manifest.json: it is not JSON');
      for (const json of ['null', '[]', '7']) {
        writeFileSync(join(broken, 'manifest.json'), json);
        expect(await refusal(broken)).toMatch(/^manifest\.json: /);
      }
      writeFileSync(join(broken, 'manifest.json'), ' '.repeat(1_048_577));
      expect(await refusal(broken)).toMatch(/^manifest\.json: it has 1048577 bytes/);
    });
  });
});

describe('copyBundle', () => {
  it('keeps the listed files only, and leaves the workspace as it was when a bundle is refused', async () => {
    const parent = join(root, 'workspace');
    const source = bundle();
    writeFileSync(join(source, 'run-me.js'), 'process.exit(1)');
    const outcome = await copyBundle(source, parent, 'kept');
    expect(outcome).toMatchObject({ ok: true, bundle: { folder: join(parent, 'kept') } });
    expect(readdirSync(join(parent, 'kept')).toSorted()).toEqual([
      'encode.onnx',
      'generate.onnx',
      'item-ids.json',
      'items.f32',
      'manifest.json',
      'score.onnx',
      'weights.bin',
      'weights.json',
    ]);
    expect(await copyBundle(source, parent, 'kept')).toEqual({ ok: false, taken: true });
    truncateSync(join(source, 'items.f32'), 0);
    expect(await copyBundle(source, parent, 'other')).toMatchObject({ ok: false, file: 'items.f32' });
    expect(readdirSync(parent)).toEqual(['kept']);
    await removeBundle(parent, 'kept');
    expect(readdirSync(parent)).toEqual([]);
  });

  it('removes what an interrupted copy left', async () => {
    const parent = join(root, 'interrupted');
    writeToyTrunkBundle(join(parent, '.incoming-1234'));
    writeToyTrunkBundle(join(parent, 'whole'));
    await clearUnfinished(parent);
    expect(readdirSync(parent)).toEqual(['whole']);
    await clearUnfinished(join(root, 'absent'));
    expect(existsSync(join(root, 'absent'))).toBe(false);
  });
});
