import { expect, test } from 'vitest';
import { train, type TrainOptions, type TrainRequest, type Trained } from '../../../src/core/learn/train.ts';

const options: TrainOptions = { seed: 1, batchRows: 16, mostEpochs: 150, rate: 0.1, patience: 150, decay: new Float32Array(2) };
const rows = 100;
/** Row r wants the first parameter at r / rows; the second at 3. */
const wanted = (row: number) => row / rows;

interface Followed {
  readonly trained: Trained;
  readonly batches: readonly (readonly number[])[];
}

function follow(given: Partial<TrainOptions> = {}, validation?: (epoch: number) => number, stopAt = Infinity): Followed {
  const work = train(Float32Array.of(5, -5), rows, { ...options, ...given });
  const batches: number[][] = [];
  let epochs = 0;
  let step = work.next();
  while (step.done !== true) {
    const request: TrainRequest = step.value;
    const [first = 0, second = 0] = request.parameters;
    if (request.type === 'validate') {
      epochs += 1;
      step = work.next({ loss: validation?.(epochs) ?? (first - 0.495) ** 2 + (second - 3) ** 2 });
      continue;
    }
    batches.push([...request.batch]);
    const slope = request.batch.reduce((sum, row) => sum + 2 * (first - wanted(row)), 0) / request.batch.length;
    step = work.next({ loss: first * first, gradient: Float32Array.of(slope, 2 * (second - 3)), stop: batches.length > stopAt });
  }
  return { trained: step.value, batches };
}

test('training finds the minimum, and sees every row once in an epoch, in another order each time', () => {
  const { trained, batches } = follow();
  expect(trained.parameters[0]).toBeCloseTo(0.495, 1);
  expect(trained.parameters[1]).toBeCloseTo(3, 1);
  expect(trained.end).toBe('epochs');
  const epochs = [batches.slice(0, 6), batches.slice(6, 12)].map((part) => part.flat());
  for (const epoch of epochs) expect(epoch.toSorted((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, row) => row));
  expect(epochs[0]).not.toEqual(epochs[1]);
});

test('the same seed draws the same batches and ends at the same parameters; another does not', () => {
  const [one, same, other] = [follow(), follow(), follow({ seed: 2 })];
  expect(same).toEqual(one);
  expect(other.batches).not.toEqual(one.batches);
});

test('training keeps the parameters of the best epoch and stops when patience is out', () => {
  const { trained } = follow({ patience: 3 }, (epoch) => Math.abs(epoch - 4));
  expect(trained.end).toBe('patience');
  expect(trained.curve.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  const best = follow({}, (epoch) => (epoch === 4 ? 0 : 1)).trained;
  expect(trained.parameters).toEqual(best.parameters);
});

test('training ends when it is told to, with the best so far', () => {
  const { trained, batches } = follow({}, undefined, 20);
  expect(trained.end).toBe('stopped');
  expect(batches).toHaveLength(21);
  expect(trained.curve).toHaveLength(3);
});
