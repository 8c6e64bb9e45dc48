import { memo } from 'react';
import type { InspectResult } from '../../../contract/inspect.ts';
import { formatCounted, formatDuration } from '../../ui/format.ts';
import classes from './stage-bar.module.css';

const stages = [
  { key: 'encode', label: 'Encode', one: 'event' },
  { key: 'retrieve', label: 'Retrieve', one: 'item' },
  { key: 'rank', label: 'Rank', one: 'candidate' },
  { key: 'utility', label: 'Utility', one: 'candidate' },
] as const;

/** Where the time of this request went. One request, so the figures are indicative; the host measured them. */
export const StageBar = memo(function StageBar({ result }: { readonly result: InspectResult }) {
  const total = stages.reduce((sum, { key }) => sum + result.stages[key].ms, 0);
  return (
    <dl className={classes['stages']} aria-label="Stage timings">
      {stages.map(({ key, label, one }) => {
        const { ms, count } = result.stages[key];
        return (
          <div key={key} className={classes['stage']}>
            <dt>{label}</dt>
            <dd>
              <strong>{formatDuration(ms)}</strong> <span className="dim">{formatCounted(count, one)}</span>
            </dd>
            <span className={classes['stageTrack']} aria-hidden="true">
              <span style={{ width: `${total > 0 ? (ms / total) * 100 : 0}%` }} />
            </span>
          </div>
        );
      })}
      <div className={classes['stage']}>
        <dt>Total</dt>
        <dd>
          <strong>{formatDuration(total)}</strong> <span className="dim">on {result.provider}, one run</span>
        </dd>
      </div>
    </dl>
  );
});
