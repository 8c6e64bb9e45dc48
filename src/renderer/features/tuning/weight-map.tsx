import { memo } from 'react';
import type { FrontierPoint, SweepResult } from '../../../core/policy/sweep-result.ts';
import { formatName, formatPercent, formatSignificant } from '../../ui/format.ts';
import { ProductionGlyph } from '../../ui/production-mark.tsx';
import { weightPlane } from './weight-plane.ts';
import classes from './weight-map.module.css';

interface WeightMapProps {
  readonly result: SweepResult;
  readonly point: FrontierPoint;
}

/** Deeper would take the number's contrast. */
const deepestTint = 46;

/** A share is printed where it can be read; smaller ones are tint alone, and in the cell's tooltip. */
const leastPrinted = 0.005;

/** Which weights the policy gives to how many requests: a heat map over the two weights that differ, and the mean weights. */
export const WeightMap = memo(function WeightMap({ result, point }: WeightMapProps) {
  const plane = weightPlane(result);
  if (plane === undefined) return undefined;
  const most = Math.max(...point.shares, 1e-9);
  const production = result.statics.find((arm) => arm.production)?.action;
  const at = new Map(plane.cells.map((cell) => [cell.row * plane.columns.length + cell.column, cell.action]));
  const [across, up] = plane.heads;
  return (
    <section className={classes['map']} aria-label="Weights chosen">
      <h3>Weights it chooses</h3>
      <table>
        <caption className="visually-hidden">{`Share of requests per pair of weights: ${across} across, ${up} down`}</caption>
        <thead>
          <tr>
            <th scope="col" title={`${formatName(up)} down, ${formatName(across)} across`}>
              {formatName(up)} \ {formatName(across)}
            </th>
            {plane.columns.map((weight) => (
              <th key={weight} scope="col">
                {formatSignificant(weight, 2)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {plane.rows.map((weight, row) => (
            <tr key={weight}>
              <th scope="row">{formatSignificant(weight, 2)}</th>
              {plane.columns.map((other, column) => {
                const action = at.get(row * plane.columns.length + column);
                const share = action === undefined ? 0 : (point.shares[action] ?? 0);
                const tint = Math.round((share / most) * deepestTint);
                return (
                  <td
                    key={other}
                    title={`${formatName(across)} ${formatSignificant(other, 3)}, ${formatName(up)} ${formatSignificant(weight, 3)}: ${formatPercent(share)} of requests`}
                    data-production={action !== undefined && action === production ? true : undefined}
                    style={{ background: `color-mix(in srgb, var(--accent) ${tint}%, var(--surface-sunken))` }}
                  >
                    {action !== undefined && action === production ? <ProductionGlyph /> : undefined}
                    {share >= leastPrinted ? <span>{Math.round(share * 100)}</span> : undefined}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="dim">
        Percent of requests per cell
        {point.meanWeights === undefined
          ? '.'
          : `; mean weights: ${plane.heads.map((head) => `${formatName(head)} ${formatSignificant(point.meanWeights?.[head] ?? NaN, 3)}`).join(', ')}.`}
      </p>
    </section>
  );
});
