import { Select } from '@mantine/core';
import { useState } from 'react';
import type { HeadContribution, HeadDrift, HeadHealth } from '../../../core/policy/head-health.ts';
import { isDrifted } from '../../../core/policy/measure-heads.ts';
import { ChartFrame } from '../../ui/chart/chart-frame.tsx';
import { fileNameOf } from '../../ui/chart/save-drawing.ts';
import { formatCount, formatDay, formatName, formatNumber, formatPercent, formatSignificant } from '../../ui/format.ts';
import { headColor } from '../../ui/head-color.ts';
import { TableHead } from '../../ui/table-head.tsx';
import classes from './head-health.module.css';

interface HeadHealthProps {
  readonly health: HeadHealth;
  readonly dataset: string;
  readonly log: string;
}

const [lineWidth, lineHeight] = [130, 34];

/** The tenth, the middle and the ninetieth percent of a head's scores over the time of the log, with its mean; a line where it changed. */
function DriftLine({ drift, color }: { readonly drift: HeadDrift; readonly color: string }) {
  const { steps, change } = drift;
  const [low, high] = [Math.min(...steps.map((step) => step.low)), Math.max(...steps.map((step) => step.high))];
  const x = (place: number) => 3 + (place / Math.max(1, steps.length - 1)) * (lineWidth - 6);
  const y = (value: number) => lineHeight - 3 - ((value - low) / (high - low || 1)) * (lineHeight - 6);
  const band = [
    ...steps.map((step, place) => `${x(place)},${y(step.high)}`),
    ...steps.map((step, place) => `${x(place)},${y(step.low)}`).toReversed(),
  ];
  const first = steps[0]?.fromMs ?? 0;
  const last = steps.at(-1)?.toMs ?? 1;
  return (
    <svg
      width={lineWidth}
      height={lineHeight}
      role="img"
      aria-label={`${formatName(drift.head)} over time: mean from ${formatSignificant(steps[0]?.mean ?? NaN, 3)} to ${formatSignificant(steps.at(-1)?.mean ?? NaN, 3)}`}
    >
      <polygon points={band.join(' ')} fill={color} opacity={0.18} />
      <polyline
        points={steps.map(({ median }, place) => `${x(place)},${y(median)}`).join(' ')}
        fill="none"
        stroke={color}
        strokeDasharray="3 2"
      />
      <polyline points={steps.map(({ mean }, place) => `${x(place)},${y(mean)}`).join(' ')} fill="none" stroke={color} strokeWidth={1.75} />
      {change !== undefined && isDrifted(drift) ? (
        <line
          x1={3 + ((change.atMs - first) / (last - first)) * (lineWidth - 6)}
          x2={3 + ((change.atMs - first) / (last - first)) * (lineWidth - 6)}
          y1={0}
          y2={lineHeight}
          stroke="var(--warn)"
          strokeWidth={1.5}
        />
      ) : undefined}
    </svg>
  );
}

