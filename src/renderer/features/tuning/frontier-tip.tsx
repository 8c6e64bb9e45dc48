import { formatInterval, formatName, formatNumber } from '../../ui/format.ts';
import chart from '../../ui/chart/chart.module.css';
import { decimalsFor } from '../../ui/chart/decimals.ts';
import type { PlotFrame } from './frontier-frame.ts';
import type { Mark } from './frontier-series.ts';
import { statusWords } from './status-style.ts';

interface FrontierTipProps {
  readonly objectives: readonly [string, string];
  /** What the pointer is over. */
  readonly mark: Mark;
  readonly frame: PlotFrame;
}

/** Pixels between a mark and what is said of it. */
const gap = 10;

/** What the pointer is over: the same figures as the table's row. */
export function FrontierTip({ objectives, mark, frame: { area, left, top } }: FrontierTipProps) {
  const [x, y] = [left(mark.x), top(mark.y)];
  // Towards the middle, where there is room for it.
  const isRight = x > area.x + area.width / 2;
  const isLow = y > area.y + area.height / 2;
  const lines = [
    { objective: objectives[0], value: mark.x, error: mark.xError },
    { objective: objectives[1], value: mark.y, error: mark.yError },
  ];
  return (
    <div
      className={`${chart['tip'] ?? ''} ${chart['placed'] ?? ''}`}
      style={{
        left: isRight ? x - gap : x + gap,
        top: isLow ? y - gap : y + gap,
        transform: `translate(${isRight ? '-100%' : '0'}, ${isLow ? '-100%' : '0'})`,
      }}
    >
      <strong>{mark.label}</strong>
      {mark.point === undefined && mark.beside === undefined ? undefined : (
        <span className="dim"> {statusWords[mark.status].toLowerCase()}</span>
      )}
      <dl>
        {lines.map(({ objective, value, error }) => {
          const format = (number: number) => formatNumber(number, decimalsFor(Math.max(...error)));
          return [
            <dt key={`${objective} name`}>{formatName(objective)}</dt>,
            <dd key={objective}>
              {format(value)} <span className="dim">{formatInterval(value - error[0], value + error[1], format)}</span>
            </dd>,
          ];
        })}
      </dl>
    </div>
  );
}
