/** One record of a file. */
export interface SourceRecord {
  /** 1-based line on which it starts; a header is line 1. Parquet counts its rows from 1. */
  readonly line: number;
  /** One text per column of the table; other lengths are ragged rows. */
  readonly fields: readonly string[];
  /** Where its raw bytes stand in the batch's `bytes`, line end excluded. */
  readonly start: number;
  readonly end: number;
  /** Set when the record breaks the format's own rules. */
  readonly problem?: string;
}

/** A bounded run of records; `bytes` and the records are the consumer's until it asks for the next batch. */
export interface RecordBatch {
  readonly bytes: Uint8Array;
  readonly records: readonly SourceRecord[];
}

/** A file as a table of text. */
export interface SourceTable {
  readonly columns: readonly string[];
  /** Reads from the start each time it is called. `bytesRead` of `progress` grows towards the file's size. */
  batches(progress?: { bytesRead: number }): AsyncGenerator<RecordBatch>;
}
