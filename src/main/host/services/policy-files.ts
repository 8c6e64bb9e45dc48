import { evaluate } from '../../../core/ope/evaluate.ts';
import { estimatorNames, type OpeResult } from '../../../core/ope/ope-result.ts';
import { intervalMethods } from '../../../core/ope/interval.ts';
import { tuningRules } from '../../../core/ope/tune.ts';
import { analyseFront, type FrontAnalysis } from '../../../core/pareto/analyse-front.ts';
import { type Sense, senses } from '../../../core/pareto/orientation.ts';
import { RpcError } from '../../../rpc/error.ts';
import { FileError } from '../../files/file-error.ts';
import { type Matrix, readMatrix } from '../../files/matrix.ts';
import { readPolicyRows } from '../../files/policy-rows.ts';
import { usage } from '../rejections.ts';

/** `ope --rows FILE --target FILE [...]`, words as they were typed. Paths are used as given. */
export interface EvaluateFilesOptions {
  readonly rows: string;
  /** A file, or the word `uniform`. */
  readonly target: string;
  readonly qhat?: string;
  /** Probability of every action under the logging policy, n x A or one row; only `switch` needs it. */
  readonly logging?: string;
  readonly objective?: string;
  readonly estimators?: readonly string[];
  readonly level?: number;
  /** One threshold for all estimators that have one. */
  readonly lambda?: number;
  readonly tune?: string;
  readonly interval?: string;
}

/** A document and whether the command is to exit with 1. */
export interface Answered<T> {
  readonly document: T;
  /** True when an estimate that was asked for by name was refused. */
  readonly refused: boolean;
}

/** Rows of a target may miss 1 by this much: files round. */
const sumTolerance = 1e-6;

/** Evaluates a target policy from files. Bad input is an `RpcError` with file and line. */
export async function evaluateFiles(options: EvaluateFilesOptions): Promise<Answered<OpeResult>> {
  const names = options.estimators?.map((name) => oneOf(name, estimatorNames, 'estimator'));
  const tune = options.tune === undefined ? {} : { tune: oneOf(options.tune, tuningRules, 'tuning rule') };
  const method = options.interval === undefined ? {} : { interval: oneOf(options.interval, intervalMethods, 'interval') };
  const level = options.level ?? 0.95;
  if (!(level > 0 && level < 1)) throw usage(`--level is between 0 and 1; ${level} is not.`);
  const rows = await reading(options.rows, () => readPolicyRows(options.rows, options.objective));
  if (rows.rows === 0)
    throw new RpcError({ code: 'bad-file', file: options.rows, line: 1, message: 'There are no rows below the header to evaluate on.' });
  let most = -1;
  for (const action of rows.action) if (action > most) most = action;
  const target = options.target === 'uniform' ? undefined : await probabilities(options.target, rows.rows);
  const given = options.qhat;
  const qhat = given === undefined ? undefined : await reading(given, () => readMatrix(given));
  const actions = target?.columns ?? qhat?.columns ?? most + 1;
  if (most >= actions) {
    const row = rows.action.indexOf(most);
    throw new RpcError({
      code: 'bad-row',
      file: options.rows,
      line: rows.lineOf(row),
      message: `action ${most} is beyond the ${actions} actions of the target, which are numbered from 0.`,
    });
  }
  if (given !== undefined && qhat !== undefined) checkShape(qhat, given, rows.rows, actions);
  const logging = options.logging === undefined ? undefined : await probabilities(options.logging, rows.rows);
  if (options.logging !== undefined && logging !== undefined) checkShape(logging, options.logging, rows.rows, actions);
  const document = evaluate(
    {
      ...rows,
      actions,
      target: target?.values ?? new Float64Array(actions).fill(1 / actions),
      ...(qhat === undefined ? {} : { qhat: qhat.values }),
      ...(logging === undefined ? {} : { logging: logging.values }),
    },
    {
      objective: rows.objective,
      level,
      ...tune,
      ...method,
      ...(options.lambda === undefined ? {} : { lambda: options.lambda }),
      ...(names === undefined ? {} : { estimators: names }),
    },
  );
  return { document, refused: isRefused(document, names) };
}

/** True when an estimator that was asked for by name has no estimate. */
export function isRefused(result: OpeResult, asked: readonly string[] | undefined): boolean {
  const made = new Set<string>(result.estimates.map(({ estimator }) => estimator));
  return asked?.some((name) => !made.has(name)) ?? false;
}

