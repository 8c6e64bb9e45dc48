import type { ContextColumn, ExplorationData } from '../../policy/exploration-data.ts';
import { RandomStream } from '../../random/random-stream.ts';
import { ExplorationLog } from '../../world/exploration-log.ts';
import { gridActions, productionAction } from '../../world/grid.ts';
import { explorationColumns } from '../../world/log-columns.ts';
import { outcomeCount, outcomes, p2pOutcome, saveOutcome } from '../../world/outcomes.ts';
import { Truth } from '../../world/truth.ts';
import type { World } from '../../world/world.ts';
import type { ExactRewards } from './learned-gain.ts';

const blockRows = 2_000;
const exploredColumn = 'explore_flag';

/** Columns by name, as long as the log. */
export type NamedColumns = ReadonlyMap<string, Float64Array>;

/** The first rows of a world's exploration log as a sweep reads them, saves and p2p as objectives. */
export function* worldRows(world: World, rows: number): Generator<void, ExplorationData> {
  return explorationData(world, rows, yield* worldColumns(world, rows));
}

/** The columns of the first rows that learning and scoring need. */
export function* worldColumns(world: World, rows: number): Generator<void, NamedColumns> {
  const columns = explorationColumns(world.recipe);
  const wanted = new Map(neededColumns(world).map((name) => [name, new Float64Array(rows)]));
  const log = new ExplorationLog(world);
  for (let first = 0; first < rows; first += blockRows) {
    const block = yield* log.fill(first, Math.min(blockRows, rows - first));
    columns.forEach(({ name }, index) => wanted.get(name)?.set(block[index] ?? [], first));
  }
  return wanted;
}

export function neededColumns({ recipe }: World): readonly string[] {
  const needed = new Set<string>(['context', 'user', 'action', 'propensity', 'reward']);
  return explorationColumns(recipe).flatMap(({ name, role }) => (needed.has(role) || name === exploredColumn ? [name] : []));
}

/** A log as a sweep reads it, from `worldColumns`. */
export function explorationData(world: World, rows: number, columns: NamedColumns): ExplorationData {
  const column = (name: string) => columns.get(name) ?? new Float64Array(rows);
  const objectives = [saveOutcome, p2pOutcome].map((outcome) => outcomes[outcome] ?? '');
  const actions = gridActions(world.recipe);
  return {
    rows,
    actions: actions.map(({ name }) => name),
    action: Int32Array.from(column('action')),
    propensity: column('propensity'),
    objectives,
    rewards: objectives.map(column),
    user: Int32Array.from(column('user')),
    context: explorationColumns(world.recipe).flatMap(({ name, role, levels }): ContextColumn[] =>
      role === 'context'
        ? [{ name, kind: levels === undefined ? 'numeric' : 'category', data: column(name), ...(levels === undefined ? {} : { levels }) }]
        : [],
    ),
    production: productionAction(world.recipe),
    others: outcomes.filter((name) => !objectives.includes(name)).map((name) => ({ name, values: column(name) })),
    explored: Uint8Array.from(column(exploredColumn)),
    actionWeights: { heads: [...outcomes], values: actions.map(({ weights }) => weights) },
  };
}

/** Exact expected saves and p2p of every action for rows of the log. */
export function* exactRows(world: World, rows: Int32Array): Generator<void, ExactRewards> {
  const truth = new Truth(world);
  const arms = gridActions(world.recipe).length;
  const values = new Float64Array(2 * rows.length * arms);
  for (let place = 0; place < rows.length; place += 1) {
    const grid = truth.grid(rows[place] ?? 0);
    for (let arm = 0; arm < arms; arm += 1) {
      values[2 * (place * arms + arm)] = grid[arm * outcomeCount + saveOutcome] ?? 0;
      values[2 * (place * arms + arm) + 1] = grid[arm * outcomeCount + p2pOutcome] ?? 0;
    }
    if (place % 16 === 15) yield;
  }
  return { rows, values };
}

/** The same log with the contexts of whole users dealt out to other users: what a policy could know of them is gone. */
export function shuffleContexts(data: ExplorationData, rowsPerUser: number, seed: number): ExplorationData {
  const users = Math.floor(data.rows / rowsPerUser);
  const order = new RandomStream(seed, 'shuffle contexts').shuffle(Int32Array.from({ length: users }, (_, user) => user));
  const from = (row: number) => (order[Math.floor(row / rowsPerUser)] ?? 0) * rowsPerUser + (row % rowsPerUser);
  return {
    ...data,
    context: data.context.map((column) => ({
      ...column,
      data: Float64Array.from({ length: data.rows }, (_, row) => column.data[from(row)] ?? Number.NaN),
    })),
  };
}
