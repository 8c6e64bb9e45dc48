import type { ReplayResult } from '../../../contract/ranking.ts';
import { toCsv } from '../../ui/csv.ts';

/** One line per step, with what was retrieved as item ids in order. */
export function stepsCsv(result: ReplayResult): string {
  return toCsv(
    ['step', 'seq', 'at_utc', 'item', 'title', 'actions', 'positive', 'rank_of_actual', 'in_top_k', 'k', 'retrieved_items'],
    result.steps.map((step) => [
      step.index + 1,
      step.event.seq,
      step.at,
      step.event.item.id,
      step.event.item.title,
      step.event.actions.join(' '),
      step.event.positive,
      step.rankOfActual,
      step.rankOfActual === undefined ? undefined : step.rankOfActual <= result.k,
      result.k,
      step.retrieved.map((entry) => entry.item.id).join(' '),
    ]),
  );
}
