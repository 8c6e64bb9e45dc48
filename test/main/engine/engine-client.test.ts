import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { BundleSpec, EncodeHistoryInput, RetrieveInput } from '../../../src/main/engine/contract.ts';
import { EngineClient, type EngineOptions } from '../../../src/main/engine/client.ts';
import type { RpcError } from '../../../src/rpc/error.ts';
import { skipped } from '../../skipped.ts';
import { softwareVulkan } from './software-vulkan.ts';
import { toyVectors, wave, writeToyTrunk } from './toy-trunk.ts';

const folder = mkdtempSync(join(tmpdir(), 'engine-'));
const open: EngineClient[] = [];

function engine(options: EngineOptions = {}): EngineClient {
  const client = new EngineClient({ device: 'cpu', threads: 1, ...options });
  open.push(client);
  return client;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.close()));
});
afterAll(() => rmSync(folder, { recursive: true }));

function history(model: BundleSpec, rows: readonly number[], wanted: readonly number[]): EncodeHistoryInput {
  return {
    model,
    count: 1,
    length: rows.length,
    rows: Int32Array.from(rows),
    actions: Int32Array.from(rows, (row) => row % 4),
    masked: new Uint8Array(rows.length),
    gaps: new Float32Array(rows.length),
    surfaces: new Int32Array(rows.length),
    wanted: Int32Array.from(wanted),
    keep: false,
  };
}

function retrieval(
  model: BundleSpec,
  queries: Float32Array,
  k: number,
  excluded: readonly (readonly number[])[],
  targets: readonly number[],
): RetrieveInput {
  const offsets = [0];
  for (const list of excluded) offsets.push((offsets.at(-1) ?? 0) + list.length);
  return {
    model,
    count: excluded.length,
    queries,
    k,
    excluded: Int32Array.from(excluded.flat()),
    offsets: Int32Array.from(offsets),
    targets: Int32Array.from(targets),
  };
}

/** The same ranking by plain loops in float64. */
function bruteForce(vectors: Float32Array, d: number, query: Float32Array, excluded: readonly number[]): { row: number; score: number }[] {
  const all = Array.from({ length: vectors.length / d }, (_, row) => {
    let score = 0;
    for (let column = 0; column < d; column++) score += (vectors[row * d + column] ?? 0) * (query[column] ?? 0);
    return { row, score };
  });
  return all.filter(({ row }) => !excluded.includes(row)).toSorted((left, right) => right.score - left.score || left.row - right.row);
}

