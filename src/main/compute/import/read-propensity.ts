import { parseNumber } from '../../../core/dataset/parse-number.ts';
import { shown } from './columns.ts';
import type { RowProblem } from './import-build.ts';

/** Reads one propensity column at full double precision and remembers what it was like. */
export interface PropensityReader {
  read(text: string): number | RowProblem;
  /** Counts one that was read, once its row is taken. */
  keep(value: number): void;
  isConstant(): boolean;
  /** The largest one accepted; 1 means that some row's action was not drawn at all. */
  largest(): number;
}

export function readPropensity(name: string): PropensityReader {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  return {
    read(text) {
      const value = parseNumber(text);
      if (value === undefined) return { code: 'bad-propensity', message: `${name} is ${shown(text)}, not a number` };
      if (!(value > 0 && value <= 1))
        return { code: 'bad-propensity', message: `${name} is ${shown(text)}; it must be above 0 and at most 1` };
      return value;
    },
    keep(value) {
      if (value < least) least = value;
      if (value > most) most = value;
    },
    isConstant: () => least === most,
    largest: () => most,
  };
}
