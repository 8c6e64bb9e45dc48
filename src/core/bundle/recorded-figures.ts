/** One table of a bundle's record: what was measured once, when, and on which data. */
export interface RecordedFigures {
  readonly title: string;
  /** ISO 8601. */
  readonly date: string;
  readonly data: { readonly name: string; readonly hash: string };
  readonly how: string;
  readonly rows: readonly RecordedRow[];
}

export interface RecordedRow {
  readonly what: string;
  readonly value: number;
  /** Ends of the interval at 95%, where one was measured. */
  readonly low?: number;
  readonly high?: number;
  /** What was asked of it, in words, and whether it holds. */
  readonly asked?: string;
  readonly holds?: boolean;
}
