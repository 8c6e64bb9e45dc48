import type { LogDescription, OpeResult } from '../../../contract/tuning.ts';
import { ChartFrame } from '../../ui/chart/chart-frame.tsx';
import { decimalsFor } from '../../ui/chart/decimals.ts';
import { IntervalLine } from '../../ui/chart/interval-line.tsx';
import { fileNameOf } from '../../ui/chart/save-drawing.ts';
import { paddedDomain } from '../../ui/chart/scale.ts';
import { formatCount, formatInterval, formatName, formatNumber, formatPercent, formatSignificant } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { TooLittleState } from '../../ui/states.tsx';
import { FindingList } from './finding-list.tsx';
import { estimatorName } from './estimator-name.ts';
import classes from './ope-report.module.css';

interface OpeReportProps {
  readonly result: OpeResult;
  readonly log: LogDescription;
  readonly target: string;
}

/** A policy's estimates with everything that says how far to trust them; where the host refused, the reason and no number. */
export function OpeReport({ result, log, target }: OpeReportProps) {
  const { estimates, refusals, flags } = result;
  const domain = paddedDomain([...estimates.flatMap(({ low, high }) => [low, high]), result.logged]);
  const decimals = decimalsFor(estimates.length === 0 ? 0 : Math.min(...estimates.map(({ low, high }) => (high - low) / 2)));
  const format = (value: number) => formatNumber(value, decimals);
  const level = formatPercent(result.level, 0);
  const diagnostics = [
    ['Rows', formatCount(result.n), ''],
    ['ESS', formatSignificant(result.ess, 4), 'Effective sample size: (sum w)^2 / sum w^2'],
    [
      'Effective events',
      formatSignificant(result.effectiveEvents, 4),
      'How many rows of reward the estimate rests on: (sum w r)^2 / sum (w r)^2',
    ],
    [
      'Mean weight',
      `${formatNumber(result.meanWeight, 4)} \u00b1 ${formatNumber(result.meanWeightSe, 4)}`,
      'Near 1 when the propensities and the support are right; \u00b1 one standard error',
    ],
    ['Largest weight', formatSignificant(result.maxWeight, 4), ''],
    ['Weight of the top 1%', formatPercent(result.topShare), 'Share of the total weight held by the heaviest 1% of rows'],
    ['Unsupported mass', formatPercent(result.unsupportedMass), "Share of the target's probability on arms the log never took"],
    ['Hits', formatCount(result.support.hits), 'Rows logged with an arm the target may take'],
    ['Logged mean', format(result.logged), 'What the logging policy earned, for comparison'],
  ] as const;
  return (
    <>
      <ChartFrame
        title={`${formatName(result.objective)} under the ${target} policy`}
        note={`${formatCount(result.n)} rows of ${log.log}, ${level} intervals`}
        summary={`Estimates of ${result.objective} with ${level} intervals against the logged mean`}
        fileName={fileNameOf('ope', log.dataset, log.log, result.objective, target)}
        table={() => ({
          header: ['estimator', 'value', 'se', 'low', 'high', 'method', 'lambda', 'tuned'],
          rows: estimates.map((estimate) => [
            estimate.estimator,
            estimate.value,
            estimate.se,
            estimate.low,
            estimate.high,
            estimate.method,
            estimate.lambda,
            estimate.tuned,
          ]),
        })}
      >
        {estimates.length === 0 ? (
          <div className={classes['refused']}>
            <TooLittleState
              title="No number for this policy"
              reason={refusals.map((refusal) => refusal.message).join(' ') || 'No estimator gave an answer.'}
            />
          </div>
        ) : (
          <table className="grid">
            <thead>
              <tr>
                <th scope="col">estimator</th>
                <th scope="col" className="number">
                  value
                </th>
                <th scope="col" className="number">
                  {level} interval
                </th>
                <th scope="col">
                  <span className="visually-hidden">drawing, with the logged mean as a line</span>
                </th>
                <th scope="col">interval by</th>
              </tr>
            </thead>
            <tbody>
              {estimates.map((estimate) => (
                <tr key={estimate.estimator}>
                  <th scope="row">{estimatorName(estimate.estimator)}</th>
                  <td className="number">{format(estimate.value)}</td>
                  <td className="number dim">{formatInterval(estimate.low, estimate.high, format)}</td>
                  <td>
                    <IntervalLine
                      value={estimate.value}
                      low={estimate.low}
                      high={estimate.high}
                      domain={domain}
                      reference={result.logged}
                      width={240}
                      color={estimate.estimator === 'dm' ? 'var(--text-faint)' : 'var(--accent)'}
                      dashed={estimate.estimator === 'dm'}
                    />
                  </td>
                  <td className="dim">{estimate.method}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </ChartFrame>
      {flags.length + refusals.length > 0 ? (
        <Panel title="Verdict">
          <FindingList findings={[...(estimates.length === 0 ? [] : refusals), ...flags]} />
        </Panel>
      ) : undefined}
      <Panel title="What the log holds for this policy" flush>
        <dl className={classes['diagnostics']}>
          {diagnostics.map(([name, value, help]) => (
            <div key={name} title={help}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Panel>
    </>
  );
}
