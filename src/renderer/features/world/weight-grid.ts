import type { ArmSummary } from '../../../contract/tuning.ts';

export interface GridCell {
  readonly arm: ArmSummary;
  /** Multiples of production's save and p2p weight. */
  readonly save: number;
  readonly p2p: number;
  readonly isProduction: boolean;
}

export interface WeightGrid {
  /** From the least multiple to the greatest. */
  readonly saves: readonly number[];
  readonly p2ps: readonly number[];
  readonly cells: readonly GridCell[];
  readonly production: ArmSummary | undefined;
}

/** The arms of a world's log on their two axes, read from their names (`save x1.6, p2p x0.4`); undefined where an arm is not named so. */
export function weightGrid(arms: readonly ArmSummary[], production: string | undefined): WeightGrid | undefined {
  const cells: GridCell[] = [];
  for (const arm of arms) {
    const isProduction = arm.name === production;
    const [, save, p2p] = /^save x([\d.]+), p2p x([\d.]+)$/.exec(arm.name) ?? [];
    if (!isProduction && (save === undefined || p2p === undefined)) return undefined;
    cells.push({ arm, save: isProduction ? 1 : Number(save), p2p: isProduction ? 1 : Number(p2p), isProduction });
  }
  const axis = (values: readonly number[]) => [...new Set(values)].toSorted((a, b) => a - b);
  return {
    saves: axis(cells.map((cell) => cell.save)),
    p2ps: axis(cells.map((cell) => cell.p2p)),
    cells,
    production: cells.find((cell) => cell.isProduction)?.arm,
  };
}

/** Relative change of an arm's mean against production's; undefined where either has none. */
export function liftOf(arm: ArmSummary, production: ArmSummary | undefined, objective: string): number | undefined {
  const [mean, base] = [arm.means[objective], production?.means[objective]];
  return mean === undefined || base === undefined || base === 0 ? undefined : mean / base - 1;
}