/** Whether the heads still say what they said when the log began. */
export function HeadDriftPanel({ health, dataset, log }: HeadHealthProps) {
  return (
    <ChartFrame
      title="Heads over time"
      note={`${formatCount(health.candidates)} candidates of ${formatCount(health.requests)} requests`}
      summary={`Scores of ${health.heads.map(formatName).join(', ')} over the time of the log; ${health.drift.filter(isDrifted).length} changed.`}
      fileName={fileNameOf('heads', dataset, log)}
      table={() => ({
        header: ['head', 'from', 'to', 'requests', 'mean', 'se', 'low', 'median', 'high'],
        rows: health.drift.flatMap(({ head, steps }) =>
          steps.map((step) => [
            head,
            new Date(step.fromMs).toISOString(),
            new Date(step.toMs).toISOString(),
            step.requests,
            step.mean,
            step.se,
            step.low,
            step.median,
            step.high,
          ]),
        ),
      })}
    >
      <table className={`grid ${classes['drift'] ?? ''}`}>
        <caption className="visually-hidden">Drift of head scores</caption>
        <TableHead
          columns={[
            'head',
            { text: 'over time', title: 'Band: tenth to ninetieth percent; line: mean; dashed: median' },
            { number: 'change', title: 'Mean after over mean before, where they differ most' },
            { number: 'SE' },
            { number: 'PSI', title: 'Population stability index across that change: 0.1 is a shift, 0.25 a large one' },
          ]}
        />
        <tbody>
          {health.drift.map((drift) => (
            <tr key={drift.head} data-off={isDrifted(drift) || undefined}>
              <th scope="row">{formatName(drift.head)}</th>
              <td>
                <DriftLine drift={drift} color={headColor(drift.head, health.heads)} />
              </td>
              <td className="number" title={drift.change === undefined ? undefined : `from ${formatDay(drift.change.atMs)} on`}>
                {drift.change === undefined ? '\u2013' : `\u00d7${formatNumber(drift.change.ratio, 2)}`}
              </td>
              <td className="number">{formatNumber(drift.change?.errors ?? NaN, 1)}</td>
              <td className="number">{formatNumber(drift.stability, 3)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ChartFrame>
  );
}

interface ContributionProps {
  readonly heads: readonly string[];
  readonly contribution: HeadContribution;
  readonly dataset: string;
  readonly log: string;
}

const [areaWidth, areaHeight] = [420, 150];
const boostColor = 'var(--line-strong)';

/** Which head carries the utility under production's weights, and as one weight moves through its range. */
export function ContributionPanel({ heads, contribution, dataset, log }: ContributionProps) {
  const { sweeps, shares, boost, weights, action } = contribution;
  const [moved, setMoved] = useState(() => sweeps.find(({ explored }) => explored)?.head ?? sweeps[0]?.head);
  const sweep = sweeps.find(({ head }) => head === moved);
  const parts = [
    ...heads.map((head, index) => ({ name: formatName(head), share: shares[index] ?? 0, color: headColor(head, heads) })),
    { name: 'added', share: boost, color: boostColor },
  ];
  const live = weights[heads.indexOf(moved ?? '')] ?? 0;
  return (
    <ChartFrame
      title="Who carries the utility"
      note={`mean |w \u00d7 p| share under ${action}`}
      summary={`Shares of the utility: ${parts.map(({ name, share }) => `${name} ${formatPercent(share)}`).join(', ')}.`}
      fileName={fileNameOf('contribution', dataset, log)}
      table={() => ({
        header: ['moved', 'weight', ...heads, 'added'],
        rows: [
          ['none', undefined, ...shares, boost],
          ...sweeps.flatMap(({ head, steps }) => steps.map((step) => [head, step.weight, ...step.shares, step.boost])),
        ],
      })}
    >
      <div className={classes['contribution']}>
        <div className={classes['stack']} aria-hidden="true">
          {parts.map(({ name, share, color }) => (
            <span key={name} style={{ width: `${share * 100}%`, background: color }} title={`${name} ${formatPercent(share)}`} />
          ))}
        </div>
        <ul className={classes['legend']} aria-label="Shares of the utility">
          {parts
            .filter(({ share }) => share >= 0.0005)
            .map(({ name, share, color }) => (
              <li key={name}>
                <span className={classes['swatch']} style={{ background: color }} aria-hidden="true" />
                {name} <strong>{formatPercent(share)}</strong>
              </li>
            ))}
        </ul>
        {sweep === undefined ? undefined : (
          <>
            <Select
              label="As one weight moves"
              w={190}
              data={sweeps.map(({ head }) => ({ value: head, label: formatName(head) }))}
              value={sweep.head}
              allowDeselect={false}
              onChange={(next) => next !== null && setMoved(next)}
            />
            <ShareAreas heads={heads} sweep={sweep} live={live} />
            <p className="faint">
              {sweep.explored
                ? 'The range of the log\u2019s actions'
                : 'No action of the log moves this weight: 0 to twice production\u2019s'}
              ; the line is production. All other weights stay.
            </p>
          </>
        )}
      </div>
    </ChartFrame>
  );
}

function ShareAreas({
  heads,
  sweep,
  live,
}: {
  readonly heads: readonly string[];
  readonly sweep: HeadContribution['sweeps'][number];
  readonly live: number;
}) {
  const { steps } = sweep;
  const [low, high] = [steps[0]?.weight ?? 0, steps.at(-1)?.weight ?? 1];
  const x = (weight: number) => ((weight - low) / (high - low || 1)) * areaWidth;
  const y = (share: number) => areaHeight - share * areaHeight;
  const own = heads.indexOf(sweep.head);
  const share = (place: number) => formatPercent(steps.at(place)?.shares[own] ?? NaN);
  const below = (step: (typeof steps)[number], part: number) => step.shares.slice(0, part).reduce((sum, one) => sum + one, 0);
  return (
    <figure className={classes['areas']}>
      <svg
        viewBox={`0 0 ${areaWidth} ${areaHeight}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`As the ${formatName(sweep.head)} weight goes from ${formatSignificant(low, 3)} to ${formatSignificant(high, 3)}, its share goes from ${share(0)} to ${share(-1)}`}
      >
        {[...heads, 'boost'].map((head, part) => (
          <polygon
            key={head}
            fill={part < heads.length ? headColor(head, heads) : boostColor}
            points={[
              ...steps.map((step) => `${x(step.weight)},${y(part < heads.length ? below(step, part + 1) : 1)}`),
              ...steps.map((step) => `${x(step.weight)},${y(below(step, part))}`).toReversed(),
            ].join(' ')}
          />
        ))}
        <line
          x1={x(live)}
          x2={x(live)}
          y1={0}
          y2={areaHeight}
          stroke="var(--text)"
          strokeWidth={1.5}
          vectorEffect="non-scaling-stroke"
          strokeDasharray="4 3"
        />
      </svg>
      <figcaption>
        <span>{`${formatSignificant(low, 3)}: ${share(0)}`}</span>
        <span>{`${formatName(sweep.head)} weight and its share`}</span>
        <span>{`${formatSignificant(high, 3)}: ${share(-1)}`}</span>
      </figcaption>
    </figure>
  );
}
