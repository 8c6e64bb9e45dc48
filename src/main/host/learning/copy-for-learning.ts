import { setImmediate } from 'node:timers/promises';
import type { ColumnData } from '../../../core/dataset/column.ts';
import type { ContextColumn, ExplorationData } from '../../../core/policy/exploration-data.ts';
import type { LearnData } from '../../engine/learning/contract.ts';

/** A copy that the learning worker may take, column by column with a pause after each: the sweep needs its own. */
export async function copyForLearning(data: ExplorationData, signal: AbortSignal): Promise<LearnData> {
  const copy = async <T extends ColumnData>(column: T): Promise<T> => {
    await setImmediate();
    signal.throwIfAborted();
    return column.slice() as T;
  };
  const rewards: Float64Array[] = [];
  for (const column of data.rewards) rewards.push(await copy(column));
  const context: ContextColumn[] = [];
  for (const column of data.context) context.push({ ...column, data: await copy(column.data) });
  return {
    rows: data.rows,
    actions: data.actions,
    action: await copy(data.action),
    propensity: await copy(data.propensity),
    objectives: data.objectives,
    rewards,
    context,
    ...(data.user === undefined ? {} : { user: await copy(data.user) }),
    ...(data.production === undefined ? {} : { production: data.production }),
    ...(data.actionWeights === undefined ? {} : { actionWeights: data.actionWeights }),
  };
}
