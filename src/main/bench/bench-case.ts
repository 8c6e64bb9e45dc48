/** What one case measured: every figure of it comes from one process tree in one run, so only ratios mean much. */
export interface BenchFigure {
  readonly name: string;
  readonly runs: number;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  /** Median of the way it is compared with, in the same unit; absent where the figure stands alone. */
  readonly baseline?: number;
  readonly baselineName?: string;
  /** baseline / median for times: above 1 is faster than the baseline. */
  readonly ratio?: number;
  readonly note?: string;
}

export interface BenchContext {
  /** The folder with package.json. */
  readonly projectFolder: string;
  readonly resourcesFolder: string;
  readonly device: string;
  progress(line: string): void;
  readonly signal: AbortSignal;
}

export interface BenchCase {
  readonly name: string;
  readonly summary: string;
  /** Too long to run with the others. */
  readonly onlyByName?: boolean;
  run(context: BenchContext): Promise<readonly BenchFigure[]>;
}