describe('the engine client', () => {
  it('retrieves exactly what brute force finds, with items left out, and the exact rank of a target', async () => {
    const rows = 500;
    const d = 8;
    const model = writeToyTrunk(join(folder, 'retrieve'), { rows, dimensions: d });
    const vectors = toyVectors(rows, d);
    const count = 70;
    const queries = Float32Array.from({ length: count * d }, (_, index) => wave(index + 99_999));
    const excluded = Array.from({ length: count }, (_, query) =>
      Array.from({ length: query % 7 }, (_, index) => (query * 31 + index * 17) % rows),
    );
    const targets = Array.from({ length: count }, (_, query) => (query % 5 === 0 ? -1 : (query * 13) % rows));
    const found = await engine().retrieve(retrieval(model, queries.slice(), 10, excluded, targets));
    for (let query = 0; query < count; query++) {
      const expected = bruteForce(vectors, d, queries.slice(query * d, (query + 1) * d), excluded[query] ?? []);
      expect(Array.from(found.rows.slice(query * 10, query * 10 + 10))).toEqual(expected.slice(0, 10).map(({ row }) => row));
      const target = targets[query] ?? -1;
      expect(found.ranks[query]).toBe(1 + expected.findIndex(({ row }) => row === target));
    }
  });

  it('breaks ties by row and says when fewer items are left than asked for', async () => {
    const model = writeToyTrunk(join(folder, 'ties'), { rows: 6, dimensions: 1, vectors: Float32Array.of(1, 2, 1, 2, 1, 1) });
    const found = await engine().retrieve(retrieval(model, Float32Array.of(1, 1), 10, [[], [1, 4]], [2, 4]));
    expect(Array.from(found.rows.slice(0, 10))).toEqual([1, 3, 0, 2, 4, 5, -1, -1, -1, -1]);
    expect(Array.from(found.rows.slice(10))).toEqual([3, 0, 2, 5, -1, -1, -1, -1, -1, -1]);
    // Row 2 stands behind both twos and row 0; row 4 is left out, so it has no rank.
    expect([...found.ranks]).toEqual([4, 0]);
    expect(found.scores[9]).toBeNaN();
  });

  it('serves more bundles than it keeps open', async () => {
    const client = engine();
    const models = Array.from({ length: 7 }, (_, index) =>
      writeToyTrunk(join(folder, `bundle-${index}`), { rows: 10 + index, dimensions: 2 }),
    );
    for (const round of [0, 1]) {
      const answers = await Promise.all(
        models.map((model) => client.retrieve(retrieval(model, Float32Array.of(1, round), 1000, [[]], [-1]))),
      );
      expect(answers.map(({ rows }) => rows.filter((row) => row >= 0).length)).toEqual([10, 11, 12, 13, 14, 15, 16]);
    }
  });

  it('ends well after 200 runs were cancelled at different moments, and goes on answering', async () => {
    const model = writeToyTrunk(join(folder, 'cancel'), { slow: 2 });
    const client = engine();
    await client.openBundle(model);
    const codes: string[] = [];
    for (let run = 0; run < 200; run++) {
      const controller = new AbortController();
      const answer = client.encodeHistory(history(model, [1, 2], [1]), { signal: controller.signal });
      const outcome = answer.then(
        () => 'answered',
        (error: RpcError) => error.code,
      );
      for (let turn = 0; turn < run % 4; turn++) await new Promise((resolve) => setImmediate(resolve));
      controller.abort();
      codes.push(await outcome);
    }
    expect(codes.filter((code) => code !== 'answered' && code !== 'cancelled')).toEqual([]);
    expect(codes).toContain('cancelled');
    const after = await client.encodeHistory(history(model, [1], [0]));
    expect(after.states).toHaveLength(4);
  });

  it('kills its own process when the worker does not drain in time', () => {
    const script = join(folder, 'stuck.ts');
    writeFileSync(
      join(folder, 'stuck-worker.mjs'),
      `import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ id, method }) => { if (method === 'serving.start') parentPort.postMessage({ type: 'result', id, value: { provider: 'cpu', reason: 'x' } }); });`,
    );
    writeFileSync(
      script,
      `import { EngineClient } from ${JSON.stringify(join(import.meta.dirname, '../../../src/main/engine/client.ts'))};
const client = new EngineClient({ worker: new URL('./stuck-worker.mjs', import.meta.url), drainMs: 200 });
await client.start();
await client.close();
console.log('closed');`,
    );
    const result = spawnSync(process.execPath, [script], { encoding: 'utf8' });
    expect(result.signal).toBe('SIGKILL');
    expect(result.stdout).toBe('');
  });

  it('refuses a device nobody knows and one that is not here', async () => {
    expect(() => engine({ device: 'abacus' })).toThrow(expect.objectContaining({ code: 'usage' }));
    const missing = process.platform === 'win32' ? 'coreml' : 'directml';
    const client = engine({ device: missing });
    await expect(client.start()).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('--device auto or cpu') });
    expect(client.state).toMatchObject({ state: 'failed' });
  });

  it('reports every device with a reason, one of them in use', async () => {
    const devices = await engine({ device: 'auto' }).devices();
    expect(devices.map(({ provider }) => provider)).toEqual(['cuda', 'coreml', 'directml', 'webgpu', 'cpu']);
    expect(devices.filter(({ inUse }) => inUse)).toHaveLength(1);
    for (const { reason, available, inUse } of devices) {
      expect(reason).toMatch(/^[A-Z].+\.$/);
      if (inUse) expect(available).toBe(true);
    }
  });

  it('names the file of a graph the runtime does not accept', async () => {
    const model = writeToyTrunk(join(folder, 'broken'));
    writeFileSync(model.graphs.scoreCandidates.path, 'not a graph');
    await expect(engine().openBundle(model)).rejects.toMatchObject({
      code: 'bad-bundle',
      file: 'score.onnx',
      message: expect.stringContaining('changed'),
    });
  });
});

