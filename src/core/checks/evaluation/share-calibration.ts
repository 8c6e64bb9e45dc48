import type { ExplorationData } from '../../policy/exploration-data.ts';
import { type ActionMix, bestMix } from '../../policy/best-mix.ts';
import { planResampling, resampleBlock, sharesOf } from '../../policy/frontier-bootstrap.ts';
import { measurePolicy } from '../../policy/frontier-points.ts';
import { estimateFrom } from '../../policy/sum-estimates.ts';
import { RandomStream } from '../../random/random-stream.ts';
import type { CheckDefinition } from '../check-definition.ts';
import type { WorldShelf } from '../world/world-shelf.ts';
import { cellPolicy, learnCells, scoringContext } from './cell-policies.ts';

const [users, rowsPerUser, cells, arms, production] = [400, 5, 30, 3, 1];
const rows = users * rowsPerUser;
const redraws = 300;
/** Redraws that are learned and scored on the same rows too. */
const sameDataRedraws = 150;
const replicates = 100;
const alphas = [0, 0.5, 1];
const margin = 0.03;
/** A user's own level: rows of one user are alike. */
const lean = 0.2;
const guardrails = [{ reward: 'other', sense: 'more' as const, margin }];
/** Edges of the bands that stated shares are put in; a band with fewer cases says nothing. */
const edges = [0, 0.2, 0.4, 0.6, 0.8, 1];
const leastCases = 50;

type Question = 'production' | 'static' | 'guardrail';
interface Case {
  readonly stated: number;
  readonly truth: boolean;
}
type Cases = Readonly<Record<Question, Case[]>>;
interface Calibration {
  readonly honest: Cases;
  readonly same: Cases;
}

/** One run of the checks measures it once. */
const measured = new WeakMap<WorldShelf, Calibration>();

/** What share of the resampled logs shows something, against how often it is so: over populations whose actions differ by chance, policies learned on other users. */
export const shareCalibrationChecks: readonly CheckDefinition[] = [
  shareCheck('production', 'bootstrap-share-production', 'beat production on both objectives'),
  shareCheck('static', 'bootstrap-share-static', 'are reached by the mix of single actions that was learned'),
  shareCheck('guardrail', 'bootstrap-share-guardrail', 'keep a guardrail within its margin'),
];

function shareCheck(question: Question, name: string, words: string): CheckDefinition {
  return {
    batch: 'learning',
    claim: {
      name,
      area: 'evaluation',
      claim: `Among policies of which the bootstrap says that a share of resampled logs has them ${words.replace(/^are/, 'be')}, about as many ${words}.`,
      bound: { most: 0.1 },
      unit: 'mean gap between share and frequency',
      ...(question === 'production' ? { control: { name: 'learned and scored on the same rows', bound: { least: 0.15 } } } : {}),
    },
    *measure(shelf) {
      const { honest, same } = yield* calibrationOf(shelf);
      const bands = bandsOf(honest[question]);
      return {
        value: meanGap(bands),
        ...(question === 'production' ? { control: meanGap(bandsOf(same[question])) } : {}),
        detail: `${redraws} populations of ${users} users with ${rowsPerUser} rows each. Stated and observed: ${bands.map(({ stated, observed, count }) => `${stated.toFixed(2)} and ${observed.toFixed(2)} (${count})`).join(', ')}.`,
      };
    },
  };
}

interface Band {
  readonly stated: number;
  readonly observed: number;
  readonly count: number;
}

function bandsOf(cases: readonly Case[]): readonly Band[] {
  return edges.slice(1).flatMap((high, place) => {
    const low = edges[place] ?? 0;
    const inside = cases.filter(({ stated }) => stated >= low && (stated < high || high === 1));
    if (inside.length < leastCases) return [];
    const mean = (value: (one: Case) => number) => inside.reduce((sum, one) => sum + value(one), 0) / inside.length;
    return [{ stated: mean(({ stated }) => stated), observed: mean(({ truth }) => (truth ? 1 : 0)), count: inside.length }];
  });
}

/** How far observed frequencies lie from stated shares, averaged over the cases. */
function meanGap(bands: readonly Band[]): number {
  const cases = bands.reduce((sum, { count }) => sum + count, 0);
  return bands.reduce((sum, { stated, observed, count }) => sum + count * Math.abs(stated - observed), 0) / cases;
}

function* calibrationOf(shelf: WorldShelf): Generator<void, Calibration> {
  const known = measured.get(shelf);
  if (known !== undefined) return known;
  const honest: Cases = { production: [], static: [], guardrail: [] };
  const same: Cases = { production: [], static: [], guardrail: [] };
  for (let redraw = 0; redraw < redraws; redraw += 1) {
    const truth = drawTruth(shelf.seed, redraw);
    const learn = drawUsers(truth, shelf.seed, `learn ${redraw}`);
    yield* judgeShares(truth, learn, drawUsers(truth, shelf.seed, `score ${redraw}`), shelf.seed + redraw, honest);
    if (redraw < sameDataRedraws) yield* judgeShares(truth, learn, learn, shelf.seed + redraw, same);
  }
  measured.set(shelf, { honest, same });
  return { honest, same };
}

/** Expected rewards: first, second and other; per cell one per action. */
type Truth = readonly Float64Array[];

