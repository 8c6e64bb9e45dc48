import { chooseActions } from '../../policy/choose-actions.ts';
import { divisorsOf } from '../../policy/divisors.ts';
import type { ExplorationData } from '../../policy/exploration-data.ts';
import type { Predictions } from '../../policy/predictions.ts';
import { deploy } from '../../world/deployment.ts';
import { gridActions } from '../../world/grid.ts';
import { p2pOutcome, saveOutcome } from '../../world/outcomes.ts';
import { Truth } from '../../world/truth.ts';
import type { World } from '../../world/world.ts';

/** A learner's predictions of the objectives for any states, one list of values per state in the order of the log's context. */
export type Learner = (states: readonly (readonly number[])[]) => readonly Predictions[];

/** What a policy that was chosen by its one-step value earns in the closed loop, in multiples of that value: saves and p2p. */
export interface LoopAgreement {
  readonly fatigue: number;
  /** By exact expected rewards of what was served. */
  readonly ratio: readonly [save: number, p2p: number];
  /** The same of what the policy maximises: both rewards, weighted by its alpha. */
  readonly weighted: number;
  /** By the rewards as they were drawn. */
  readonly drawn: readonly [save: number, p2p: number];
  /** The policy over production, both in the closed loop. */
  readonly lift: readonly [save: number, p2p: number];
  readonly sessions: number;
}

export interface ClosedLoopResult {
  readonly alpha: number;
  readonly requests: number;
  /** The policy over production, by exact one-step values of the logged requests. */
  readonly oneStepLift: readonly [save: number, p2p: number];
  readonly loops: readonly LoopAgreement[];
}

const alphas = Array.from({ length: 19 }, (_, step) => 0.05 * (step + 1));
/** Learning rows that the policy is picked on. */
const pickedOn = 4_000;

/**
 * Picks the policy whose smaller predicted lift is largest, values it by exact one-step rewards on the logged requests of `users`, whom it never saw, and serves
 * the same requests by it in closed loops of rising fatigue.
 */
export function* closedLoop(
  world: World,
  data: ExplorationData,
  learn: Int32Array,
  users: readonly number[],
  learner: Learner,
  fatigues: readonly number[],
): Generator<void, ClosedLoopResult> {
  const arms = data.actions.length;
  const production = data.production ?? 0;
  const divisors = divisorsOf(data, learn).values;
  const weightsAt = (alpha: number) => [(1 - alpha) / (divisors[0] ?? 1), alpha / (divisors[1] ?? 1)];
  const state = (row: number) => data.context.map((column) => column.data[row] ?? Number.NaN);
  const step = Math.max(1, Math.floor(learn.length / pickedOn));
  const sample = Array.from({ length: Math.floor(learn.length / step) }, (_, place) => state(learn[place * step] ?? 0));
  const alpha = pick(learner(sample), sample.length, arms, production, weightsAt);
  yield;
  const actions = gridActions(world.recipe).map(({ weights }) => weights);
  const chosenFor = (values: readonly number[]) => chooseActions(learner([values]), weightsAt(alpha), 1, arms, production)[0] ?? production;
  const truth = new Truth(world);
  const { requestsPerUser } = world.recipe.population;
  const [own, base] = [
    [0, 0],
    [0, 0],
  ];
  for (const user of users) {
    for (let row = user * requestsPerUser; row < (user + 1) * requestsPerUser; row += 1) {
      const [chosen, asBefore] = truth.values(row, [actions[chosenFor(state(row))] ?? [], actions[production] ?? []]);
      add(own, chosen);
      add(base, asBefore);
    }
    yield;
  }
  const loops: LoopAgreement[] = [];
  for (const fatigue of fatigues) {
    const tiring = { ...world, recipe: { ...world.recipe, session: { ...world.recipe.session, fatigue } } };
    const policy = yield* deploy(tiring, users, (values) => actions[chosenFor(values)] ?? []);
    // Production looks at nothing, so without fatigue its loop is its one step.
    const asBefore = fatigue === 0 ? base : objectives((yield* deploy(tiring, users, () => actions[production] ?? [])).expected);
    loops.push({
      fatigue,
      ratio: over(objectives(policy.expected), own),
      weighted: weigh(objectives(policy.expected), weightsAt(alpha)) / weigh(own, weightsAt(alpha)),
      drawn: over(objectives(policy.drawn), own),
      lift: over(objectives(policy.expected), asBefore),
      sessions: policy.sessions,
    });
  }
  return { alpha, requests: users.length * requestsPerUser, oneStepLift: over(own, base), loops };
}

function pick(
  predictions: readonly Predictions[],
  rows: number,
  arms: number,
  production: number,
  weightsAt: (alpha: number) => readonly number[],
): number {
  const mean = ({ base, preference, stride }: Predictions, action: (row: number) => number) => {
    let sum = 0;
    for (let row = 0; row < rows; row += 1) sum += (base[row] ?? 0) + (preference[row * stride + action(row)] ?? 0);
    return sum / rows;
  };
  const least = alphas.map((alpha) => {
    const chosen = chooseActions(predictions, weightsAt(alpha), rows, arms, production);
    return Math.min(...predictions.map((part) => mean(part, (row) => chosen[row] ?? 0) / mean(part, () => production)));
  });
  return alphas[least.indexOf(Math.max(...least))] ?? 0.5;
}

function add(into: number[], values: Float64Array | undefined): void {
  objectives(values ?? []).forEach((value, place) => (into[place] = (into[place] ?? 0) + value));
}

function objectives(values: ArrayLike<number>): readonly [number, number] {
  return [values[saveOutcome] ?? 0, values[p2pOutcome] ?? 0];
}

function weigh(values: readonly number[], weights: readonly number[]): number {
  return values.reduce((sum, value, place) => sum + (weights[place] ?? 0) * value, 0);
}

function over(values: readonly number[], others: readonly number[]): readonly [number, number] {
  return [(values[0] ?? 0) / (others[0] ?? 1), (values[1] ?? 0) / (others[1] ?? 1)];
}
