import { memo } from 'react';
import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { SymbolKey } from '../../ui/chart/symbol.tsx';
import chart from '../../ui/chart/chart.module.css';
import { ProductionGlyph } from '../../ui/production-mark.tsx';
import type { FrontierSeries } from './frontier-series.ts';
import { intervalHelp, intervalWords } from './interval-words.ts';
import { statusHelp, statusStyle, statusWords } from './status-style.ts';

interface FrontierLegendProps {
  readonly series: FrontierSeries;
  /** Level of the drawn intervals, and whether they hold together. */
  readonly result: Pick<SweepResult, 'level' | 'multiplicity'>;
  /** Whether a rule names a knee. */
  readonly knees: boolean;
  /** Over all objectives only the policies and production are drawn. */
  readonly linesOnly: boolean;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** What the marks mean; only what is drawn is listed, and what is not drawn is counted. */
export const FrontierLegend = memo(function FrontierLegend({ series, result, knees, linesOnly }: FrontierLegendProps) {
  const statuses = (['supported', 'efficient', 'dominated', 'infeasible'] as const).filter((status) =>
    series.policies.some((mark) => mark.status === status),
  );
  return (
    <ul className={chart['swatches']} aria-label="Legend" data-no-export>
      {statuses.map((status) => (
        <li key={status} title={statusHelp[status]}>
          <SymbolKey shape={statusStyle[status].shape} color={statusStyle[status].color} />
          {statusWords[status]}
        </li>
      ))}
      <li title={intervalHelp[result.multiplicity]}>
        <svg width={12} height={12} aria-hidden="true" focusable="false">
          <path d={linesOnly ? 'M6 0V12' : 'M6 0V12M0 6H12'} stroke="var(--accent)" strokeWidth={1.25} strokeOpacity={0.7} fill="none" />
        </svg>
        {sentence(intervalWords(result))}
      </li>
      {linesOnly || series.curve.length < 2 ? undefined : (
        <li title="The exact value of every alpha, between the points as well">
          <svg width={20} height={10} aria-hidden="true" focusable="false">
            <line x1={0} x2={20} y1={5} y2={5} stroke="var(--accent)" strokeWidth={1.25} strokeOpacity={0.55} />
          </svg>
          Every alpha
        </li>
      )}
      {linesOnly || series.others.length === 0 ? undefined : (
        <li title="Policies that are no sweep of alpha, on the same rows">
          <SymbolKey shape="triangle" color="var(--head-3)" />
          Other policies
        </li>
      )}
      {knees && !linesOnly ? (
        <li>
          <SymbolKey shape="knee" color="var(--text)" />
          Knee
        </li>
      ) : undefined}
      {linesOnly || series.production === undefined ? undefined : (
        <li>
          <ProductionGlyph />
          Production
        </li>
      )}
      {linesOnly ? undefined : (
        <>
          <li>
            <SymbolKey shape="square" color="var(--text-dim)" />
            Static arm
          </li>
          <li title="What randomising between fixed arms reaches">
            <svg width={20} height={10} aria-hidden="true" focusable="false">
              <line x1={0} x2={20} y1={5} y2={5} stroke="var(--text-dim)" strokeDasharray="6 3" strokeWidth={1.25} />
            </svg>
            Mixed static
          </li>
        </>
      )}
      {linesOnly || series.matched === undefined ? undefined : (
        <li title="A fixed mix of arms with the policy's own shares">
          <SymbolKey shape="open-square" color="var(--text-dim)" />
          Matched static
        </li>
      )}
      {series.refused > 0 ? <li>{series.refused} refused: in the table, not drawn</li> : undefined}
    </ul>
  );
});