function drawTruth(seed: number, redraw: number): Truth {
  const draws = new RandomStream(seed, `calibration truth ${redraw}`);
  let place = 0;
  const normal = () => draws.normal(place++);
  return [0, 1, 2].map((reward) => {
    const main = Array.from({ length: arms }, () => 0.08 * normal());
    return Float64Array.from({ length: cells * arms }, (_, at) => 0.5 + (main[at % arms] ?? 0) + (reward < 2 ? 0.05 : 0.02) * normal());
  });
}

interface Drawn {
  readonly data: ExplorationData;
  readonly cell: Uint8Array;
}

function drawUsers(truth: Truth, seed: number, what: string): Drawn {
  const draws = new RandomStream(seed, `calibration ${what}`);
  const cell = Uint8Array.from({ length: rows }, (_, row) => draws.int(Math.floor(row / rowsPerUser), cells));
  const action = Int32Array.from({ length: rows }, (_, row) => draws.int(users + row, arms));
  const reward = (which: number) =>
    Float64Array.from({ length: rows }, (_, row) => {
      const level = draws.uniform(users + rows + Math.floor(row / rowsPerUser)) < 0.5 ? lean : -lean;
      const chance = (truth[which]?.[(cell[row] ?? 0) * arms + (action[row] ?? 0)] ?? 0) + level;
      return draws.uniform(2 * users + rows * (2 + which) + row) < chance ? 1 : 0;
    });
  return {
    cell,
    data: {
      rows,
      actions: Array.from({ length: arms }, (_, arm) => `action ${arm}`),
      action,
      propensity: new Float64Array(rows).fill(1 / arms),
      objectives: ['first', 'second'],
      rewards: [reward(0), reward(1)],
      others: [{ name: 'other', values: reward(2) }],
      user: Int32Array.from({ length: rows }, (_, row) => Math.floor(row / rowsPerUser)),
      context: [{ name: 'cell', kind: 'category', data: cell }],
      production,
    },
  };
}

/** Policies learned on some users and resampled on others: one case per alpha and question. */
function* judgeShares(truth: Truth, learn: Drawn, score: Drawn, seed: number, into: Cases): Generator<void, void> {
  const everyRow = Int32Array.from({ length: rows }, (_, row) => row);
  const population = { users, rowsPerUser, cells, arms, lean, spread: 0 };
  const means = learnCells(population, learn.data, learn.cell, everyRow);
  const { context, cell } = yield* scoringContext(score.data, score.cell, everyRow, means, guardrails);
  const policies = alphas.map((alpha) => cellPolicy(means, cells, alpha));
  const influences = function* (choice: Parameters<typeof measurePolicy>[1]) {
    const { sums, influences: objectives } = yield* measurePolicy(context, choice);
    return { objectives, guardrails: [estimateFrom(sums, 'dr', 2)] };
  };
  const valueIn = (rewards: readonly Float64Array[], which: number, choose: (code: number) => number) => {
    let total = 0;
    for (let code = 0; code < cells; code += 1) total += rewards[which]?.[code * arms + choose(code)] ?? 0;
    return total / cells;
  };
  const pairs = (rewards: readonly Float64Array[], choose: (code: number) => number) =>
    [0, 1].map((which) => valueIn(rewards, which, choose));
  const fixed = (rewards: readonly Float64Array[]) => Array.from({ length: arms }, (_, arm) => pairs(rewards, () => arm));
  // Every mix is chosen by what was learned.
  const rivals = policies.map((policy) =>
    bestMix(
      fixed(means.values),
      pairs(means.values, (code) => policy[code] ?? 0),
      [1, 1],
    ),
  );
  const described = [];
  for (const [place, policy] of policies.entries())
    described.push({ rival: rivals[place], ...(yield* influences({ chosen: cell.map((code) => policy[code] ?? 0) })) });
  const statics = [];
  for (let arm = 0; arm < arms; arm += 1) statics.push((yield* influences({ arm })).objectives);
  const base = yield* influences({ arm: production });
  const plan = yield* planResampling({
    policies: described,
    production: base,
    statics,
    guardrails,
    reference: [0.45, 0.45],
    replicates,
    seed,
  });
  const { shares } = sharesOf(plan, [yield* resampleBlock(plan, { from: 0, to: replicates })], 0.95);
  const actions = fixed(truth);
  policies.forEach((policy, place) => {
    const own = shares[place];
    if (own === undefined) return;
    const value = [0, 1, 2].map((which) => valueIn(truth, which, (code) => policy[code] ?? 0));
    const was = [0, 1, 2].map((which) => valueIn(truth, which, () => production));
    const pair = value.slice(0, 2);
    into.production.push({ stated: own.beatsProduction, truth: pair.every((one, which) => one > (was[which] ?? 0)) });
    into.static.push({ stated: own.beatenByStatic, truth: reaches(rivals[place], actions, pair) });
    into.guardrail.push({ stated: own.guardrails['other'] ?? 0, truth: (value[2] ?? 0) / (was[2] ?? 1) - 1 >= -margin });
  });
}

function reaches(mix: ActionMix | undefined, actions: readonly (readonly number[])[], point: readonly number[]): boolean {
  if (mix === undefined) return false;
  const { one, two, share } = mix;
  return point.every(
    (value, objective) => share * (actions[one]?.[objective] ?? 0) + (1 - share) * (actions[two]?.[objective] ?? 0) >= value,
  );
}
