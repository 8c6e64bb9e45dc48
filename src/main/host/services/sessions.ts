import type { SequenceEvent, sessionsContract, SessionSummary } from '../../../contract/sessions.ts';
import type { UserSequence } from '../../../core/session/user-sequence.ts';
import type { Handlers } from '../../../rpc/procedure.ts';
import { itemCard } from '../ranking/item-cards.ts';
import type { Store, StoredDataset, StoredItem, StoredSession } from '../../store/types.ts';
import type { HostContext } from '../context.ts';

export function sessionsHandlers({ store }: Pick<HostContext, 'store'>): Handlers<typeof sessionsContract> {
  return {
    'sessions.list': ({ dataset, user, search, limit, offset }) => {
      const query = { limit, offset, ...(user === undefined ? {} : { user }), ...(search === undefined ? {} : { search }) };
      const { sessions, total } = store.sessions.list(store.datasets.get(dataset), query);
      return { sessions: sessions.map(toSummary), total };
    },

    'sessions.events': ({ dataset: name, session: id }) => {
      const dataset = store.datasets.get(name);
      const session = store.sessions.get(dataset, id);
      const range = { from: session.firstSeq, before: session.firstSeq + session.events };
      return { session: toSummary(session), events: toEvents(store, dataset, store.events.sequence(dataset, session.user, range)) };
    },

    'sessions.history': ({ dataset: name, user: id, before, limit }) => {
      const dataset = store.datasets.get(name);
      const user = store.users.get(dataset, id);
      const sequence = store.events.sequence(dataset, user.index, { limit, ...(before === undefined ? {} : { before }) });
      return { user: id, total: user.events, events: toEvents(store, dataset, sequence) };
    },
  };
}

function toSummary({ id, userId, startMs, endMs, events }: StoredSession): SessionSummary {
  return { id, user: userId, start: toIso(startMs) ?? '', end: toIso(endMs) ?? '', events };
}

/** Events as a client sees them: items by their cards, actions and surfaces by name. */
export function toEvents(store: Store, dataset: StoredDataset, sequence: UserSequence): readonly SequenceEvent[] {
  return store.items.get(dataset, [...sequence.item]).map((item, row) => toEvent(dataset, sequence, row, item));
}

function toEvent(dataset: StoredDataset, sequence: UserSequence, row: number, stored: StoredItem): SequenceEvent {
  const bits = sequence.actions[row] ?? 0;
  const actions = dataset.actions.filter((_, bit) => ((bits >>> bit) & 1) === 1);
  const at = toIso(sequence.atMs[row]);
  const surface = dataset.surfaces[sequence.surface[row] ?? -1];
  const dwellMs = known(sequence.dwellMs[row]);
  const value = known(sequence.value[row]);
  const text = sequence.text[row];
  return {
    seq: sequence.firstSeq + row,
    item: itemCard(stored),
    actions: actions.map((action) => action.name),
    positive: actions.some((action) => action.positive),
    ...(at === undefined ? {} : { at }),
    ...(surface === undefined ? {} : { surface }),
    ...(dwellMs === undefined ? {} : { dwellMs }),
    ...(value === undefined ? {} : { value }),
    ...(text === undefined ? {} : { text }),
  };
}

function toIso(ms: number | undefined): string | undefined {
  return known(ms) === undefined ? undefined : new Date(ms ?? 0).toISOString();
}

function known(value: number | undefined): number | undefined {
  return value === undefined || Number.isNaN(value) ? undefined : value;
}