/** The one row of probabilities of a context-free policy, for `ope DATASET --target FILE`. */
export async function readTargetRow(path: string): Promise<readonly number[]> {
  const matrix = await probabilities(path, 1);
  return Array.from(matrix.values);
}

/** `pareto --points FILE --sense min,max [--reference r1,r2]`. */
export interface ParetoFileOptions {
  readonly points: string;
  readonly sense: readonly string[];
  readonly reference?: readonly number[];
}

/** The Pareto mathematics of a file of points, one per line, with or without a header; `nan` marks a missing value. */
export async function paretoFile(options: ParetoFileOptions): Promise<FrontAnalysis> {
  const sense = options.sense.map((word): Sense => oneOf(word, senses, 'sense'));
  if (sense.length < 1 || sense.length > 6) throw usage(`--sense names 1 to 6 objectives; ${sense.length} were given.`);
  const points = await reading(options.points, () => readMatrix(options.points, { header: 'optional', allowMissing: true }));
  if (points.rows === 0) throw new RpcError({ code: 'bad-file', file: options.points, message: 'The file holds no points.' });
  if (points.columns !== sense.length) {
    throw new RpcError({
      code: 'bad-file',
      file: options.points,
      line: points.lineOf(0),
      message: `The points have ${points.columns} values and --sense has ${sense.length}; give one sense per value.`,
    });
  }
  if (options.reference !== undefined && options.reference.length !== sense.length)
    throw usage(`--reference has ${options.reference.length} values and --sense has ${sense.length}.`);
  const rows = Array.from({ length: points.rows }, (_, row) =>
    Array.from(points.values.subarray(row * points.columns, (row + 1) * points.columns)),
  );
  const front = analyseFront(rows, sense, options.reference);
  if (![front.hypervolume, ...front.contributions, ...front.reference].every(Number.isFinite))
    throw new RpcError({
      code: 'bad-file',
      file: options.points,
      message: 'The values are too large for a volume in double precision; give the objectives in larger units.',
    });
  return front;
}

/** A matrix whose rows are probabilities that sum to 1: one row, or as many as the log has. */
async function probabilities(path: string, rows: number): Promise<Matrix> {
  const matrix = await reading(path, () => readMatrix(path));
  if (matrix.rows !== 1 && matrix.rows !== rows) {
    throw new RpcError({
      code: 'bad-file',
      file: path,
      message: `The file has ${matrix.rows} rows; it needs one, or ${rows} like the log.`,
    });
  }
  for (let row = 0; row < matrix.rows; row += 1) {
    let total = 0;
    for (let column = 0; column < matrix.columns; column += 1) {
      const value = matrix.values[row * matrix.columns + column] ?? Number.NaN;
      if (!(value >= 0 && value <= 1))
        throw new RpcError({
          code: 'bad-row',
          file: path,
          line: matrix.lineOf(row),
          message: `Probability ${column + 1} is ${value}; it must lie between 0 and 1.`,
        });
      total += value;
    }
    if (Math.abs(total - 1) > sumTolerance)
      throw new RpcError({ code: 'bad-row', file: path, line: matrix.lineOf(row), message: `The probabilities sum to ${total}, not 1.` });
  }
  return matrix;
}

function checkShape(matrix: Matrix, path: string, rows: number, actions: number): void {
  if (matrix.columns === actions && (matrix.rows === 1 || matrix.rows === rows)) return;
  throw new RpcError({
    code: 'bad-file',
    file: path,
    message: `The file has ${matrix.rows} x ${matrix.columns} values; it needs ${rows} (or 1) x ${actions}.`,
  });
}

/** Turns what reading a file can meet into an error that names it. */
async function reading<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof FileError) {
      throw new RpcError({
        code: error.line === undefined ? 'bad-file' : 'bad-row',
        file: path,
        message: error.message,
        ...(error.line === undefined ? {} : { line: error.line }),
      });
    }
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw new RpcError({ code: 'not-found', file: path, message: 'There is no such file.' });
    // Whatever else the system says of a path (a folder, no permission, a name too long) is about what was typed.
    if (code !== undefined && 'syscall' in (error as object))
      throw new RpcError({ code: 'bad-file', file: path, message: `This cannot be read as a file (${code}).` });
    throw error;
  }
}

function oneOf<T extends string>(word: string, known: readonly T[], what: string): T {
  const found = known.find((candidate) => candidate === word);
  if (found === undefined) throw usage(`There is no ${what} "${word}"; there are: ${known.join(', ')}.`);
  return found;
}
