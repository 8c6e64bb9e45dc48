import type { ObjectiveInterval } from '../../../core/policy/sweep-result.ts';
import { formatInterval, formatLift } from '../../ui/format.ts';

interface Lifted {
  readonly lifts: Readonly<Record<string, number>>;
  readonly liftIntervals: readonly ObjectiveInterval[];
}

/** A lift with its interval behind it; the given words where there is no number. */
export function LiftText({
  of,
  objective,
  without,
}: {
  readonly of: Lifted | undefined;
  readonly objective: string;
  readonly without: string;
}) {
  const lift = of?.lifts[objective];
  if (of === undefined || lift === undefined) return <span className="dim">{without}</span>;
  const interval = of.liftIntervals.find((entry) => entry.objective === objective);
  return (
    <>
      {formatLift(lift)}{' '}
      <span className="dim">{interval === undefined ? '' : formatInterval(interval.low, interval.high, formatLift)}</span>
    </>
  );
}
