import type { DesignedReward } from './designed-reward.ts';
import type { FactoredModel } from './factored-model.ts';

/**
 * What each action is worth to everybody by a composed reward, in units of the rewards. Each reward has levels of its own, smoothed by what its own rows say: a
 * frequent reward shows the shape of its surface where a rare or a dear one beside it would drown it, so their sum errs less than one surface for the sum.
 */
export function composedLevels({ actions, heads, fixed, scales }: FactoredModel, { weights }: DesignedReward): Float64Array {
  return Float64Array.from({ length: actions }, (_, action) => {
    let value = 0;
    for (let head = 0; head < heads; head += 1)
      value += (weights[head] ?? 0) * (scales[head]?.deviation ?? 1) * (fixed[action * heads + head] ?? 0);
    return value;
  });
}
