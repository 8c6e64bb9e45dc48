import { memo } from 'react';
import type { PolicyFigures, SweepResult } from '../../../core/policy/sweep-result.ts';
import { formatName, formatPercent, formatSignificant } from '../../ui/format.ts';
import { ProductionGlyph } from '../../ui/production-mark.tsx';
import classes from './weight-map.module.css';
import { weightPlane } from './weight-plane.ts';
import { type WeightCell, WeightTable } from './weight-table.tsx';

interface WeightMapProps {
  readonly result: SweepResult;
  readonly point: PolicyFigures;
}

/** A share is printed where it can be read; smaller ones are tint alone, and in the cell's tooltip. */
const leastPrinted = 0.005;

/** Which weights the policy gives to how many requests: a heat map over the two weights that differ, and the mean weights. */
export const WeightMap = memo(function WeightMap({ result, point }: WeightMapProps) {
  const plane = weightPlane(result);
  if (plane === undefined) return undefined;
  const most = Math.max(...point.shares, 1e-9);
  const production = result.statics.find((arm) => arm.production)?.action;
  const [across, down] = plane.heads;
  const cellOf = (action: number, where: string): WeightCell => {
    const share = point.shares[action] ?? 0;
    return {
      tint: share / most,
      title: `${where}: ${formatPercent(share)} of requests`,
      marks: { 'data-production': action === production || undefined },
      content: (
        <>
          {action === production ? <ProductionGlyph /> : undefined}
          {share >= leastPrinted ? <span>{Math.round(share * 100)}</span> : undefined}
        </>
      ),
    };
  };
  return (
    <section className={classes['map']} aria-label="Weights chosen">
      <h3>Weights it chooses</h3>
      <WeightTable plane={plane} caption={`Share of requests per pair of weights: ${across} across, ${down} down`} cell={cellOf} />
      <p className="dim">
        Percent of requests per cell, the weight of {formatName(across)} across and of {formatName(down)} down
        {point.meanWeights === undefined
          ? '.'
          : `; mean weights: ${plane.heads.map((head) => `${formatName(head)} ${formatSignificant(point.meanWeights?.[head] ?? NaN, 3)}`).join(', ')}.`}
      </p>
    </section>
  );
});
