import { Button } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { codeOf, describeError } from '../../data/console-error.ts';
import { useHistory } from '../../data/sessions.ts';
import { Later } from '../../shell/later.tsx';
import { headColor } from '../../ui/head-color.ts';
import { Panel } from '../../ui/panel.tsx';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { EmptyState, ErrorState, LoadingState, TooLittleState } from '../../ui/states.tsx';
import { CandidateDetail } from './candidate-detail.tsx';
import { CandidateTable } from './candidate-table.tsx';
import { CompareLists } from './compare-lists.tsx';
import { ComparisonBar } from './comparison-bar.tsx';
import { HistoryStrip } from './history-strip.tsx';
import classes from './inspect-request.module.css';
import { RequestBar } from './request-bar.tsx';
import { RequestMenu, type RequestSnapshot } from './request-menu.tsx';
import { plainSetting, type RequestState, toggleEdit } from './request-state.ts';
import { StageBar } from './stage-bar.tsx';
import { useComparison } from './use-comparison.ts';
import { useRequestState } from './use-request-state.ts';
import { ViewSwitch } from './view-switch.tsx';
import { WeightPanel } from './weight-panel.tsx';

interface InspectRequestProps {
  readonly dataset: string;
  readonly bundle: string;
  /** Shown until a user is chosen. */
  readonly firstUser: string;
}

/** A setting without the entries that equal the bundle's own. */
function withWeight(state: RequestState, head: string, value: number, standard: number | undefined): Partial<RequestState> {
  const { [head]: _, ...rest } = state.setting.weights;
  return { setting: { ...state.setting, weights: value === standard ? rest : { ...rest, [head]: value } } };
}

