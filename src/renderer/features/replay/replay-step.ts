import type { ReplayResult, RetrievedItem } from '../../../contract/ranking.ts';
import type { SequenceEvent } from '../../../contract/sessions.ts';

/** A step as the player shows it; without a model there is no `retrieved`. */
export interface PlayedStep {
  readonly event: SequenceEvent;
  readonly at?: string | undefined;
  readonly positive: boolean;
  readonly retrieved?: readonly RetrievedItem[] | undefined;
  readonly rankOfActual?: number | undefined;
}

/** The steps of a session: what the user did as soon as that is known, joined by what the model had ranked once that is computed. */
export function playedSteps(events: readonly SequenceEvent[] | undefined, replay: ReplayResult | undefined): readonly PlayedStep[] {
  if (replay !== undefined) {
    return replay.steps.map((step) => ({
      event: step.event,
      at: step.event.at,
      positive: step.event.positive,
      retrieved: step.retrieved,
      rankOfActual: step.rankOfActual,
    }));
  }
  return (events ?? []).map((event) => ({ event, at: event.at, positive: event.positive }));
}
