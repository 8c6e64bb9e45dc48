import type { RequestInput } from '../../../contract/inspect.ts';
import { plainSetting, type RankingSetting } from './ranking-setting.ts';

/** What a kept request asked for, as the screen holds it. */
export function settingOfRequest({ weights, mask, drop, insert, move, topics, outcome, vectors, horizon }: RequestInput): RankingSetting {
  return { ...plainSetting, weights: weights ?? {}, mask, drop, insert, move, topics, outcome: outcome ?? {}, vectors, horizon };
}
