import { meanInfluence, type Influence } from '../influence.ts';

/** Direct method: the mean prediction under the target policy. Its interval knows nothing of the model's own error. */
export function directMethod(qTarget: Float64Array): Influence {
  return meanInfluence(qTarget.slice());
}
