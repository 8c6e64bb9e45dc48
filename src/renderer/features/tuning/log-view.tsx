import { Fragment } from 'react';
import type { ArmSummary, LogDescription } from '../../../contract/tuning.ts';
import { decimalsFor } from '../../ui/chart/decimals.ts';
import { IntervalLine } from '../../ui/chart/interval-line.tsx';
import { paddedDomain } from '../../ui/chart/scale.ts';
import { fileNameOf } from '../../ui/chart/save-drawing.ts';
import { ChartFrame } from '../../ui/chart/chart-frame.tsx';
import shared from '../../ui/facts.module.css';
import { formatCount, formatCounted, formatInterval, formatName, formatNumber, formatSignificant } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { ProductionGlyph } from '../../ui/production-mark.tsx';
import { useHeadHealth, useLogHealth } from '../../data/tuning.ts';
import { FindingList } from './finding-list.tsx';
import { HeadPanels } from './head-panels.tsx';
import { LogHealthPanels } from './log-health.tsx';
import classes from './log-view.module.css';

function intervalFor(arm: ArmSummary, objective: string) {
  return arm.intervals?.find((interval) => interval.objective === objective);
}

/** One objective over all arms: the on-policy mean of each, with its interval. */
function ArmTable({ log, objective }: { readonly log: LogDescription; readonly objective: string }) {
  const rows = log.arms.map((arm) => ({ arm, mean: arm.means[objective], interval: intervalFor(arm, objective) }));
  const widths = rows.flatMap(({ interval }) => (interval === undefined ? [] : [(interval.high - interval.low) / 2]));
  const decimals = decimalsFor(widths.length === 0 ? 0 : Math.min(...widths));
  const format = (value: number) => formatNumber(value, decimals);
  const domain = paddedDomain(rows.flatMap(({ mean, interval }) => [mean ?? NaN, interval?.low ?? NaN, interval?.high ?? NaN]));
  const production = log.arms.find((arm) => arm.name === log.production)?.means[objective];
  const level = rows.find(({ interval }) => interval !== undefined)?.interval?.level;
  const title = formatName(objective);
  return (
    <ChartFrame
      title={title}
      note={`on-policy mean per arm${level === undefined ? '' : `, ${formatNumber(level * 100, 0)}% intervals`}`}
      summary={`On-policy mean of ${title} for ${formatCounted(rows.length, 'arm')}`}
      fileName={fileNameOf('arms', log.dataset, log.log, objective)}
      table={() => ({
        header: ['action', 'arm', 'rows', objective, `${objective}_low`, `${objective}_high`],
        rows: rows.map(({ arm, mean, interval }) => [arm.action, arm.name, arm.rows, mean, interval?.low, interval?.high]),
      })}
      className={classes['armPanel']}
    >
      <div className={classes['armScroll']} tabIndex={0} role="region" aria-label={`${title} by arm`}>
        <table className="grid">
          <thead>
            <tr>
              <th scope="col">arm</th>
              <th scope="col" className="number">
                rows
              </th>
              <th scope="col" className="number">
                mean
              </th>
              <th scope="col" className="number">
                interval
              </th>
              <th scope="col">
                <span className="visually-hidden">drawing</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ arm, mean, interval }) => (
              <tr key={arm.action}>
                <th scope="row">
                  {arm.name} {arm.name === log.production ? <ProductionGlyph /> : undefined}
                </th>
                <td className="number">{formatCount(arm.rows)}</td>
                <td className="number">{mean === undefined ? '' : format(mean)}</td>
                <td className="number dim" title={interval === undefined ? 'Too few rows, or all of them alike' : undefined}>
                  {interval === undefined ? 'no interval' : formatInterval(interval.low, interval.high, format)}
                </td>
                <td>
                  {mean === undefined || interval === undefined ? undefined : (
                    <IntervalLine
                      value={mean}
                      low={interval.low}
                      high={interval.high}
                      domain={domain}
                      reference={production}
                      width={180}
                      color="var(--accent)"
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </ChartFrame>
  );
}

/** What the log is, before anything is learned from it. */
export function LogView({ log }: { readonly log: LogDescription }) {
  const { propensity } = log;
  const health = useLogHealth(log.dataset, log.log);
  const heads = useHeadHealth(log.dataset, log.log);
  // The description is there first; what the health of the log says again is told once.
  const further = health.data?.findings.filter(({ code }) => log.findings.every((finding) => finding.code !== code)) ?? [];
  const facts = [
    ['Rows', formatCount(log.rows)],
    ['Users', log.users === 0 ? 'not named: rows are taken as independent' : formatCount(log.users)],
    ['Arms', formatCount(log.arms.length)],
    ['Production', log.production ?? 'none declared: compared with the logging policy'],
    ['Objectives', log.objectives.map(formatName).join(', ')],
    [
      'Propensity',
      `${propensity.min === propensity.max ? formatSignificant(propensity.min, 4) : `${formatSignificant(propensity.min, 3)} to ${formatSignificant(propensity.max, 3)}`}, ${propensity.randomised ? 'known randomisation' : 'from the logging policy'}`,
    ],
    [
      'Context',
      log.context.length === 0
        ? 'none: only the same arm for everyone can be learned'
        : log.context
            .map(
              (column) =>
                `${formatName(column.name)} (${column.kind === 'numeric' ? 'number' : formatCounted(column.levels ?? 0, 'level')})`,
            )
            .join(', '),
    ],
  ] as const;
  return (
    <div className={classes['log']}>
      <div className={classes['logLeft']}>
        <Panel title="What the log can say">
          <FindingList
            findings={[...log.findings, ...further, ...(heads.data?.health?.findings ?? [])]}
            empty="Nothing stands against learning from this log."
          />
        </Panel>
        <Panel title={log.log} note={log.dataset}>
          <dl className={shared['facts']}>
            {facts.map(([name, text]) => (
              <Fragment key={name}>
                <dt>{name}</dt>
                <dd>{text}</dd>
              </Fragment>
            ))}
          </dl>
        </Panel>
      </div>
      <div className={classes['logRight']}>
        <LogHealthPanels log={log} />
        <HeadPanels log={log} />
        {log.objectives.map((objective) => (
          <ArmTable key={objective} log={log} objective={objective} />
        ))}
      </div>
    </div>
  );
}
