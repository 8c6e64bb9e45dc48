import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { RequestInput } from '../../../contract/inspect.ts';
import type { WorldStory } from '../../../core/world/card/stories.ts';
import { codeOf, describeError } from '../../data/console-error.ts';
import { candidateLimit, type InspectQuestion, useAttribution, useRequestCost } from '../../data/inspect.ts';
import { useHistory } from '../../data/sessions.ts';
import { Later } from '../../shell/later.tsx';
import { useScreenKeys } from '../../shell/use-screen-keys.ts';
import { formatDay } from '../../ui/format.ts';
import { headColor } from '../../ui/head-color.ts';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import sideColumns from '../../ui/side-columns.module.css';
import { ErrorState, LoadingState, TooLittleState } from '../../ui/states.tsx';
import { CandidateDetail } from './candidate-detail.tsx';
import { CandidatePanel } from './candidate-panel.tsx';
import { FindingsPanel } from './findings-panel.tsx';
import { HistoryStrip, type HistoryWorth } from './history-strip.tsx';
import classes from './inspect-request.module.css';
import { causeWords } from './move-causes.ts';
import { editCount } from './ranking-setting.ts';
import { RequestBar } from './request-bar.tsx';
import { RequestMenu, type RequestSnapshot } from './request-menu.tsx';
import { sidePanels } from './request-state.ts';
import { RetrievePanel } from './retrieve-panel.tsx';
import { settingOfRequest } from './setting-of-request.ts';
import { SideSwitch } from './side-switch.tsx';
import { StageBar } from './stage-bar.tsx';
import { useComparison } from './use-comparison.ts';
import { useRequestDeeds } from './use-request-deeds.ts';
import { useRequestState } from './use-request-state.ts';
import { WeightPanel } from './weight-panel.tsx';
import { WhyPanel } from './why-panel.tsx';

interface InspectRequestProps {
  readonly dataset: string;
  readonly bundle: string;
  /** Names of the bundles that serve this dataset. */
  readonly bundles: readonly string[];
  readonly onBundle: (name: string) => void;
  readonly stories: readonly WorldStory[];
  /** Shown until a user is chosen. */
  readonly firstUser: string;
}

