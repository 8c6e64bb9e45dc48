import type { SequenceEvent } from '../../../contract/sessions.ts';
import { formatCounted, formatName, formatNumber } from '../../ui/format.ts';
import { ItemTile } from '../../ui/item-tile.tsx';
import classes from './history-strip.module.css';
import type { PlayedStep } from './replay-step.ts';

/** Tiles drawn at most: about three screens of scrolling back. */
const shown = 40;

interface HistoryStripProps {
  /** The newest events before the session, oldest first. */
  readonly before: readonly SequenceEvent[];
  readonly beforeTotal: number;
  readonly steps: readonly PlayedStep[];
  readonly step: number;
}

/** What stood before this step, oldest left, and what the user then did. */
export function HistoryStrip({ before, beforeTotal, steps, step }: HistoryStripProps) {
  const inSession = steps.slice(Math.max(0, step - shown), step).map((entry) => entry.event);
  // Newest first: the row runs from right to left, so that it rests on its newest end by itself.
  const history = [...before.slice(inSession.length - shown), ...inSession].slice(-shown).toReversed();
  const actual = steps[step]?.event;
  const total = beforeTotal + step;
  return (
    <section className={classes['strip']} aria-label="History and next event">
      <div className={classes['past']}>
        <h3>
          History{' '}
          <span className="faint">
            {total === 0
              ? 'nothing before this step'
              : `${formatCounted(total, 'event')} before this step, ${total > history.length ? `the newest ${history.length} here, ` : ''}newest right`}
          </span>
        </h3>
        <ul className={classes['tiles']} tabIndex={0} aria-label="History">
          {history.map((event) => (
            <li key={event.seq}>
              <ItemTile item={event.item} detail={actionsOf(event)} tone={event.positive ? 'positive' : undefined} />
            </li>
          ))}
        </ul>
      </div>
      {actual === undefined ? undefined : (
        <div className={classes['next']}>
          <h3>The user then</h3>
          <div className={classes['actual']} data-testid="actual">
            <ItemTile item={actual.item} detail={actionsOf(actual)} tone="actual" />
          </div>
        </div>
      )}
    </section>
  );
}

/** `rated 4.5, positive` or the free text of a tag. */
function actionsOf(event: SequenceEvent): string {
  const parts = [event.actions.map(formatName).join(', ')];
  if (event.value !== undefined) parts.push(formatNumber(event.value, Number.isInteger(event.value) ? 0 : 1));
  if (event.text !== undefined && event.text !== '') parts.push(`\u201c${event.text}\u201d`);
  return parts.filter((part) => part !== '').join(' ');
}
