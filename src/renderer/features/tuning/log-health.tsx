import type { LogDescription } from '../../../contract/tuning.ts';
import type { LogHealth, RewardDrift } from '../../../core/policy/log-health.ts';
import { useLogHealth } from '../../data/tuning.ts';
import { IntervalLine } from '../../ui/chart/interval-line.tsx';
import { paddedDomain } from '../../ui/chart/scale.ts';
import {
  formatCount,
  formatInterval,
  formatLift,
  formatName,
  formatNumber,
  formatPercent,
  formatRoughCount,
  formatSignificant,
} from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import classes from './log-health.module.css';

/** The smallest lift that this log can show, and what a smaller one would take. */
function Power({ health }: { readonly health: LogHealth }) {
  const lifts = health.power[0]?.rowsFor.map(({ lift }) => lift) ?? [];
  return (
    <Panel title="What it can show" note="one action for all against production, on scored rows">
      <table className="grid">
        <caption className="visually-hidden">Smallest detectable lift and rows needed</caption>
        <thead>
          <tr>
            <th scope="col">objective</th>
            <th scope="col" className="number" title="With 80% power at the 95% level">
              smallest lift
            </th>
            {lifts.map((lift) => (
              <th key={lift} scope="col" className="number">
                rows for {formatPercent(lift, 0)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {health.power.map(({ objective, detectable, power, level, rowsFor }) => (
            <tr key={objective} title={`${formatPercent(power, 0)} power at the ${formatPercent(level, 0)} level`}>
              <th scope="row">{formatName(objective)}</th>
              <td className="number">
                <strong>{formatPercent(detectable)}</strong>
              </td>
              {rowsFor.map(({ lift, rows }) => (
                <td key={lift} className="number" data-enough={rows <= health.rows || undefined}>
                  {Number.isFinite(rows) ? formatRoughCount(rows) : '\u2013'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="faint">This log has {formatCount(health.rows)} rows; what they reach is in bold green.</p>
    </Panel>
  );
}

/** Mean weights near 1 say that propensities are right; the ESS says how much of the log speaks for a policy. */
function Weights({ health }: { readonly health: LogHealth }) {
  const { histogram, min, max } = health.propensity;
  const most = Math.max(...histogram.map(({ rows }) => rows), 1);
  return (
    <Panel
      title="Propensities"
      note={min === max ? `all ${formatSignificant(min, 4)}` : `${formatSignificant(min, 3)} to ${formatSignificant(max, 3)}`}
    >
      {histogram.length < 2 ? undefined : (
        <ol className={classes['bars']} aria-label="Rows by propensity">
          {histogram.map(({ low, high, rows }) => (
            <li
              key={low}
              title={`${formatSignificant(low, 3)} to ${formatSignificant(high, 3)}: ${formatCount(rows)} rows`}
              style={{ height: `${Math.max(2, (rows / most) * 100)}%` }}
            >
              <span className="visually-hidden">{`${formatSignificant(low, 3)} to ${formatSignificant(high, 3)}: ${rows} rows`}</span>
            </li>
          ))}
        </ol>
      )}
      <table className="grid">
        <caption className="visually-hidden">Mean weight per policy</caption>
        <thead>
          <tr>
            <th scope="col">policy</th>
            <th scope="col" className="number" title="1 where propensities and support are right">
              mean weight
            </th>
            <th scope="col" className="number">
              from 1
            </th>
            <th scope="col" className="number">
              ESS
            </th>
          </tr>
        </thead>
        <tbody>
          {health.weights.map(({ policy, meanWeight, se, errors, ess }) => (
            <tr key={policy} data-off={errors > 3 || undefined}>
              <th scope="row">{policy}</th>
              <td className="number">
                {formatNumber(meanWeight, 4)} <span className="dim">{`\u00b1 ${formatSignificant(se, 2)}`}</span>
              </td>
              <td className="number">{formatNumber(errors, 1)} SE</td>
              <td className="number">{formatCount(ess)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Cost({ health }: { readonly health: LogHealth }) {
  if (health.cost.length === 0) return undefined;
  const domain = paddedDomain([0, ...health.cost.flatMap(({ interval }) => [interval.low, interval.high])]);
  return (
    <Panel title="What exploring cost" note={`explored rows against ${formatCount(health.controlRows ?? 0)} control rows`}>
      <table className="grid">
        <caption className="visually-hidden">Rewards of explored requests against the control arm</caption>
        <tbody>
          {health.cost.map(({ reward, lift, interval }) => (
            <tr key={reward}>
              <th scope="row">{formatName(reward)}</th>
              <td className="number">{formatLift(lift)}</td>
              <td className="number dim">{formatInterval(interval.low, interval.high, formatLift)}</td>
              <td>
                <IntervalLine
                  value={lift}
                  low={interval.low}
                  high={interval.high}
                  domain={domain}
                  reference={0}
                  width={110}
                  color="var(--accent)"
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

const driftWidth = 170;
const driftHeight = 30;

/** The mean of a reward over the time of the log, each step with two standard errors. */
function DriftLine({ drift }: { readonly drift: RewardDrift }) {
  const { steps } = drift;
  const low = Math.min(...steps.map(({ mean, se }) => mean - 2 * se));
  const high = Math.max(...steps.map(({ mean, se }) => mean + 2 * se));
  const x = (place: number) => 4 + (place / Math.max(1, steps.length - 1)) * (driftWidth - 8);
  const y = (value: number) => driftHeight - 3 - ((value - low) / (high - low || 1)) * (driftHeight - 6);
  return (
    <svg
      width={driftWidth}
      height={driftHeight}
      role="img"
      aria-label={`${formatName(drift.reward)} over time, from ${formatSignificant(steps[0]?.mean ?? NaN, 3)} to ${formatSignificant(steps.at(-1)?.mean ?? NaN, 3)}`}
    >
      {steps.map(({ fromMs, mean, se }, place) => (
        <line
          key={fromMs}
          x1={x(place)}
          x2={x(place)}
          y1={y(mean - 2 * se)}
          y2={y(mean + 2 * se)}
          stroke="var(--line-strong)"
          strokeWidth={2}
        />
      ))}
      <polyline
        points={steps.map(({ mean }, place) => `${x(place)},${y(mean)}`).join(' ')}
        fill="none"
        stroke="var(--accent)"
        strokeWidth={1.5}
      />
    </svg>
  );
}

function Drift({ health }: { readonly health: LogHealth }) {
  if (health.drift.length === 0) return undefined;
  return (
    <Panel title="Over time" note="mean per part of the log, two standard errors">
      <table className="grid">
        <caption className="visually-hidden">Drift of rewards</caption>
        <tbody>
          {health.drift.map((drift) => (
            <tr key={drift.reward} data-off={drift.errors > 4.5 || undefined}>
              <th scope="row">{formatName(drift.reward)}</th>
              <td>
                <DriftLine drift={drift} />
              </td>
              <td className="number" title="Largest distance of a part from the mean of all, in standard errors">
                {formatNumber(drift.errors, 1)} SE
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Support({ health }: { readonly health: LogHealth }) {
  if (health.support === undefined) return undefined;
  return (
    <Panel title={`Support by ${formatName(health.support.column)}`}>
      <table className="grid">
        <caption className="visually-hidden">Rows per group</caption>
        <thead>
          <tr>
            <th scope="col">group</th>
            <th scope="col" className="number">
              rows
            </th>
            <th scope="col" className="number">
              users
            </th>
            <th scope="col" className="number" title="Rows of the action that this group has least of, and of the middle one">
              fewest, middle rows of an action
            </th>
          </tr>
        </thead>
        <tbody>
          {health.support.groups.map(({ name, rows, users, armRows }) => {
            const sorted = [...armRows].toSorted((a, b) => a - b);
            return (
              <tr key={name} data-off={(sorted[0] ?? 0) < 30 || undefined}>
                <th scope="row">{name}</th>
                <td className="number">{formatCount(rows)}</td>
                <td className="number">{formatCount(users)}</td>
                <td className="number">
                  {formatCount(sorted[0] ?? 0)}, {formatCount(sorted[sorted.length >> 1] ?? 0)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Panel>
  );
}

/** Whether the log can carry a decision: power, propensities, what exploring cost, drift and support. */
export function LogHealthPanels({ log }: { readonly log: LogDescription }) {
  const health = useLogHealth(log.dataset, log.log);
  if (health.isPending) return <LoadingState rows={8} label="Examining the log" />;
  if (health.isError) return <ErrorState title="The log was not examined" error={health.error} onRetry={() => void health.refetch()} />;
  return (
    <section className={classes['health']} aria-label="Health of the log">
      <Power health={health.data} />
      <Weights health={health.data} />
      <Cost health={health.data} />
      <Drift health={health.data} />
      <Support health={health.data} />
    </section>
  );
}