export function InspectRequest({ dataset, bundle, bundles, onBundle, stories, firstUser }: InspectRequestProps) {
  const [state, change] = useRequestState();
  const { setting, side } = state;
  const user = state.user ?? firstUser;
  const sequence = useHistory(dataset, user, undefined, 1);
  const total = sequence.data?.total;
  // The newest request whose outcome is known says more than one that nothing follows.
  const at = state.at ?? (total === undefined ? undefined : Math.max(1, total - 1));
  const comparison = useComparison(dataset, bundle, user, at, state);
  const { question, result, busy, retry, weights, rows, reference } = comparison;
  const story = stories.find((entry) => entry.user === user);
  const error = sequence.error ?? comparison.error ?? undefined;
  const heads = result?.heads;
  const defaults = result?.weights;
  const deeds = useRequestDeeds(change, { user, at }, result ?? {}, heads, defaults);
  const colors = useMemo(() => (heads ?? []).map((head) => headColor(head, heads)), [heads]);

  const place = state.item === undefined ? -1 : rows.findIndex((row) => row.candidate.item.index === state.item);
  const selected = rows[place]?.candidate.item;
  const actualItem = result?.actual?.event.item.index;
  const actualRank = actualItem === undefined ? undefined : rows.find((row) => row.candidate.item.index === actualItem)?.rank;

  // What explains the order follows a moving slider when there is time; the order itself does not wait.
  const order = useMemo(() => ({ rows, weights, place }), [rows, weights, place]);
  const calm = useDeferredValue(order);
  const calmWeights = calm.weights;

  // A key held down runs through candidates; only the one it rests on is explained.
  const [restedOn] = useDebouncedValue(selected?.id, 200);
  const rested = restedOn === selected?.id ? restedOn : undefined;
  const [allOf, setAllOf] = useState<{ readonly question: InspectQuestion | undefined; readonly item: string | undefined }>();
  const all = allOf !== undefined && allOf.question === question && allOf.item === rested;
  const tryAll = useCallback(() => setAllOf({ question, item: rested }), [question, rested]);
  const attribution = useAttribution(question, rested, all);
  const worth = useMemo((): HistoryWorth | undefined => {
    if (attribution === undefined || selected === undefined) return undefined;
    const utilityOf = (heads: readonly number[]) => heads.reduce((sum, value, head) => sum + value * (calmWeights[head] ?? 0), 0);
    return {
      title: selected.title,
      bySeq: new Map(attribution.events.map((event) => [event.seq, utilityOf(event.heads)])),
      older: attribution.older,
      all,
      busy: attribution.busy,
    };
  }, [attribution, selected, calmWeights, all]);
  const gain = reference?.difference.moves.get(state.item ?? -1)?.gain ?? 0;
  const causes =
    gain === 0 || reference === undefined || heads === undefined ? undefined : causeWords(heads, reference.rows, rows, state.item ?? -1);
  const move = causes === undefined ? undefined : `${gain > 0 ? 'Up' : 'Down'} ${Math.abs(gain)} against ${reference?.label}: ${causes}.`;

  const [settled] = useDebouncedValue(busy || result === undefined ? undefined : question, 700);
  const cost = useRequestCost(settled === question ? question : undefined);

  const showActual = useCallback(
    () => change({ ...(actualItem === undefined ? {} : { item: actualItem }), view: 'table' }),
    [change, actualItem],
  );
  const shown = useRef<RequestSnapshot>(undefined);
  useEffect(() => {
    shown.current = result === undefined ? undefined : { result, weights, setting, rows, difference: reference?.difference };
  });
  const snapshot = useCallback(() => shown.current, []);
  const asked = useRef<RequestInput>(undefined);
  useEffect(() => {
    asked.current =
      question === undefined || heads === undefined
        ? undefined
        : { ...question, k: candidateLimit, weights: Object.fromEntries(heads.map((head, index) => [head, weights[index] ?? 0])) };
  });
  const request = useCallback(() => asked.current, []);
  const openFinding = useCallback(
    (kept: RequestInput) => {
      change({ user: kept.user, at: kept.at, item: undefined, pinned: undefined, otherBundle: undefined, setting: settingOfRequest(kept) });
      if (kept.bundle !== bundle && bundles.includes(kept.bundle)) onBundle(kept.bundle);
    },
    [change, bundle, bundles, onBundle],
  );
  const step = (by: number) => {
    if (at !== undefined) deeds.openAt(Math.max(0, Math.min(total ?? at, at + by)));
  };
  useScreenKeys([
    ['[', () => step(-1)],
    [']', () => step(1)],
    ['p', deeds.pin],
    ['x', deeds.resetWeights],
    ...sidePanels.map((panel, index) => [String(index + 1), () => deeds.setSide(panel)] as const),
  ]);

  return (
    <div className={classes['screen']}>
      <ScreenHeader title="Inspect" actions={result === undefined ? undefined : <RequestMenu snapshot={snapshot} />}>
        <RequestBar dataset={dataset} user={user} stories={stories} at={at} total={total} onUser={deeds.openUser} onAt={deeds.openAt} />
      </ScreenHeader>
      {error === undefined ? undefined : codeOf(error) === 'refused' ? (
        <TooLittleState title="Nothing to rank from" reason={describeError(error).message}>
          {editCount(setting) === 0 ? undefined : (
            <Button mt={8} variant="default" onClick={deeds.clearEdits}>
              Undo the edits of the history
            </Button>
          )}
        </TooLittleState>
      ) : (
        <ErrorState title="The request was not ranked" error={error} onRetry={retry} />
      )}
      {result === undefined || heads === undefined || defaults === undefined ? (
        error === undefined ? (
          <LoadingState rows={14} label="Ranking the request" />
        ) : undefined
      ) : (
        <Later fallback={<LoadingState rows={14} label="Ranking the request" />}>
          {story === undefined ? undefined : (
            <p className="dim">
              <strong>
                {story.title}, logged {formatDay(story.atMs)}.
              </strong>{' '}
              {story.sentence}
            </p>
          )}
          <StageBar result={result} cost={cost.data} />
          <HistoryStrip
            dataset={dataset}
            heads={heads}
            user={result.user}
            history={result.history}
            at={result.at}
            historyLength={result.historyLength}
            actual={result.actual}
            actualRank={actualRank}
            candidates={rows.length}
            setting={setting}
            worth={worth}
            counting={rested !== undefined}
            busy={busy}
            onToggle={deeds.toggle}
            onMove={deeds.move}
            onInsert={deeds.insert}
            onRemoveInserted={deeds.removeInserted}
            onClear={deeds.clearEdits}
            onShowActual={showActual}
            onTryAll={tryAll}
          />
          <Later fallback={<LoadingState rows={10} label="Drawing the candidates" />}>
            <div className={`${sideColumns['columns']} ${classes['columns']}`}>
              <CandidatePanel
                state={state}
                comparison={comparison}
                result={result}
                colors={colors}
                actual={actualItem}
                bundle={bundle}
                bundles={bundles}
                deeds={deeds}
              />
              <div className={classes['side']}>
                <SideSwitch side={side} onChange={deeds.setSide} />
                <Later fallback={<LoadingState rows={6} label="Drawing the panel" />}>
                  {side === 'rank' ? (
                    <>
                      <WeightPanel
                        heads={heads}
                        colors={colors}
                        weights={weights}
                        defaults={defaults}
                        order={calm}
                        onChange={deeds.setWeight}
                        onReset={deeds.resetWeights}
                      />
                      <CandidateDetail
                        rows={calm.rows}
                        place={calm.place}
                        move={calm.rows === rows ? move : undefined}
                        heads={heads}
                        colors={colors}
                        weights={calm.weights}
                        onWeights={deeds.setWeights}
                      />
                    </>
                  ) : undefined}
                  {side === 'retrieve' ? (
                    <RetrievePanel result={result} colors={colors} setting={setting} selected={state.item} onSetting={deeds.setSetting} />
                  ) : undefined}
                  {side === 'why' ? (
                    <WhyPanel question={question} heads={heads} colors={colors} weights={weights} selected={selected} />
                  ) : undefined}
                  {side === 'findings' ? (
                    <FindingsPanel
                      dataset={dataset}
                      bundle={bundle}
                      bundles={bundles}
                      request={request}
                      selected={selected}
                      onOpen={openFinding}
                    />
                  ) : undefined}
                </Later>
              </div>
            </div>
          </Later>
        </Later>
      )}
    </div>
  );
}