describe('supervision', () => {
  /** The real worker, except that it dies when it is asked for the devices (as a native fault would end it, but survivable in a test). */
  function mortalWorker(name: string, body: string): URL {
    const path = join(folder, `${name}.ts`);
    writeFileSync(
      path,
      `import { parentPort } from 'node:worker_threads';\n${body}\nawait import(${JSON.stringify(join(import.meta.dirname, '../../../src/main/engine/serving-worker.ts'))});\n`,
    );
    return new URL(`file://${path}`);
  }

  it('restarts a worker that died, tells of it, and answers again', async () => {
    const worker = mortalWorker(
      'mortal',
      `parentPort?.on('message', ({ method }) => { if (method === 'serving.devices') process.exit(9); });`,
    );
    const states: string[] = [];
    const client: EngineClient = engine({ worker, backOffMs: [10, 10, 10], onChange: () => states.push(client.state.state) });
    const model = writeToyTrunk(join(folder, 'restart'));
    await client.encodeHistory(history(model, [1], [0]));
    await expect(client.devices()).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('try again') });
    const again = await client.encodeHistory(history(model, [1], [0]));
    expect(again.states).toHaveLength(4);
    expect(states).toEqual(['ready', 'restarting', 'ready']);
    expect(client.state.restarts).toBe(1);
  });

  it('stays down after too many ends in a row and says why', async () => {
    const client = engine({ worker: mortalWorker('stillborn', `throw new Error('the library is broken');`), backOffMs: [1, 1] });
    await expect(client.start()).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('the library is broken') });
    expect(client.state).toMatchObject({ state: 'failed', restarts: 2 });
  });

  it('closes during the pause before a restart', async () => {
    const client = engine({ worker: mortalWorker('paused', `throw new Error('gone');`), backOffMs: [3_600_000] });
    const started = client.start().catch((error: RpcError) => error.code);
    while (client.state.state !== 'restarting') await new Promise((resolve) => setTimeout(resolve, 5));
    await client.close();
    expect(await started).toBe('unavailable');
  });
});

describe('WebGPU', () => {
  it('computes through a software adapter when asked for, and auto does not choose it', (context) => {
    const vulkan = softwareVulkan();
    if ('reason' in vulkan) {
      context.skip(skipped(vulkan.reason));
      return;
    }
    const model = writeToyTrunk(join(folder, 'webgpu'), { rows: 200, dimensions: 8 });
    const script = join(folder, 'webgpu.ts');
    writeFileSync(
      script,
      `import { EngineClient } from ${JSON.stringify(join(import.meta.dirname, '../../../src/main/engine/client.ts'))};
const model = ${JSON.stringify(model)};
const answers = [];
for (const device of ['cpu', 'webgpu', 'auto']) {
  const client = new EngineClient({ device, threads: 1 });
  await client.start();
  const query = Float32Array.from({ length: 8 }, (_, index) => Math.cos(index));
  const found = await client.retrieve({ model, count: 1, queries: query, k: 5, excluded: Int32Array.of(3), offsets: Int32Array.of(0, 1), targets: Int32Array.of(17) });
  const webgpu = device === 'auto' ? (await client.devices()).find(({ provider }) => provider === 'webgpu') : undefined;
  answers.push({ device, provider: client.state.provider, rows: [...found.rows], ranks: [...found.ranks], webgpu });
  await client.close();
}
console.log(JSON.stringify(answers));`,
    );
    const result = spawnSync(process.execPath, [script], { encoding: 'utf8', env: vulkan.env });
    expect(result.stderr.includes('Error'), result.stderr).toBe(false);
    const [cpu, webgpu, auto] = JSON.parse(result.stdout) as {
      provider: string;
      rows: number[];
      ranks: number[];
      webgpu?: { available: boolean };
    }[];
    expect(webgpu?.provider).toBe('webgpu');
    expect(webgpu?.rows).toEqual(cpu?.rows);
    expect(webgpu?.ranks).toEqual(cpu?.ranks);
    expect(auto?.provider).not.toBe('webgpu');
    expect(auto?.webgpu?.available).toBe(true);
  });
});
