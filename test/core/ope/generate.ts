import type { OpeData } from '../../../src/core/ope/ope-data.ts';
import { RandomStream } from '../../../src/core/random/random-stream.ts';

export interface GeneratedLog extends OpeData {
  readonly reward: Float64Array;
  readonly target: Float64Array;
  readonly qhat: Float64Array;
  readonly logging: Float64Array;
}

export interface GenerateOptions {
  readonly rows: number;
  readonly actions: number;
  readonly seed: number;
  readonly uniform?: boolean;
  readonly deterministic?: boolean;
  readonly contextFree?: boolean;
  readonly binary?: boolean;
}

/**
 * A small log with known logging policy, of any of the shapes the estimators must take. Random values are multiples of small powers of two, so that
 * exact fractions over them stay short; weights and their products are still rounded doubles.
 */
export function generateLog(options: GenerateOptions): GeneratedLog {
  const { rows, actions, seed } = options;
  const draw = new RandomStream(seed, 'generate');
  let index = 0;
  const next = () => Math.floor(draw.uniform(index++) * 1_024) / 1_024;
  const parts = 64;
  const simplex = () => {
    const counts = Array.from({ length: actions }, () => 1);
    for (let part = actions; part < parts; part += 1) {
      const place = Math.min(Math.floor(next() * next() * actions), actions - 1);
      counts[place] = (counts[place] ?? 0) + 1;
    }
    const shift = Math.floor(next() * actions);
    return counts.map((_, place) => (counts[(place + shift) % actions] ?? 0) / parts);
  };
  const oneHot = () => {
    const chosen = Math.floor(next() * actions);
    return Array.from({ length: actions }, (_, action) => (action === chosen ? 1 : 0));
  };
  const logging = new Float64Array(rows * actions);
  const policies = options.contextFree === true ? 1 : rows;
  const target = new Float64Array(policies * actions);
  for (let row = 0; row < policies; row += 1) target.set(options.deterministic === true ? oneHot() : simplex(), row * actions);
  const qhat = Float64Array.from({ length: rows * actions }, next);
  const action = new Int32Array(rows);
  const propensity = new Float64Array(rows);
  const reward = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    logging.set(options.uniform === true ? Array.from({ length: actions }, () => 1 / actions) : simplex(), row * actions);
    let left = next();
    let chosen = 0;
    while (chosen < actions - 1 && left >= (logging[row * actions + chosen] ?? 0)) {
      left -= logging[row * actions + chosen] ?? 0;
      chosen += 1;
    }
    action[row] = chosen;
    propensity[row] = logging[row * actions + chosen] ?? 1;
    const level = Math.floor((0.2 + (0.6 * chosen) / actions) * 1_024) / 1_024;
    reward[row] = options.binary === true ? (next() < level ? 1 : 0) : level + next();
  }
  return { rows, actions, action, propensity, reward, target, qhat, logging };
}
