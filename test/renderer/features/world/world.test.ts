import { describe, expect, it } from 'vitest';
import type { ArmSummary } from '../../../../src/contract/tuning.ts';
import { gridActions } from '../../../../src/core/world/grid.ts';
import { plantedIn } from '../../../../src/core/world/card/planted.ts';
import { presets, worldRecipe } from '../../../../src/core/world/recipe.ts';
import { cohortsOf, parameterText, productionWeights } from '../../../../src/renderer/features/world/planted.ts';
import { freeName, presetSize } from '../../../../src/renderer/data/world-presets.ts';
import { liftOf, weightGrid } from '../../../../src/renderer/features/world/weight-grid.ts';

const arms: readonly ArmSummary[] = gridActions(worldRecipe('demo')).map(({ name }, action) => ({
  action,
  name,
  rows: action + 1,
  means: { save: 0.1 + action / 1000 },
}));

describe('the grid of a world', () => {
  it('puts every action of the world on two axes, production in the middle', () => {
    const grid = weightGrid(arms, 'production');
    const { grid: multiples } = worldRecipe('demo').ranker;
    expect(grid?.saves).toEqual(multiples);
    expect(grid?.p2ps).toEqual(multiples);
    expect(grid?.cells).toHaveLength(49);
    expect(new Set(grid?.cells.map((cell) => `${cell.save} ${cell.p2p}`)).size).toBe(49);
    expect(grid?.production?.action).toBe(24);
    const [first] = grid?.cells ?? [];
    expect([first?.save, first?.p2p, first?.isProduction]).toEqual([multiples[0], multiples[0], false]);
  });

  it('is none where an arm has another name', () => {
    expect(weightGrid([...arms, { action: 49, name: 'thompson', rows: 1, means: {} }], 'production')).toBeUndefined();
  });

  it('compares with production, and says nothing where there is nothing to compare', () => {
    const production = arms[24];
    expect(liftOf({ action: 0, name: 'a', rows: 1, means: { save: 0.248 } }, production, 'save')).toBeCloseTo(1, 12);
    expect(liftOf({ action: 0, name: 'a', rows: 1, means: {} }, production, 'save')).toBeUndefined();
    expect(liftOf({ action: 0, name: 'a', rows: 1, means: { save: 1 } }, undefined, 'save')).toBeUndefined();
  });
});

describe('the words of a world', () => {
  it('offer a name that is free', () => {
    expect(freeName('demo', [])).toBe('world-demo');
    expect(freeName('demo', ['world-demo', 'world-demo-2'])).toBe('world-demo-3');
  });

  it('give each preset the size of its recipe', () => {
    expect(presetSize('demo')).toEqual({ users: 50_000, sequences: 5_000, items: 30_000, requests: 1_000_000 });
    expect(presetSize('large').requests).toBe(10 * presetSize('demo').requests);
    for (const preset of presets) expect(presetSize(preset).sequences).toBeLessThan(presetSize(preset).users);
  });

  it('turn savers and browsers opposite ways, and nobody in the control', () => {
    const cohorts = cohortsOf(worldRecipe('demo'));
    expect(cohorts.reduce((sum, cohort) => sum + cohort.share, 0)).toBeCloseTo(1, 12);
    expect(cohorts.map(({ name, save, p2p }) => [name, save, p2p])).toEqual([
      ['savers', 1, -1],
      ['browsers', -1, 1],
      ['mixed', 0, 0],
    ]);
    expect(cohortsOf(worldRecipe('control')).every(({ save, p2p }) => save === 0 && p2p === 0)).toBe(true);
  });

  it('give a parameter its last name and its number', () => {
    const said = plantedIn(worldRecipe('demo')).flatMap(({ parameters }) => parameters.map(parameterText));
    expect(said).toContain('rho 0.15');
    expect(said).toContain('in context yes');
    expect(said).toContain('save p2p correlation \u22120.30');
    expect(said.every((text) => /^[a-z][a-z0-9 ]* /.test(text))).toBe(true);
    expect(productionWeights(worldRecipe('demo')).map(({ name }) => name)).toContain('p2p');
  });
});
