import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { skipped } from '../../skipped.ts';
import { softwareVulkan } from './software-vulkan.ts';

/** A WebGPU session needs a process that finds the driver, so the comparison runs in one of its own. */
it('WebGPU gives what the CPU gives for every graph of a bundle', (context) => {
  const vulkan = softwareVulkan();
  if ('reason' in vulkan) {
    context.skip(skipped(vulkan.reason));
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'webgpu-trunk-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const script = join(folder, 'compare.ts');
  const engine = (file: string) => JSON.stringify(join(import.meta.dirname, '../../../src/main/engine', file));
  writeFileSync(
    script,
    `import { randomWeights } from ${engine('graph/trunk/random-weights.ts')};
import { randomHistory, randomRequest } from ${engine('random-request.ts')};
import { TrunkRunner } from ${engine('trunk-runner.ts')};
const shape = { dimensions: 16, width: 32, layers: 1, attentionHeads: 2, actions: 3, surfaces: 3, topics: 4, offsets: 2, recent: 16 };
const [n, k] = [48, 24];
const answers = [];
for (const provider of ['cpu', 'webgpu']) {
  const runner = await TrunkRunner.open(shape, randomWeights(shape, 5), { provider });
  const first = await runner.encode(randomHistory(shape, 20, 2));
  const past = { before: BigInt64Array.of(17n), recent: first.recent.slice(16 * 16, 17 * 16), keys: first.keys, values: first.values };
  const encoded = await runner.encode(randomHistory(shape, n, 1), past);
  const request = randomRequest(shape, n, k, 1);
  const logits = await runner.score(encoded, request);
  const queries = await runner.generate({
    count: 1, states: encoded.states.slice((n - 1) * 32), recent: encoded.recent.slice((n - 1) * 16),
    outcomes: Float32Array.of(0, 0, 0, 0.5, 0.5, 0), topics: BigInt64Array.of(0n, 3n), offsets: BigInt64Array.of(0n, 1n),
  });
  answers.push({ ...encoded, keys: encoded.keys[0], values: encoded.values[0], logits, queries });
  await runner.release();
}
const [cpu, webgpu] = answers;
const differences = Object.fromEntries(Object.keys(cpu).map((name) => [name, cpu[name].reduce((most, value, index) => Math.max(most, Math.abs(value - webgpu[name][index])), 0)]));
const column = Array.from({ length: k }, (_, candidate) => cpu.logits[candidate * 3]);
console.log(JSON.stringify({ differences, spread: Math.max(...column) - Math.min(...column) }));`,
  );
  const result = spawnSync(process.execPath, [script], { encoding: 'utf8', env: vulkan.env });
  expect(result.stderr.includes('Error'), result.stderr).toBe(false);
  const { differences, spread } = JSON.parse(result.stdout) as { differences: Readonly<Record<string, number>>; spread: number };
  expect(spread).toBeGreaterThan(0.1);
  expect(Object.keys(differences)).toEqual(['keys', 'values', 'states', 'recent', 'user', 'logits', 'queries']);
  for (const [name, difference] of Object.entries(differences)) expect(difference, name).toBeLessThan(1e-3);
  // A software driver compiles every shader on the processor, which other tests use too.
}, 180_000);
