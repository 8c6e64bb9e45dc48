import type { PointStatus } from '../../../core/policy/sweep-result.ts';
import type { SymbolShape } from '../../ui/chart/symbol.tsx';

/** How each status is drawn and named, the same in chart, legend, table and card. */
export const statusStyle: Readonly<
  Record<Exclude<PointStatus, 'refused'>, { readonly shape: SymbolShape; readonly color: string; readonly size: number }>
> = {
  supported: { shape: 'disc', color: 'var(--accent)', size: 9 },
  efficient: { shape: 'ring', color: 'var(--accent)', size: 9 },
  dominated: { shape: 'dot', color: 'var(--text-faint)', size: 9 },
  infeasible: { shape: 'dot', color: 'var(--bad)', size: 9 },
};

export const statusWords: Readonly<Record<PointStatus, string>> = {
  supported: 'Supported',
  efficient: 'Efficient, unsupported',
  dominated: 'Dominated',
  infeasible: 'Infeasible',
  refused: 'Refused',
};

export const statusHelp: Readonly<Record<PointStatus, string>> = {
  supported: 'On the convex hull of the non-dominated points: some alpha chooses it.',
  efficient: 'No other point is better on both objectives, but a mix of two others is at least as good.',
  dominated: 'Another point is at least as good on both objectives and better on one.',
  infeasible: 'A guardrail is violated: another logged reward is worse than production by more than its margin.',
  refused: 'The log cannot carry a number for this policy; the reason is given instead.',
};

export const kneeWords = { chord: 'farthest from the chord', ideal: 'closest to the ideal', tradeoff: 'best trade-off' } as const;
