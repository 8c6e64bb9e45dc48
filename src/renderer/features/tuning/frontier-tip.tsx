import { formatInterval, formatName, formatNumber } from '../../ui/format.ts';
import chart from '../../ui/chart/chart.module.css';
import { decimalsFor } from '../../ui/chart/decimals.ts';
import type { Mark } from './frontier-series.ts';
import { statusWords } from './status-style.ts';

interface FrontierTipProps {
  readonly objectives: readonly [string, string];
  /** Given by the chart. */
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload?: Mark }[];
}

/** What the pointer is over: the same figures as the table's row. */
export function FrontierTip({ objectives, active, payload }: FrontierTipProps) {
  const mark = payload?.[0]?.payload;
  if (active !== true || mark === undefined) return undefined;
  const lines = [
    { objective: objectives[0], value: mark.x, error: mark.xError },
    { objective: objectives[1], value: mark.y, error: mark.yError },
  ];
  return (
    <div className={chart['tip']}>
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
