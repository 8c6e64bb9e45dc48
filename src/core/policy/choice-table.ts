import type { CurveRows } from './alpha-curve.ts';
import { RowEnvelope } from './row-envelope.ts';

const slice = 512;

/** The action of each row at each of some ascending alphas, from one pass over the envelopes. */
export function* choicesAt(
  rows: Pick<CurveRows, 'n' | 'arms' | 'production' | 'divisors' | 'predictions'>,
  alphas: readonly number[],
): Generator<void, readonly Uint16Array[]> {
  const { n, predictions } = rows;
  const envelope = new RowEnvelope(predictions[0], predictions[1], rows.divisors, rows.arms, rows.production);
  const tables = alphas.map(() => new Uint16Array(n));
  const alike = predictions[0].stride === 0 && predictions[1].stride === 0;
  for (let row = 0; row < n; row += 1) {
    if (!alike || row === 0) envelope.find(row);
    let stretch = 0;
    for (let place = 0; place < alphas.length; place += 1) {
      const alpha = alphas[place] ?? 0;
      while (stretch + 1 < envelope.count && (envelope.from[stretch + 1] ?? 0) <= alpha) stretch += 1;
      const table = tables[place];
      if (table !== undefined) table[row] = envelope.arm[stretch] ?? 0;
    }
    if (row % slice === slice - 1) yield;
  }
  return tables;
}