export function InspectRequest({ dataset, bundle, firstUser }: InspectRequestProps) {
  const [state, change] = useRequestState();
  const user = state.user ?? firstUser;
  const sequence = useHistory(dataset, user, undefined, 1);
  const total = sequence.data?.total;
  // The newest request whose outcome is known says more than one that nothing follows.
  const at = state.at ?? (total === undefined ? undefined : Math.max(1, total - 1));
  const comparison = useComparison(dataset, bundle, user, at, state);
  const { result, busy, retry, weights, rows, reference } = comparison;
  const error = sequence.error ?? comparison.error ?? undefined;
  const heads = result?.heads;
  const defaults = result?.weights;
  const colors = useMemo(() => (heads ?? []).map((head) => headColor(head, heads)), [heads]);
  const headMost = useMemo(
    () => (heads ?? []).map((_, head) => Math.max(0, ...(result?.candidates ?? []).map((candidate) => candidate.heads[head] ?? 0))),
    [heads, result],
  );
  const titles = useMemo(() => {
    const all = [...rows, ...(reference?.rows ?? [])];
    return new Map(all.map(({ candidate }) => [candidate.item.index, candidate.item.title]));
  }, [rows, reference?.rows]);

  const place = state.item === undefined ? -1 : rows.findIndex((row) => row.candidate.item.index === state.item);
  const actualItem = result?.actual?.event.item.index;
  const actualRank = actualItem === undefined ? undefined : rows.find((row) => row.candidate.item.index === actualItem)?.rank;

  const select = useCallback((item: number) => change({ item }), [change]);
  const setWeight = useCallback(
    (head: string, value: number) => change((now) => withWeight(now, head, value, defaults?.[heads?.indexOf(head) ?? -1])),
    [change, heads, defaults],
  );
  const resetWeights = useCallback(() => change((now) => ({ setting: { ...now.setting, weights: {} } })), [change]);
  const toggle = useCallback(
    (seq: number, edit: 'mask' | 'drop') => change((now) => ({ setting: toggleEdit(now.setting, seq, edit) })),
    [change],
  );
  const clearEdits = useCallback(() => change((now) => ({ setting: { ...now.setting, mask: [], drop: [] } })), [change]);
  const showActual = useCallback(
    () => change({ ...(actualItem === undefined ? {} : { item: actualItem }), view: 'table' }),
    [change, actualItem],
  );
  // Edits name positions of one sequence, so they leave with it.
  const openRequest = useCallback(
    (next: { readonly user?: string; readonly at?: number }) =>
      change((now) => ({
        user,
        at: undefined,
        item: undefined,
        pinned: undefined,
        setting: { ...plainSetting, weights: now.setting.weights },
        ...next,
      })),
    [change, user],
  );
  const openUser = useCallback((next: string) => openRequest({ user: next }), [openRequest]);
  const openAt = useCallback((next: number) => openRequest({ at: next }), [openRequest]);
  const step = (by: number) => {
    if (at !== undefined) openAt(Math.max(0, Math.min(total ?? at, at + by)));
  };
  const pin = useCallback(() => change((now) => ({ pinned: now.setting })), [change]);
  const unpin = useCallback(() => change({ pinned: undefined, view: 'table' }), [change]);
  const swap = useCallback(() => change((now) => (now.pinned === undefined ? {} : { pinned: now.setting, setting: now.pinned })), [change]);
  const setView = useCallback((view: RequestState['view']) => change({ view }), [change]);
  const shown = useRef<RequestSnapshot>(undefined);
  useEffect(() => {
    shown.current = result === undefined ? undefined : { result, weights, setting: state.setting, rows, difference: reference?.difference };
  });
  const snapshot = useCallback(() => shown.current, []);
  useHotkeys([
    ['[', () => step(-1)],
    [']', () => step(1)],
    ['p', pin],
    ['x', resetWeights],
  ]);

  return (
    <div className={classes['screen']}>
      <ScreenHeader title="Inspect" actions={result === undefined ? undefined : <RequestMenu snapshot={snapshot} />}>
        <RequestBar dataset={dataset} user={user} at={at} total={total} onUser={openUser} onAt={openAt} />
      </ScreenHeader>
      {error === undefined ? undefined : codeOf(error) === 'refused' ? (
        <TooLittleState title="Nothing to rank from" reason={describeError(error).message}>
          {state.setting.drop.length === 0 ? undefined : (
            <Button mt={8} variant="default" onClick={clearEdits}>
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
          <StageBar result={result} />
          <HistoryStrip
            history={result.history}
            actual={result.actual}
            actualRank={actualRank}
            candidates={rows.length}
            mask={state.setting.mask}
            drop={state.setting.drop}
            busy={busy}
            onToggle={toggle}
            onClear={clearEdits}
            onShowActual={showActual}
          />
          <div className={classes['columns']}>
            <Panel
              title="Candidates"
              note={`${rows.length} by utility${result.seenExcluded ? ', seen items left out' : ''}`}
              fill
              flush
              className={classes['candidatePanel']}
              actions={
                <ViewSwitch view={reference === undefined ? 'table' : state.view} disabled={reference === undefined} onChange={setView} />
              }
            >
              <ComparisonBar
                difference={reference?.difference}
                reference={reference === undefined ? undefined : `Against ${reference.label}`}
                pinned={state.pinned !== undefined}
                titleOf={(item) => titles.get(item) ?? `item ${item}`}
                onPin={pin}
                onUnpin={unpin}
                onSwap={swap}
                onSelect={select}
              />
              {rows.length === 0 ? (
                <EmptyState title="Retrieval brought no candidates">
                  Choose a later request, or undo edits of the history: the model needs at least one event.
                </EmptyState>
              ) : reference !== undefined && state.view === 'compare' ? (
                <CompareLists
                  before={reference.rows}
                  after={rows}
                  beforeLabel={reference.label}
                  difference={reference.difference}
                  selected={state.item}
                  actual={actualItem}
                  onSelect={select}
                />
              ) : (
                <CandidateTable
                  rows={rows}
                  heads={heads}
                  colors={colors}
                  headMost={headMost}
                  difference={reference?.difference}
                  selected={state.item}
                  actual={actualItem}
                  onSelect={select}
                />
              )}
            </Panel>
            <div className={classes['side']}>
              <WeightPanel
                heads={heads}
                colors={colors}
                weights={weights}
                defaults={defaults}
                onChange={setWeight}
                onReset={resetWeights}
              />
              <CandidateDetail row={rows[place]} above={rows[place - 1]} heads={heads} colors={colors} weights={weights} />
            </div>
          </div>
        </Later>
      )}
    </div>
  );
}
