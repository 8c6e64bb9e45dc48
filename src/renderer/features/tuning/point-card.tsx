import { Button } from '@mantine/core';
import { Fragment, memo } from 'react';
import type { PolicyFigures, SweepResult } from '../../../core/policy/sweep-result.ts';
import { decimalsFor } from '../../ui/chart/decimals.ts';
import { formatCount, formatInterval, formatName, formatNumber, formatPercent } from '../../ui/format.ts';
import { HowItChooses } from '../../ui/how-it-chooses.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TooLittleState } from '../../ui/states.tsx';
import { FindingList } from './finding-list.tsx';
import { ObjectiveBlock } from './objective-block.tsx';
import { ProposePanel } from './propose-panel.tsx';
import { ConfirmedLifts, Consequences, RewardEffects } from './reward-effects.tsx';
import { noRule, proposalHindrance, type ShownPolicy } from './shown-policy.ts';
import { statusHelp, statusWords } from './status-style.ts';
import { WeightMap } from './weight-map.tsx';
import { weightPlane } from './weight-plane.ts';
import classes from './point-card.module.css';

interface MatchedStaticProps {
  readonly result: SweepResult;
  readonly shown: ShownPolicy;
}

function MatchedStatic({ result, shown: { choice } }: MatchedStaticProps) {
  const matched = result.matchedStatic;
  if (matched === undefined || !('point' in choice) || matched.point !== choice.point) return undefined;
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

interface SharesProps {
  readonly result: SweepResult;
  readonly point: PolicyFigures;
}

function Shares({ result, point }: SharesProps) {
  const names = new Map(result.baseline.full.arms.map((arm) => [arm.action, arm.name]));
  const shares = point.shares
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

interface PointCardProps {
  readonly result: SweepResult;
  readonly run: number;
  readonly shown: ShownPolicy;
  /** The same policy as its run has it, whatever intervals are shown: what a proposal is judged by. */
  readonly offered: ShownPolicy;
  /** Whether the form is open. */
  readonly proposing: boolean;
  /** Opens the form for what is selected now, or closes it. */
  readonly onPropose: () => void;
  readonly onClose: () => void;
}

/** Everything known of the selected policy; where there is no number, the reason for it. */
export const PointCard = memo(function PointCard({ result, run, shown, offered, proposing, onPropose, onClose }: PointCardProps) {
  const { figures: point, beside } = shown;
  const why = proposalHindrance(shown);
  const isRefused = point.status === 'refused';
  const refusals = point.flags.filter((finding) => finding.level === 'refusal');
  return (
    <Panel
      title={shown.title}
      note={<span title={statusHelp[point.status]}>{statusWords[point.status].toLowerCase()}</span>}
      actions={
        <Button variant="default" size="compact-xs" disabled={why !== undefined} title={why} aria-expanded={proposing} onClick={onPropose}>
          Propose
        </Button>
      }
      fill
      flush
    >
      {proposing && why === undefined ? (
        <ProposePanel key={shown.key} result={result} run={run} shown={offered} onClose={onClose} />
      ) : undefined}
      <div className={classes['card']} tabIndex={0} role="region" aria-label="Selected point" data-status={point.status}>
        {isRefused ? (
          <TooLittleState
            title="No number for this policy"
            reason={refusals.map((finding) => finding.message).join(' ') || 'The host refused it without a reason.'}
          />
        ) : (
          <>
            {beside === undefined ? undefined : <HowItChooses policy={beside} />}
            {beside !== undefined && beside.rule === undefined ? <p className={classes['family']}>{noRule}</p> : undefined}
            {result.multiplicity === 'pointwise' ? undefined : (
              <p className={classes['family']}>
                Intervals of values and lifts hold all at once; those by estimator, of the confirm rows and of other rewards each on its
                own.
              </p>
            )}
            {result.objectives.map((objective) => (
              <ObjectiveBlock key={objective} result={result} point={point} objective={objective} />
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
            <ConfirmedLifts result={result} point={point} />
            <RewardEffects point={point} />
            <Consequences result={result} point={point} />
            {weightPlane(result) === undefined ? <Shares result={result} point={point} /> : <WeightMap result={result} point={point} />}
            <MatchedStatic result={result} shown={shown} />
          </>
        )}
        <FindingList findings={isRefused ? point.flags.filter((finding) => finding.level !== 'refusal') : point.flags} />
      </div>
    </Panel>
  );
});
