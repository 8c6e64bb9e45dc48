import { type KeyboardEvent, memo, useEffect, useRef } from 'react';
import type { FrontierPoint, SweepResult } from '../../../core/policy/sweep-result.ts';
import { decimalsFor } from '../../ui/chart/decimals.ts';
import { formatCount, formatInterval, formatLift, formatName, formatNumber, formatPercent } from '../../ui/format.ts';
import { alphaLabel } from './alpha-span.ts';
import { intervalOf } from './frontier-series.ts';
import { remarks } from './frontier-table-data.ts';
import { statusWords } from './status-style.ts';
import classes from './frontier-table.module.css';

interface FrontierTableProps {
  readonly result: SweepResult;
  readonly order: readonly number[];
  readonly selected: number;
  readonly onSelect: (point: number) => void;
}

interface RowProps {
  readonly result: SweepResult;
  readonly point: FrontierPoint;
  readonly index: number;
  readonly selected: boolean;
  readonly onSelect: (point: number) => void;
}

/** With more arms than this their shares would push all else out of sight: the card has them, and the table as CSV. */
const mostArms = 8;

function listedArms({ baseline }: SweepResult) {
  return baseline.full.arms.length > mostArms ? [] : baseline.full.arms;
}

const rowId = (index: number) => `frontier-point-${index}`;

const Row = memo(function Row({ result, point, index, selected, onSelect }: RowProps) {
  const refused = point.status === 'refused';
  return (
    <tr id={rowId(index)} aria-selected={selected} data-status={point.status} onClick={() => onSelect(index)}>
      <th scope="row" className="number">
        {alphaLabel(point)}
      </th>
      <td>{statusWords[point.status]}</td>
      {refused ? (
        <td colSpan={result.objectives.length * 2} className={classes['reason']}>
          {remarks(point)}
        </td>
      ) : (
        result.objectives.map((objective) => {
          const interval = intervalOf(point, objective);
          const lift = point.liftIntervals.find((entry) => entry.objective === objective);
          const format = (value: number) =>
            formatNumber(value, decimalsFor(interval === undefined ? 0 : (interval.high - interval.low) / 2));
          const value = point.values[objective];
          const change = point.lifts[objective];
          return [
            <td key={objective} className="number">
              {value === undefined ? '' : format(value)}{' '}
              <span className="dim">{interval === undefined ? '' : formatInterval(interval.low, interval.high, format)}</span>
            </td>,
            <td key={`${objective} lift`} className="number">
              {change === undefined ? '' : formatLift(change)}{' '}
              <span className="dim">{lift === undefined ? '' : formatInterval(lift.low, lift.high, formatLift)}</span>
            </td>,
          ];
        })
      )}
      <td className="number">{formatCount(point.hits)}</td>
      <td className="number">{refused ? '' : formatCount(point.ess)}</td>
      {listedArms(result).map((arm) => (
        <td key={arm.action} className="number">
          {refused ? '' : formatPercent(point.shares[arm.action] ?? 0)}
        </td>
      ))}
      <td className={classes['remark']} title={refused ? undefined : remarks(point)}>
        {refused ? '' : remarks(point)}
      </td>
    </tr>
  );
});

/** The frontier as a table: the same points, statuses and intervals as the chart, and the refused ones with their reason. */
export const FrontierTable = memo(function FrontierTable({ result, order, selected, onSelect }: FrontierTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    document.getElementById(rowId(selected))?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  function onKeyDown(event: KeyboardEvent): void {
    const place = order.indexOf(selected);
    const steps: Readonly<Record<string, number>> = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: order.length - 1 };
    const wanted = steps[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    const next = order[Math.max(0, Math.min(order.length - 1, wanted))];
    if (next !== undefined) onSelect(next);
  }
  const level = formatPercent(result.level, 0);
  return (
    <div ref={scroller} className={classes['tableScroll']}>
      <table
        className={`grid ${classes['frontier']}`}
        role="grid"
        tabIndex={0}
        aria-label="Frontier points"
        aria-activedescendant={rowId(selected)}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            <th scope="col" className="number">
              alpha
            </th>
            <th scope="col">status</th>
            {result.objectives.map((objective) => [
              <th key={objective} scope="col" className="number">
                {formatName(objective)} [{level}]
              </th>,
              <th key={`${objective} lift`} scope="col" className="number">
                lift [{level}]
              </th>,
            ])}
            <th scope="col" className="number">
              hits
            </th>
            <th scope="col" className="number">
              ESS
            </th>
            {listedArms(result).map((arm) => (
              <th key={arm.action} scope="col" className="number" title={`Share of requests that get ${arm.name}`}>
                {arm.name}
              </th>
            ))}
            <th scope="col">remarks</th>
          </tr>
        </thead>
        <tbody>
          {order.map((index) => {
            const point = result.points[index];
            return point === undefined ? undefined : (
              <Row key={index} result={result} point={point} index={index} selected={index === selected} onSelect={onSelect} />
            );
          })}
        </tbody>
      </table>
    </div>
  );
});
