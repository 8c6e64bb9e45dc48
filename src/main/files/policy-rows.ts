import { parseNumber } from '../../core/dataset/parse-number.ts';
import { csvRecords } from './csv-records.ts';
import { FileError } from './file-error.ts';
import { rejectLoneReturns } from './lone-returns.ts';
import { openBytes } from './open-bytes.ts';

/** Logged rows of `ope --rows`. */
export interface PolicyRows {
  readonly rows: number;
  readonly action: Int32Array;
  readonly propensity: Float64Array;
  readonly reward: Float64Array;
  readonly objective: string;
  readonly user?: Int32Array;
  /** Line of the file on which a row stands, 1-based: blank lines and line ends inside quotes count too. */
  lineOf(row: number): number;
}

/**
 * Reads `action, propensity, <objective>..., [user]` with a header. Without `objective` the column `reward` is taken, or the only one there is.
 * Propensities must lie in (0, 1]; actions are whole numbers from 0. Errors are `FileError`s with their line.
 */
export async function readPolicyRows(path: string, objective: string | undefined): Promise<PolicyRows> {
  const action: number[] = [];
  const propensity: number[] = [];
  const reward: number[] = [];
  const user: number[] = [];
  const lines: number[] = [];
  const users = new Map<string, number>();
  let header: readonly string[] | undefined;
  let at = { action: -1, propensity: -1, user: -1, reward: -1, name: '' };
  for await (const batch of csvRecords(openBytes(path), ',')) {
    for (const { line, fields, problem } of batch.records) {
      if (problem !== undefined) throw new FileError(problem, line);
      if (header === undefined) {
        rejectLoneReturns(fields, line);
        header = fields.map((field) => field.trim());
        at = findColumns(header, objective, line);
        continue;
      }
      if (fields.length !== header.length)
        throw new FileError(`This line has ${fields.length} values; the header has ${header.length}.`, line);
      const number = (column: number) => {
        const value = parseNumber((fields[column] ?? '').trim());
        if (value === undefined)
          throw new FileError(`${header?.[column]} is "${(fields[column] ?? '').slice(0, 40)}", not a number.`, line);
        return value;
      };
      const chosen = number(at.action);
      if (!Number.isInteger(chosen) || chosen < 0 || chosen > 10_000_000)
        throw new FileError(`action is ${fields[at.action]}; it must be a whole number from 0.`, line);
      const probability = number(at.propensity);
      if (!(probability > 0 && probability <= 1))
        throw new FileError(`propensity is ${fields[at.propensity]}; it must be above 0 and at most 1.`, line);
      action.push(chosen);
      propensity.push(probability);
      reward.push(number(at.reward));
      lines.push(line);
      if (at.user < 0) continue;
      const id = (fields[at.user] ?? '').trim();
      if (id !== '' && !users.has(id)) users.set(id, users.size);
      user.push(users.get(id) ?? -1);
    }
  }
  if (header === undefined) throw new FileError('The file is empty; it needs a header with action, propensity and a reward.');
  return {
    rows: action.length,
    action: Int32Array.from(action),
    propensity: Float64Array.from(propensity),
    reward: Float64Array.from(reward),
    objective: at.name,
    ...(at.user < 0 ? {} : { user: Int32Array.from(user) }),
    lineOf: (row) => lines[row] ?? 0,
  };
}

function findColumns(header: readonly string[], objective: string | undefined, line: number) {
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (twice !== undefined) throw new FileError(`The column "${twice}" is named twice in the header; rename one.`, line);
  for (const name of ['action', 'propensity']) {
    if (header.includes(name)) continue;
    const known =
      header.length === 1 ? `it is "${(header[0] ?? '').slice(0, 80)}"; columns are separated by commas` : `it has: ${header.join(', ')}`;
    throw new FileError(`The header has no column "${name}"; ${known}.`, line);
  }
  const objectives = header.filter((name) => name !== 'action' && name !== 'propensity' && name !== 'user');
  const chosen = objective ?? (objectives.includes('reward') ? 'reward' : objectives.length === 1 ? objectives[0] : undefined);
  if (chosen === undefined) {
    throw new FileError(
      objectives.length === 0
        ? 'The header has no reward column.'
        : `The file has several objectives: ${objectives.join(', ')}. Name one with --objective.`,
      line,
    );
  }
  if (!objectives.includes(chosen)) throw new FileError(`The header has no objective "${chosen}"; it has: ${objectives.join(', ')}.`, line);
  return {
    action: header.indexOf('action'),
    propensity: header.indexOf('propensity'),
    user: header.indexOf('user'),
    reward: header.indexOf(chosen),
    name: chosen,
  };
}
