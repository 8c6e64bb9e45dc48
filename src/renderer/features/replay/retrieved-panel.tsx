import { SegmentedControl } from '@mantine/core';
import type { ReplayResult } from '../../../contract/ranking.ts';
import { formatCount, formatNumber } from '../../ui/format.ts';
import { ItemSwatch } from '../../ui/item-swatch.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, LoadingState, TooLittleState } from '../../ui/states.tsx';
import { depths } from './depths.ts';
import type { PlayedStep } from './replay-step.ts';
import classes from './retrieved-panel.module.css';

interface RetrievedPanelProps {
  readonly step: PlayedStep;
  readonly k: number;
  readonly onDepth: (k: number) => void;
  readonly bundle: string | undefined;
  readonly isLoading: boolean;
  readonly replay: ReplayResult | undefined;
}

/** What retrieval would have shown at this step, with the item the user really went to marked. */
export function RetrievedPanel({ step, k, onDepth, bundle, isLoading, replay }: RetrievedPanelProps) {
  return (
    <Panel
      title="Retrieved"
      note={
        replay === undefined
          ? undefined
          : `by ${replay.bundle} from the history before this step${replay.seenExcluded ? ', seen items left out' : ''}`
      }
      actions={
        <>
          <Verdict step={step} k={k} hasModel={replay !== undefined} />
          <SegmentedControl
            aria-label="How many are retrieved"
            value={String(k)}
            data={depths.map(String)}
            onChange={(value) => onDepth(Number(value))}
          />
        </>
      }
      fill
      flush
      className={classes['panel']}
    >
      {isLoading ? (
        <LoadingState rows={6} rowHeight={38} label="Ranking the session" />
      ) : bundle === undefined ? (
        <EmptyState title="No bundle for this dataset">
          The session plays without a model. Train or add a bundle for this dataset to see what it would have retrieved.
        </EmptyState>
      ) : step.retrieved === undefined || step.retrieved.length === 0 ? (
        <div className={classes['little']}>
          <TooLittleState
            title="Nothing retrieved here"
            reason="The model needs at least one event of history before it can ask for items."
          />
        </div>
      ) : (
        <Retrieved step={step} retrieved={step.retrieved} />
      )}
    </Panel>
  );
}

function Verdict({ step, k, hasModel }: { readonly step: PlayedStep; readonly k: number; readonly hasModel: boolean }) {
  if (!hasModel) return undefined;
  const rank = step.rankOfActual;
  if (rank === undefined) return <span className={classes['verdict']}>The actual item has no rank here</span>;
  return (
    <span className={classes['verdict']} data-in={rank <= k || undefined} data-testid="rank-of-actual">
      The actual item ranked <strong>{formatCount(rank)}</strong>
    </span>
  );
}

function Retrieved({ step, retrieved }: { readonly step: PlayedStep; readonly retrieved: NonNullable<PlayedStep['retrieved']> }) {
  const best = retrieved[0]?.score ?? 0;
  const worst = retrieved.at(-1)?.score ?? 0;
  // Scores of one step have no fixed range: the bar runs from the last shown to the first.
  const share = (score: number) => (best === worst ? 1 : 0.08 + (0.92 * (score - worst)) / (best - worst));
  return (
    <ol className={classes['items']} aria-label="Retrieved items">
      {retrieved.map((entry, index) => {
        const isActual = entry.item.index === step.event.item.index;
        return (
          <li key={entry.item.index} className={classes['item']} data-actual={isActual || undefined}>
            <span className={`tabular ${classes['rank'] ?? ''}`}>{index + 1}</span>
            <ItemSwatch item={entry.item} />
            <span className={classes['words']}>
              <span className={classes['title']} title={entry.item.title}>
                {entry.item.title}
              </span>
              <span className={classes['topics']}>
                {isActual ? <span className={classes['mark']}>the user went here</span> : undefined}
                {entry.item.topics.join(', ')}
              </span>
            </span>
            <span className={`tabular ${classes['score'] ?? ''}`}>
              {formatNumber(entry.score, 3)}
              <span className={classes['track']} aria-hidden>
                <span style={{ width: `${share(entry.score) * 100}%` }} />
              </span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
