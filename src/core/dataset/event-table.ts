import { GrowingColumn } from './growing-column.ts';

export interface EventRow {
  readonly user: number;
  readonly item: number;
  /** Bit i = action i of the vocabulary. */
  readonly actions: number;
  /** NaN where the source has no time: such events come first, in file order. */
  readonly atMs: number;
  readonly surface?: number;
  readonly dwellMs?: number;
  readonly value?: number;
  readonly text?: string;
  /** Number of the source's own session name. */
  readonly session?: number;
}

/** Events as they are read, in file order, in typed columns. */
export class EventTable {
  readonly user = new GrowingColumn('i32');
  readonly item = new GrowingColumn('i32');
  readonly actions = new GrowingColumn('i32');
  readonly atMs = new GrowingColumn('f64');
  readonly surface = new GrowingColumn('i16');
  readonly dwellMs = new GrowingColumn('f32');
  readonly value = new GrowingColumn('f32');
  /** -1 where the source names no session. */
  readonly sourceSession = new GrowingColumn('i32');
  readonly text = new Map<number, string>();

  get length(): number {
    return this.user.length;
  }

  add(row: EventRow): void {
    if (row.text !== undefined) this.text.set(this.length, row.text);
    this.user.push(row.user);
    this.item.push(row.item);
    this.actions.push(row.actions);
    this.atMs.push(row.atMs);
    this.surface.push(row.surface ?? -1);
    this.dwellMs.push(row.dwellMs ?? Number.NaN);
    this.value.push(row.value ?? Number.NaN);
    this.sourceSession.push(row.session ?? -1);
  }
}
