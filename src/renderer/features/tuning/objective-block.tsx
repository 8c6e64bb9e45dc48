import type { PolicyFigures, SweepResult } from '../../../core/policy/sweep-result.ts';
import { decimalsFor } from '../../ui/chart/decimals.ts';
import { IntervalLine } from '../../ui/chart/interval-line.tsx';
import { paddedDomain } from '../../ui/chart/scale.ts';
import { formatInterval, formatLift, formatName, formatNumber } from '../../ui/format.ts';
import { estimatorName } from './estimator-name.ts';
import { intervalOf } from './frontier-series.ts';
import classes from './point-card.module.css';

interface ObjectiveBlockProps {
  readonly result: SweepResult;
  readonly point: PolicyFigures;
  readonly objective: string;
}

/** Whether an interval says something: above zero, below zero, or neither. */
function toneOf(low: number | undefined, high: number | undefined): 'good' | 'bad' | undefined {
  if (low !== undefined && low > 0) return 'good';
  return high !== undefined && high < 0 ? 'bad' : undefined;
}

/** One objective of the selected policy: its value, its lift and every estimator on one scale. */
export function ObjectiveBlock({ result, point, objective }: ObjectiveBlockProps) {
  const interval = intervalOf(point, objective);
  const lift = point.liftIntervals.find((entry) => entry.objective === objective);
  const production = result.baseline.scored.values[objective];
  const decimals = decimalsFor(interval === undefined ? 0 : (interval.high - interval.low) / 2);
  const format = (value: number) => formatNumber(value, decimals);
  const estimates = point.estimates.filter((estimate) => estimate.objective === objective);
  // The lines compare estimators; production is drawn where it falls among them.
  const domain = paddedDomain(estimates.flatMap(({ low, high, value: middle }) => [low, high, middle]));
  const reference = production !== undefined && production >= domain[0] && production <= domain[1] ? production : undefined;
  const value = point.values[objective];
  const change = point.lifts[objective];
  return (
    <section className={classes['objective']} aria-label={formatName(objective)}>
      <header>
        <h3>{formatName(objective)}</h3>
        <strong className={classes['value']}>{value === undefined ? '\u2013' : format(value)}</strong>
        <span className="dim">{interval === undefined ? '' : formatInterval(interval.low, interval.high, format)}</span>
      </header>
      <p className={classes['lift']}>
        {change === undefined ? (
          <span className="dim">
            {result.baseline.scored.refused?.includes(objective) === true
              ? 'No lift: production’s own value rests on too few events of the scored rows.'
              : 'No lift: production has no mean to compare with.'}
          </span>
        ) : (
          <>
            <strong data-tone={toneOf(lift?.low, lift?.high)}>{formatLift(change)}</strong>{' '}
            <span className="dim">
              {lift === undefined ? '' : formatInterval(lift.low, lift.high, formatLift)} against{' '}
              {production === undefined ? '' : format(production)}
            </span>
          </>
        )}
      </p>
      <table className={classes['estimates']}>
        <caption className="visually-hidden">{formatName(objective)} by estimator</caption>
        <tbody>
          {estimates.map((estimate) => {
            const isHeadline = estimate.estimator === result.estimator;
            const isModel = estimate.estimator === 'dm';
            return (
              <tr key={estimate.estimator} data-headline={isHeadline || undefined}>
                <th scope="row" title={isModel ? 'Direct method: rests on the reward model alone' : undefined}>
                  {estimatorName(estimate.estimator)}
                </th>
                <td className="number">{format(estimate.value)}</td>
                <td className="number dim">{formatInterval(estimate.low, estimate.high, format)}</td>
                <td>
                  <IntervalLine
                    value={estimate.value}
                    low={estimate.low}
                    high={estimate.high}
                    domain={domain}
                    reference={reference}
                    width={72}
                    color={isHeadline ? 'var(--accent)' : 'var(--text-faint)'}
                    dashed={isModel}
                    strong={isHeadline}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
