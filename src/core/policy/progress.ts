/** Told between slices of work; a slice is a few milliseconds. */
export interface SweepProgress {
  readonly phase: string;
  readonly fraction: number;
}

/** Passes a quiet generator's pauses on with a phase. */
export function* breathe<T>(work: Generator<void, T>, phase: string, fraction: number): Generator<SweepProgress, T> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    yield { phase, fraction };
  }
}

/** Runs work to its end without its pauses. */
export function finish<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}
