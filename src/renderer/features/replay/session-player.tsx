import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useMemo, useRef } from 'react';
import { useReplay } from '../../data/ranking.ts';
import { useHistory, useSessionEvents } from '../../data/sessions.ts';
import { addressOf, useAddress } from '../../shell/address.ts';
import { navigate } from '../../shell/hash-location.ts';
import { Later } from '../../shell/later.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { depths } from './depths.ts';
import { HistoryStrip } from './history-strip.tsx';
import { playedSteps } from './replay-step.ts';
import classes from './replay-screen.module.css';
import { RetrievedPanel } from './retrieved-panel.tsx';
import { SessionMetrics } from './session-metrics.tsx';
import { Timeline } from './timeline.tsx';
import { Transport } from './transport.tsx';
import { usePlayer } from './use-player.ts';
import { useReplayKeys } from './use-replay-keys.ts';

interface SessionPlayerProps {
  readonly dataset: string;
  readonly bundle: string | undefined;
  readonly session: string;
  readonly onGoToSession: (direction: 1 | -1) => void;
  readonly onFocusSearch: () => void;
}

/** One session: transport, timeline, what stood before the step, what the model had retrieved, how well that went. */
export function SessionPlayer({ dataset, bundle, session, onGoToSession, onFocusSearch }: SessionPlayerProps) {
  const { parameters, change } = useAddress();
  const k = depths.find((depth) => depth === Number(parameters['k'])) ?? depths[0];
  const events = useSessionEvents(dataset, session);
  const replay = useReplay(bundle === undefined ? undefined : { dataset, bundle, session, k });
  const steps = useMemo(() => playedSteps(events.data?.events, replay.data), [events.data, replay.data]);
  const user = events.data?.session.user;
  const firstSeq = steps[0]?.event.seq;
  const before = useHistory(dataset, firstSeq === undefined || firstSeq === 0 ? undefined : user, firstSeq);

  const player = usePlayer(steps.length, Math.max(0, Number(parameters['step'] ?? 1) - 1));
  const goToField = useRef<HTMLInputElement>(null);
  const step = steps[player.step];
  const inspectAddress = addressOf('/inspect', { dataset, bundle, user, at: step?.event.seq });
  useReplayKeys({
    player,
    count: steps.length,
    goToSession: onGoToSession,
    focusSearch: onFocusSearch,
    focusGoTo: () => goToField.current?.focus(),
    inspect: () => step !== undefined && bundle !== undefined && navigate(inspectAddress),
  });

  // The address follows when the person rests: browsers refuse to rewrite it many times a second.
  const [restedStep] = useDebouncedValue(player.step, 400);
  const isLoaded = steps.length > 0;
  useEffect(() => {
    if (!isLoaded) return;
    // Another session may have been asked for while this one was being drawn.
    change((current) => (String(current['session'] ?? session) === session ? { session, step: restedStep + 1 } : {}));
  }, [restedStep, isLoaded, session, change]);

  if (events.isError) return <ErrorState title="The session was not read" error={events.error} onRetry={() => void events.refetch()} />;
  if (events.isPending) return <LoadingState rows={10} rowHeight={44} label="Loading the session" />;
  if (step === undefined) return <EmptyState title="This session has no events" />;
  return (
    <div className={classes['player']}>
      <Transport
        summary={events.data.session}
        player={player}
        steps={steps}
        onGoToSession={onGoToSession}
        goToRef={goToField}
        inspectAddress={bundle === undefined ? undefined : inspectAddress}
        replay={replay.data}
      />
      <Later fallback={<LoadingState rows={8} rowHeight={44} label="Drawing the session" />}>
        <Timeline
          steps={steps}
          step={player.step}
          k={k}
          hasRanks={replay.data !== undefined}
          isLoading={bundle !== undefined && replay.isPending}
          onSeek={player.seek}
        />
        <HistoryStrip before={before.data?.events ?? []} beforeTotal={firstSeq ?? 0} steps={steps} step={player.step} />
        <Later fallback={<LoadingState rows={5} rowHeight={44} label="Drawing what was retrieved" />}>
          {replay.isError ? (
            <ErrorState title="The session could not be ranked" error={replay.error} onRetry={() => void replay.refetch()} />
          ) : (
            <RetrievedPanel
              onDepth={(depth) => change({ k: depth === depths[0] ? undefined : depth })}
              step={step}
              k={k}
              bundle={bundle}
              isLoading={bundle !== undefined && replay.isPending}
              replay={replay.data}
            />
          )}
          {replay.data === undefined ? undefined : <SessionMetrics replay={replay.data} />}
        </Later>
      </Later>
    </div>
  );
}
