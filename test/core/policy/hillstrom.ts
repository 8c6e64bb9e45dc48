import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { ExplorationData } from '../../../src/core/policy/exploration-data.ts';
import { sharedData } from '../../shared-data.ts';

const file = sharedData('hillstrom-half-a', 'hillstrom_half_a.csv.gz');
export const hillstromPresent = file.present;

/** The Hillstrom e-mail experiment, half A, read plainly: 32,000 rows, three arms, propensity 1/3. */
export function readHillstrom(objectives: readonly string[]): ExplorationData {
  const [header = '', ...lines] = gunzipSync(readFileSync(file.path)).toString().trim().split('\n');
  const names = header.trim().split(',');
  // One column holds quoted text with a comma.
  const cells = lines.map((line) => (line.trim().match(/"[^"]*"|[^,]+/g) ?? []).map(String));
  const text = (name: string) => cells.map((row) => row[names.indexOf(name)] ?? '');
  const numbers = (name: string) => Float64Array.from(text(name), Number);
  const codes = (name: string) => {
    const levels = [...new Set(text(name))].sort();
    return Int32Array.from(text(name), (value) => levels.indexOf(value));
  };
  const actions = ['Mens E-Mail', 'Womens E-Mail', 'No E-Mail'];
  return {
    rows: lines.length,
    actions,
    action: Int32Array.from(text('segment'), (value) => actions.indexOf(value)),
    propensity: new Float64Array(lines.length).fill(1 / 3),
    objectives,
    rewards: objectives.map(numbers),
    context: [
      ...['recency', 'history', 'mens', 'womens', 'newbie'].map((name) => ({ name, kind: 'numeric' as const, data: numbers(name) })),
      ...['history_segment', 'zip_code', 'channel'].map((name) => ({ name, kind: 'category' as const, data: codes(name) })),
    ],
    production: 2,
  };
}
