import { EventTable } from '../../../core/dataset/event-table.ts';
import { IdMap } from '../../../core/dataset/id-map.ts';
import type { ImportReject } from '../../../core/dataset/import-part.ts';
import { ItemTable } from '../../../core/dataset/item-table.ts';
import type { FinishedLog } from '../../../core/dataset/log-table.ts';
import { RpcError } from '../../../rpc/error.ts';
import { Breath } from './breath.ts';

/** Why one row cannot be taken. */
export interface RowProblem {
  readonly code: string;
  /** What is wrong, as the end of a sentence that starts with the file and line. */
  readonly message: string;
}

const keptRejects = 100;

/** Everything one import gathers: typed columns, dictionaries and counts, never row objects. */
export class ImportBuild {
  readonly onBadRow: 'stop' | 'skip';
  readonly breath: Breath;
  readonly users = new IdMap();
  readonly userAttributes = new Map<number, Record<string, string>>();
  readonly items: ItemTable;
  readonly events = new EventTable();
  readonly sessions = new IdMap();
  readonly surfaces = new IdMap();
  readonly logs: FinishedLog[] = [];
  readonly rejects: ImportReject[] = [];
  readonly files: { path: string; rows: number }[] = [];
  readonly notes: string[] = [];
  actions: readonly { readonly name: string; readonly positive: boolean }[] = [];
  read = 0;
  imported = 0;
  duplicate = 0;
  rejected = 0;
  identical = 0;
  requests = 0;
  /** Users of the log rows; later ones come from history alone. Set when the log is read. */
  logUsers: number | undefined;
  /** Bytes of the files read so far and of all of them, for the progress. */
  bytesDone = 0;
  bytesTotal = 0;

  constructor(onBadRow: 'stop' | 'skip', signal: AbortSignal, itemTitle: (id: string) => string = (id) => `Item ${id}`) {
    this.onBadRow = onBadRow;
    this.breath = new Breath(signal);
    this.items = new ItemTable(itemTitle);
  }

  /** Counts and keeps a bad row, or stops the import when that was asked for. */
  reject(file: string, line: number, problem: RowProblem, isLogRow: boolean): void {
    if (this.onBadRow === 'stop') {
      throw new RpcError({
        code: 'bad-row',
        message: `${file}, line ${line}: ${problem.message} (${problem.code}). Correct the line, or have such rows left out (on the command line: --on-bad-row skip).`,
        file,
        line,
      });
    }
    if (isLogRow) this.rejected += 1;
    if (this.rejects.length < keptRejects) this.rejects.push({ file, line, code: problem.code, message: problem.message });
  }

  note(text: string): void {
    if (!this.notes.includes(text)) this.notes.push(text);
  }
}
