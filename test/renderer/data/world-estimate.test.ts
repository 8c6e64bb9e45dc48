import { expect, test } from 'vitest';
import type { Job } from '../../../src/contract/jobs.ts';
import type { WorldPreset } from '../../../src/core/world/recipe.ts';
import { presetSize } from '../../../src/renderer/data/world-presets.ts';
import { estimateWorld, sayRoughly } from '../../../src/renderer/data/world-estimate.ts';

function made(id: number, preset: WorldPreset, seconds: number, state: Job['state'] = 'done'): Job {
  const { users, items } = presetSize(preset);
  return {
    id,
    kind: 'world',
    title: '',
    state,
    phase: '',
    startedAtMs: 0,
    result: { dataset: `world-${id}`, preset, users, items, seconds },
  };
}

test('the time of a world is scaled by the last one that was made here', () => {
  const rated = estimateWorld('small', []);
  expect(rated.from).toBeUndefined();
  const slow = estimateWorld('small', [made(1, 'small', 1), made(2, 'small', (3 * rated.ms) / 1000), made(3, 'small', 0.1, 'failed')]);
  expect(slow.ms).toBeCloseTo(3 * rated.ms, 6);
  expect(slow.from).toBe('world-2');
  expect(estimateWorld('demo', []).ms / estimateWorld('demo', [made(1, 'small', rated.ms / 2000)]).ms).toBeCloseTo(2, 6);
});

test('ten times the users take about ten times as long and as much room; the catalogue is made once', () => {
  const [small, demo, large] = (['small', 'demo', 'large'] as const).map((preset) => estimateWorld(preset, []));
  expect((large?.bytes ?? 0) / (demo?.bytes ?? 1)).toBeGreaterThan(9);
  expect((demo?.ms ?? 0) / (small?.ms ?? 1)).toBeLessThan(25);
});

test.each([
  [400, 'under a second'],
  [7_400, 'about 7 s'],
  [33_000, 'about 35 s'],
  [200_000, 'about 3 min'],
  [5_500_000, 'about 1.5 h'],
])('%d ms is said as %s', (ms, words) => {
  expect(sayRoughly(ms)).toBe(words);
});
