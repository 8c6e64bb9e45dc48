import { Button } from '@mantine/core';
import { Fragment, memo, useState } from 'react';
import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { decimalsFor } from '../../ui/chart/decimals.ts';
import { IntervalLine } from '../../ui/chart/interval-line.tsx';
import { paddedDomain } from '../../ui/chart/scale.ts';
import { formatCount, formatInterval, formatLift, formatName, formatNumber, formatPercent } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { TooLittleState } from '../../ui/states.tsx';
import { alphaLabel } from './alpha-span.ts';
import { FindingList } from './finding-list.tsx';
import { intervalOf } from './frontier-series.ts';
import { ProposePanel } from './propose-panel.tsx';
import { statusHelp, statusWords } from './status-style.ts';
import classes from './point-card.module.css';

interface PointCardProps {
  readonly result: SweepResult;
  readonly selected: number;
}

const estimatorWords: Readonly<Record<string, string>> = { ips: 'IPS', snips: 'SNIPS', dm: 'DM', dr: 'DR' };
export function estimatorName(name: string): string {
  return estimatorWords[name] ?? name.toUpperCase();
}

/** Whether an interval says something: above zero, below zero, or neither. */
function toneOf(low: number | undefined, high: number | undefined): 'good' | 'bad' | undefined {
  if (low !== undefined && low > 0) return 'good';
  return high !== undefined && high < 0 ? 'bad' : undefined;
}

/** One objective of the selected point: its value, its lift and every estimator on one scale. */
function ObjectiveBlock({ result, selected, objective }: PointCardProps & { readonly objective: string }) {
  const point = result.points[selected];
  if (point === undefined) return undefined;
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
          <span className="dim">No lift: production has no mean to compare with.</span>
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

function MatchedStatic({ result, selected }: PointCardProps) {
  const matched = result.matchedStatic;
  if (matched?.point !== selected) return undefined;
  return (
    <section className={classes['matched']} aria-label="Matched static">
      <h3>Against a fixed mix of arms with the same shares</h3>
      <dl>
        {result.objectives.map((objective) => {
          const interval = matched.intervals.find((entry) => entry.objective === objective);
          const value = matched.values[objective];
          if (value === undefined) return undefined;
          const format = (number: number) =>
            formatNumber(number, decimalsFor(interval === undefined ? 0 : (interval.high - interval.low) / 2));
          return (
            <Fragment key={objective}>
              <dt>{formatName(objective)}</dt>
              <dd>
                {format(value)}{' '}
                <span className="dim">{interval === undefined ? '' : formatInterval(interval.low, interval.high, format)}</span>
              </dd>
            </Fragment>
          );
        })}
      </dl>
      <p className="dim">Shown for comparison; it decides nothing by itself.</p>
    </section>
  );
}

/** Arms listed by name; the rest are summed. */
const mostArms = 8;

function Shares({ result, selected }: PointCardProps) {
  const point = result.points[selected];
  const names = new Map(result.baseline.full.arms.map((arm) => [arm.action, arm.name]));
  const shares = (point?.shares ?? [])
    .map((share, action) => ({ share, name: names.get(action) ?? `action ${action}` }))
    .filter(({ share }) => share > 0);
  const shown = shares.toSorted((a, b) => b.share - a.share).slice(0, mostArms);
  const rest = shares.length - shown.length;
  return (
    <section className={classes['shares']} aria-label="Action shares">
      <h3>Who gets what</h3>
      <dl>
        {shown.map(({ name, share }) => (
          <Fragment key={name}>
            <dt className="ellipsis" title={name}>
              {name}
            </dt>
            <dd>
              <span className={classes['shareTrack']} aria-hidden="true">
                <span style={{ width: `${share * 100}%` }} />
              </span>
              {formatPercent(share)}
            </dd>
          </Fragment>
        ))}
      </dl>
      {rest > 0 ? <p className="dim">{formatCount(rest)} more arms share the rest.</p> : undefined}
    </section>
  );
}

/** Everything known of the selected point; where there is no number, the reason for it. */
export const PointCard = memo(function PointCard({ result, selected, run }: PointCardProps & { readonly run: number }) {
  const point = result.points[selected];
  const [proposing, setProposing] = useState<number>();
  if (point === undefined) return undefined;
  const isRefused = point.status === 'refused';
  const refusals = point.flags.filter((finding) => finding.level === 'refusal');
  return (
    <Panel
      title={`alpha ${alphaLabel(point)}`}
      note={<span title={statusHelp[point.status]}>{statusWords[point.status].toLowerCase()}</span>}
      actions={
        <Button
          variant="default"
          size="compact-xs"
          disabled={isRefused}
          title={isRefused ? 'A point without a number cannot be proposed' : undefined}
          aria-expanded={proposing === selected}
          onClick={() => setProposing(proposing === selected ? undefined : selected)}
        >
          Propose
        </Button>
      }
      fill
      flush
    >
      {/* Bound to its point: moving alpha closes it, so that nothing else is proposed than what was read. */}
      {proposing === selected && !isRefused ? (
        <ProposePanel key={selected} result={result} run={run} selected={selected} point={point} onClose={() => setProposing(undefined)} />
      ) : undefined}
      <div className={classes['card']} tabIndex={0} role="region" aria-label="Selected point" data-status={point.status}>
        {isRefused ? (
          <TooLittleState
            title="No number for this policy"
            reason={refusals.map((finding) => finding.message).join(' ') || 'The host refused it without a reason.'}
          />
        ) : (
          <>
            {result.objectives.map((objective) => (
              <ObjectiveBlock key={objective} result={result} selected={selected} objective={objective} />
            ))}
            <dl className={classes['counts']}>
              <div title="Scoring rows whose logged action is the policy's own choice">
                <dt>Hits</dt>
                <dd>{formatCount(point.hits)}</dd>
              </div>
              <div title="Effective sample size: (sum w)^2 / sum w^2">
                <dt>ESS</dt>
                <dd>{formatCount(point.ess)}</dd>
              </div>
              <div>
                <dt>Scored on</dt>
                <dd>{formatCount(result.split.scoreRows)} rows</dd>
              </div>
            </dl>
            <Shares result={result} selected={selected} />
            <MatchedStatic result={result} selected={selected} />
          </>
        )}
        <FindingList findings={isRefused ? point.flags.filter((finding) => finding.level !== 'refusal') : point.flags} />
      </div>
    </Panel>
  );
});
