import { IconPlayerPlay } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useDebouncedValue } from '@mantine/hooks';
import { longestSession, useSessions } from '../../data/sessions.ts';
import { addressOf, useAddress } from '../../shell/address.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { useSelection } from '../../shell/selection.ts';
import { EmptyState, LoadingState } from '../../ui/states.tsx';
import classes from './replay-screen.module.css';
import { SessionList } from './session-list.tsx';
import { SessionPlayer } from './session-player.tsx';

/** Play a user's sequence: what was done at each step, and where the model had ranked it. */
export function ReplayScreen() {
  const { dataset, bundle, isLoading } = useSelection();
  const { parameters, change } = useAddress();
  const [query, setQuery] = useState('');
  const [search] = useDebouncedValue(query.trim(), 200);
  const sessions = useSessions(dataset?.name, search);
  const searchField = useRef<HTMLInputElement>(null);

  if (isLoading) return <LoadingState rows={10} rowHeight={44} />;
  if (dataset === undefined) {
    return (
      <EmptyState icon={IconPlayerPlay} title="No dataset to replay" action={<a href={hashHref('/import')}>Import a dataset</a>}>
        Replay plays the sessions of a dataset.
      </EmptyState>
    );
  }
  const rows = sessions.data?.pages.flatMap((page) => page.sessions) ?? [];
  const named = parameters['session'];
  const opened = search === '' ? longestSession(sessions.data?.pages[0]?.sessions) : rows[0];
  const session = named === undefined ? opened?.id : String(named);
  const open = (id: string) => change({ dataset: dataset.name, session: id, step: undefined }, { replace: false });
  const index = rows.findIndex((row) => row.id === session);
  return (
    <div className={classes['screen']}>
      <h1 className="visually-hidden">Replay</h1>
      <SessionList ref={searchField} sessions={sessions} rows={rows} query={query} onQuery={setQuery} selected={session} onSelect={open} />
      {session !== undefined ? (
        <SessionPlayer
          key={`${dataset.name} ${session}`}
          dataset={dataset.name}
          bundle={bundle?.name}
          session={session}
          onFocusSearch={() => searchField.current?.focus()}
          onGoToSession={(direction) => {
            const next = rows[index + direction];
            if (next !== undefined) open(next.id);
          }}
        />
      ) : sessions.isPending ? (
        <LoadingState rows={10} rowHeight={44} />
      ) : (
        <EmptyState title="No session here" action={<a href={hashHref(addressOf('/tuning', { dataset: dataset.name }))}>Go to Tuning</a>}>
          {search === '' ? `${dataset.name} holds logs and no user sequences.` : 'No session matches the search.'}
        </EmptyState>
      )}
    </div>
  );
}
