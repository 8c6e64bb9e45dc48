import type { RequestInput } from '../../../contract/inspect.ts';
import { type EditedEvent, editSequence } from '../../../core/session/edit-sequence.ts';
import type { UserSequence } from '../../../core/session/user-sequence.ts';
import { defaultWeights } from '../../../core/utility/default-weights.ts';
import { weightsInOrder } from '../../../core/utility/weights-in-order.ts';
import type { HostContext } from '../context.ts';
import { refused, usage } from '../rejections.ts';
import type { RequestMoment } from './encode-histories.ts';
import { itemOfId } from './item-of-id.ts';
import { historyOfEvents, type ModelHistory, modelHistory } from './model-history.ts';
import { excludedRows } from './retrieve-batch.ts';
import { type ServedModel, servedModel } from './served-model.ts';

/** A request with everything looked up and checked, before the model runs. */
export interface PreparedRequest {
  readonly model: ServedModel;
  readonly user: { readonly index: number; readonly id: string; readonly events: number };
  readonly at: number;
  readonly sequence: UserSequence;
  /** The edited history, oldest first, and the part of it that the model can read. */
  readonly events: readonly EditedEvent[];
  readonly history: ModelHistory;
  /** First event of `history` that is read. */
  readonly from: number;
  readonly weights: readonly number[];
  /** The event that really followed (empty at the end of a sequence): its time and surface are the request's. */
  readonly next: UserSequence;
  readonly moment: RequestMoment;
  /** Rows never retrieved: of another catalogue and, where the bundle leaves seen items out, the history's own. */
  readonly excluded: readonly number[];
}

/** Looks up the dataset, bundle, user and edits of a request. Throws `not-found`, `bundle-mismatch`, `usage` or `refused`. */
export async function prepareRequest(context: HostContext, input: RequestInput): Promise<PreparedRequest> {
  const { store } = context;
  const model = await servedModel(context, input.dataset, input.bundle);
  const { dataset } = model;
  const weights = chooseWeights(model, input.weights);
  const user = store.users.get(dataset, input.user);
  const at = input.at ?? user.events;
  if (at > user.events) throw usage(`User ${input.user} has ${user.events} events; choose a position from 0 to ${user.events}.`);
  before('mask', input.mask, at);
  before('drop', input.drop, at);
  before(
    'move',
    input.move.map(({ event }) => event),
    at,
  );
  // The end itself is a place to come to.
  for (const what of ['insert', 'move'] as const)
    before(
      what,
      input[what].map((edit) => edit.before - 1),
      at,
    );
  const sequence = store.events.sequence(dataset, user.index, { before: at });
  const events = editSequence(sequence, {
    ...input,
    insert: input.insert.map(({ before, item, actions }) => ({
      before,
      item: itemOfId(context, dataset, item),
      actions: actionBits(model, actions),
    })),
  });
  const history = historyOfEvents(model, events);
  if (history.rows.length === 0)
    throw refused(
      `No event stands before position ${at} that the model can read, so there is no request to inspect. Choose a later position.`,
    );
  // Every item of the whole history counts as seen, also those older than the model reads; a dropped event does not.
  const seenRows = events.flatMap(({ item }) => {
    const row = model.rowOfItem[item] ?? -1;
    return row < 0 ? [] : [row];
  });
  const next = store.events.sequence(dataset, user.index, { from: at, before: at + 1 });
  const moment = { atMs: next.atMs[0] ?? Number.NaN, surface: model.surfaceOf[next.surface[0] ?? -1] ?? 0 };
  const from = firstRead(model, sequence, events, history);
  return { model, user, at, sequence, events, history, from, weights, next, moment, excluded: excludedRows(model, seenRows) };
}

/**
 * Of a history longer than the model reads the newest events are read. Edits behind the first of them leave it the first, so that what stands before them is
 * not read again and no older event comes in the place of a dropped one.
 */
function firstRead(model: ServedModel, sequence: UserSequence, events: readonly EditedEvent[], history: ModelHistory): number {
  const { historyLength } = model.spec;
  const newest = Math.max(0, history.rows.length - historyLength);
  const unedited = modelHistory(model, sequence).index;
  const first = unedited.length - historyLength;
  const same =
    first > newest &&
    first < history.rows.length &&
    unedited.subarray(0, first).every((seq, place) => events[history.index[place] ?? -1]?.seq === seq);
  return same ? first : newest;
}

function chooseWeights({ bundle, dataset }: ServedModel, given: RequestInput['weights']): readonly number[] {
  const { heads, defaultWeights: named } = bundle.manifest;
  if (given === undefined)
    return defaultWeights(heads, new Set(dataset.actions.filter(({ positive }) => positive).map(({ name }) => name)), named);
  const chosen = weightsInOrder(heads, given);
  if (chosen.type === 'problem') throw usage(chosen.message);
  return chosen.weights;
}

function actionBits({ bundle }: ServedModel, names: readonly string[]): number {
  const { heads } = bundle.manifest;
  return names.reduce((bits, name) => {
    const bit = heads.indexOf(name);
    if (bit < 0) throw usage(`There is no action ${name}; this dataset has ${heads.join(', ')}.`);
    return bits | (1 << bit);
  }, 0);
}

function before(what: string, given: readonly number[], at: number): void {
  const outside = given.find((position) => position >= at);
  if (outside !== undefined) throw usage(`Position ${outside} of ${what} is not before this request, which stands at ${at}.`);
}
