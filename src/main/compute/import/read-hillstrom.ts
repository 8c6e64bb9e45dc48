import type { ImportPart } from '../../../core/dataset/import-part.ts';
import { LogTable } from '../../../core/dataset/log-table.ts';
import { parseNumber } from '../../../core/dataset/parse-number.ts';
import { RecordSet } from '../../../core/dataset/record-set.ts';
import { requiredColumn, shown } from './columns.ts';
import type { DetectedFile } from './detect-source.ts';
import type { ImportBuild } from './import-build.ts';
import { readRows } from './read-rows.ts';

/** The arms, in the order in which the experiment's description names them. */
const arms = ['Mens E-Mail', 'Womens E-Mail', 'No E-Mail'];
const rewards = ['visit', 'conversion', 'spend'];

/** Hillstrom: customers were sent one of three e-mails at random, so the propensity of every row is 1/3. Rows have no identity: equal ones are kept. */
export async function* readHillstrom(build: ImportBuild, files: readonly DetectedFile[]): AsyncGenerator<ImportPart> {
  const logs = files.filter(({ role }) => role === 'log');
  for (const { file } of logs) {
    const log = new LogTable(logs.length === 1 ? 'hillstrom' : file.stem, 'exploration');
    const action = log.column('segment', 'action', 'i32');
    const propensity = log.column('propensity', 'propensity');
    const segment = requiredColumn(file, 'segment');
    const outcomes = rewards.map((name) => ({ name, index: requiredColumn(file, name), column: log.column(name, 'reward') }));
    const context = file.table.columns.flatMap((name, index) =>
      name === 'segment' || rewards.includes(name) ? [] : [{ index, column: log.context(name) }],
    );
    const values = new Float64Array(outcomes.length);
    yield* readRows(build, file, { isLog: true, seen: new RecordSet(), equal: 'count' }, (fields) => {
      const arm = arms.indexOf(fields[segment] ?? '');
      if (arm === -1) return { code: 'unknown-action', message: `segment ${shown(fields[segment] ?? '')} is none of ${arms.join(', ')}` };
      for (const [place, { name, index }] of outcomes.entries()) {
        const value = parseNumber(fields[index] ?? '');
        if (value === undefined) return { code: 'bad-reward', message: `${name} is ${shown(fields[index] ?? '')}, not a number` };
        values[place] = value;
      }
      action.push(arm);
      propensity.push(1 / arms.length);
      for (const [place, { column }] of outcomes.entries()) column.push(values[place] ?? Number.NaN);
      for (const { index, column } of context) column.push(fields[index] ?? '');
      log.rows += 1;
      return undefined;
    });
    build.requests += log.rows;
    build.logs.push(log.finish({ actions: arms.map((name) => ({ name })), production: 'No E-Mail', randomised: true }));
  }
  build.logUsers = 0;
  build.note('The three segments were assigned at random with equal probability: the propensity of every row is 1/3.');
}
