import { useCallback, useMemo } from 'react';
import type { InspectResult } from '../../../contract/inspect.ts';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { CandidateTable } from './candidate-table.tsx';
import { CompareLists } from './compare-lists.tsx';
import { ComparisonBar } from './comparison-bar.tsx';
import classes from './inspect-request.module.css';
import { causeWords } from './move-causes.ts';
import { queryColor } from './query-color.ts';
import type { RequestState } from './request-state.ts';
import type { Comparison } from './use-comparison.ts';
import type { useRequestDeeds } from './use-request-deeds.ts';
import { ViewSwitch } from './view-switch.tsx';

interface CandidatePanelProps {
  readonly state: RequestState;
  readonly comparison: Comparison;
  readonly result: InspectResult;
  readonly colors: readonly string[];
  /** Item that the user really met next. */
  readonly actual: number | undefined;
  readonly bundle: string;
  readonly bundles: readonly string[];
  readonly deeds: ReturnType<typeof useRequestDeeds>;
}

/** The candidates in their order, and how it differs from the one it is compared with. */
export function CandidatePanel({ state, comparison, result, colors, actual, bundle, bundles, deeds }: CandidatePanelProps) {
  const { rows, reference } = comparison;
  const { heads, queries } = result;
  const headMost = useMemo(
    () => heads.map((_, head) => Math.max(0, ...result.candidates.map((candidate) => candidate.heads[head] ?? 0))),
    [heads, result],
  );
  const queryColors = useMemo(() => new Map(queries.map(({ name }, index) => [name, queryColor(index, queries.length)])), [queries]);
  const titles = useMemo(() => {
    const all = [...rows, ...(reference?.rows ?? [])];
    return new Map(all.map(({ candidate }) => [candidate.item.index, candidate.item.title]));
  }, [rows, reference?.rows]);
  const before = reference?.rows;
  const causeOf = useCallback(
    (item: number) => (before === undefined ? undefined : causeWords(heads, before, rows, item)),
    [heads, before, rows],
  );
  return (
    <Panel
      title="Candidates"
      note={`${rows.length} by utility${result.seenExcluded ? ', seen items left out' : ''}`}
      fill
      flush
      className={classes['candidatePanel']}
      actions={
        <ViewSwitch view={reference === undefined ? 'table' : state.view} disabled={reference === undefined} onChange={deeds.setView} />
      }
    >
      <ComparisonBar
        difference={reference?.difference}
        reference={reference === undefined ? undefined : `Against ${reference.label}`}
        pinned={state.pinned !== undefined}
        bundles={bundles.filter((name) => name !== bundle)}
        otherBundle={state.otherBundle}
        onOtherBundle={deeds.compareWith}
        titleOf={(item) => titles.get(item) ?? `item ${item}`}
        causeOf={causeOf}
        onPin={deeds.pin}
        onUnpin={deeds.unpin}
        onSwap={deeds.swap}
        onSelect={deeds.select}
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
          actual={actual}
          onSelect={deeds.select}
        />
      ) : (
        <CandidateTable
          rows={rows}
          heads={heads}
          colors={colors}
          headMost={headMost}
          queryColors={queryColors}
          difference={reference?.difference}
          selected={state.item}
          actual={actual}
          onSelect={deeds.select}
        />
      )}
    </Panel>
  );
}
