import { expect, test } from 'vitest';
import type { Resampling } from '../../../src/core/policy/frontier-bootstrap.ts';
import { createComputeClient } from '../../../src/main/compute/client.ts';
import { resampleAcross } from '../../../src/main/compute/resample-across.ts';

const [policies, groups] = [3, 500];
const columns = 3 * policies + 3 + 2 * 2;

/** Three policies, production and two single actions; two objectives and a guardrail. */
function plan(replicates: number): Resampling {
  return {
    groups,
    columns,
    sums: Float64Array.from({ length: groups * columns }, (_, place) => (((place * 7919) % 1_000) / 1_000 - 0.5) / groups),
    values: Float64Array.from({ length: columns }, (_, column) => 1 + (column % 4) / 200),
    errors: new Float64Array(2 * 2 * policies).fill(0.01),
    policies,
    objectives: 2,
    rivals: [{ one: 0, two: 1, share: 0.5 }, undefined, { one: 1, two: 1, share: 1 }],
    guardrails: [{ reward: 'hide', sense: 'less', margin: 0.005 }],
    reference: [0.9, 0.9],
    seed: 11,
    replicates,
  };
}

test('one thread or two make the same replicates, and what was planned is left whole', async () => {
  const compute = createComputeClient({ workers: 2 });
  try {
    const { signal } = new AbortController();
    const planned = plan(1_100);
    const told: string[] = [];
    const one = await resampleAcross(compute, planned, { signal, lanes: 1 });
    const two = await resampleAcross(compute, planned, { signal, lanes: 2, progress: (done, of) => told.push(`${done}/${of}`) });
    const inOrder = (blocks: typeof one) => blocks.toSorted((left, right) => left.from - right.from);
    expect(inOrder(two)).toEqual(inOrder(one));
    expect(told).toEqual(['1/5', '2/5', '3/5', '4/5', '5/5']);
    expect(planned.sums).toHaveLength(groups * columns);
    expect(planned.errors).toHaveLength(4 * policies);
    expect(one.every(({ maxima }) => maxima.values.every((largest) => largest > 0) && maxima.lifts.every((largest) => largest > 0))).toBe(
      true,
    );
    expect(one.flatMap(({ counts }) => [...counts]).some((count) => count > 0 && count < 250)).toBe(true);
  } finally {
    await compute.close();
  }
});

test('a cancel ends the replicates and leaves the workers fit for use', async () => {
  const compute = createComputeClient({ workers: 2 });
  try {
    const stop = new AbortController();
    const work = resampleAcross(compute, plan(1_000_000), { signal: stop.signal, progress: () => stop.abort() });
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    const { signal } = new AbortController();
    expect(await resampleAcross(compute, plan(10), { signal })).toHaveLength(1);
  } finally {
    await compute.close();
  }
});
