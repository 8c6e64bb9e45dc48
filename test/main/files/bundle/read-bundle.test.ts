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
import { integer, message, nested, text, toBytes } from '../../../../src/main/engine/graph/protobuf.ts';
import { clearUnfinished, copyBundle, removeBundle } from '../../../../src/main/files/bundle/copy-bundle.ts';
import { readBundle } from '../../../../src/main/files/bundle/read-bundle.ts';
import { type ToyBundleOptions, writeToyBundle } from './toy-bundle.ts';

const root = mkdtempSync(join(tmpdir(), 'bundles-'));
afterAll(() => rmSync(root, { recursive: true }));
let made = 0;

function bundle(options: ToyBundleOptions = {}): string {
  made += 1;
  const folder = join(root, `bundle-${made}`);
  writeToyBundle(folder, options);
  return folder;
}

async function refusal(folder: string): Promise<string> {
  const outcome = await readBundle(folder);
  return outcome.ok ? 'accepted' : outcome.reason;
}

const scoreGraph: GraphModel = {
  name: 'score',
  inputs: [
    { name: 'state', type: 'f32', shape: ['B', 4] },
    { name: 'candidates', type: 'f32', shape: ['B', 'k', 4] },
  ],
  outputs: [{ name: 'logits', type: 'f32', shape: ['B', 'k', 2] }],
  tensors: [],
  nodes: [{ op: 'Identity', inputs: ['candidates'], outputs: ['logits'] }],
};

/** A graph whose one tensor, wherever `wrap` puts it, has its weights at `location`. */
function externalGraph(location: string, wrap: 'initializer' | 'attribute' | 'subgraph' | 'sparse' | 'function' | 'training'): Uint8Array {
  const entry = (key: string, value: string) => nested(13, message([text(1, key), text(2, value)]));
  const tensor = message([integer(1, 2), integer(2, 1), text(8, 'w'), entry('location', location), integer(14, 1)]);
  const attribute = (field: number, value: typeof tensor) =>
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

describe('readBundle', () => {
  it('accepts a whole bundle and answers its manifest and ids', async () => {
    const outcome = await readBundle(bundle({ rows: 3 }));
    expect(outcome).toMatchObject({ ok: true, bundle: { itemIds: ['item 0', 'item 1', 'item 2'], manifest: { heads: ['view', 'like'] } } });
  });

  describe('security E15: imported bundles are data', () => {
    it.each(['initializer', 'attribute', 'subgraph', 'sparse', 'training'] as const)(
      'E15: refuses external data in a %s, wherever it points',
      async (wrap) => {
        for (const location of ['../../../etc/passwd', '/etc/passwd', 'weights.bin']) {
          expect(await refusal(bundle({ files: { 'score.onnx': externalGraph(location, wrap) } }))).toMatch(
            /^score\.onnx: .*external data/,
          );
        }
      },
    );

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
      expect(await refusal(bundle({ files: { 'score.onnx': externalGraph('', 'function') } }))).toMatch(
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
      [{ formatVersion: 3 }, /format 3; this console reads format 2/],
      [{ formatVersion: 'one' }, /formatVersion/],
      [{ itemIds: 'items.f32' }, /two uses/],
      [{ defaultWeights: { fly: 1 } }, /fly, which is not a head/],
      [{ name: '../x' }, /name/],
      [{ training: {} }, /training/],
      [{ stateDimensions: 5 }, /^encode\.onnx: states has the shape \[any, any, 4\]; format 1 wants \[any, n, 5\]/],
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
        [{ inputs: inputs.slice(0, 1) }, /it has no candidates/],
        [{ outputs: [{ name: 'scores', type: 'f32', shape: [] }] }, /it has no logits/],
        [
          { outputs: [{ name: 'logits', type: 'f32', shape: ['B', 'k', 3] }] },
          /logits has the shape \[any, any, 3\]; format 1 wants \[any, any, 2\]/,
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
      'item-ids.json',
      'items.f32',
      'manifest.json',
      'score.onnx',
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
    writeToyBundle(join(parent, '.incoming-1234'));
    writeToyBundle(join(parent, 'whole'));
    await clearUnfinished(parent);
    expect(readdirSync(parent)).toEqual(['whole']);
    await clearUnfinished(join(root, 'absent'));
    expect(existsSync(join(root, 'absent'))).toBe(false);
  });
});
