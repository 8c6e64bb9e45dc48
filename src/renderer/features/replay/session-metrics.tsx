import { Tooltip } from '@mantine/core';
import type { ReplayResult } from '../../../contract/ranking.ts';
import { formatCount, formatDuration, formatNumber, formatPercent } from '../../ui/format.ts';
import classes from './session-metrics.module.css';

/** How often the model had the next item, over this session alone, each figure with its definition. */
export function SessionMetrics({ replay }: { readonly replay: ReplayResult }) {
  const { metrics, k, steps } = replay;
  const noRank = '\u2013';
  const figures = [
    {
      label: `Recall@${k}`,
      value: metrics.scored === 0 ? noRank : formatPercent(metrics.recall),
      definition: `Share of the scored steps whose actual item was among the first ${k} retrieved. One session: no interval is given, and no conclusion about the model follows.`,
    },
    {
      label: 'MRR',
      value: metrics.scored === 0 ? noRank : formatNumber(metrics.meanReciprocalRank),
      definition: 'Mean of 1/rank of the actual item over the scored steps.',
    },
    {
      label: 'Median rank',
      value: metrics.medianRank === undefined ? noRank : formatCount(metrics.medianRank),
      definition: 'Half of the scored steps ranked the actual item at this place or better.',
    },
    {
      label: 'Scored',
      value: `${formatCount(metrics.scored)} of ${formatCount(steps.length)}`,
      definition: 'Steps with at least one event of history and an actual item inside the catalogue of the bundle.',
    },
    {
      label: 'Encode',
      value: formatDuration(replay.encodeMs),
      definition: 'Time to read the history into query vectors, all steps together, on the provider in the status bar.',
    },
    {
      label: 'Retrieve',
      value: formatDuration(replay.retrieveMs),
      definition: 'Time of the exact search over the whole catalogue, all steps together.',
    },
  ];
  return (
    <section className={classes['metrics']} aria-label="Session metrics">
      {figures.map((figure) => (
        <Tooltip key={figure.label} label={figure.definition} position="top">
          <button type="button" className={classes['figure']}>
            <span className={classes['label']}>{figure.label}</span>
            <span className={classes['value']}>{figure.value}</span>
            <span className="visually-hidden">. {figure.definition}</span>
          </button>
        </Tooltip>
      ))}
    </section>
  );
}
