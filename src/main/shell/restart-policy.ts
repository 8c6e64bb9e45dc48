/** Waits before the first, second and third restart; a fourth is not tried. */
const restartAfterMs: readonly number[] = [500, 2000, 8000];
/** A process that has lived this long is taken as sound: its next end counts as a first one. */
const soundAfterMs = 60_000;

export type RestartDecision =
  | { readonly type: 'restart'; readonly afterMs: number; readonly restarts: number }
  | { readonly type: 'stop'; readonly reason: string };

export interface ProcessEnd {
  /** How the process ended, in words: `exit code 1`, `signal SIGSEGV`. */
  readonly how: string;
  /** How long it had been ready; 0 when it never was. */
  readonly readyForMs: number;
  /** Restarts since the last sound run. */
  readonly restarts: number;
}

/** What to do when the host's process ended without being asked. */
export function decideRestart(end: ProcessEnd): RestartDecision {
  const restarts = end.readyForMs >= soundAfterMs ? 0 : end.restarts;
  const afterMs = restartAfterMs[restarts];
  if (afterMs === undefined) {
    return {
      type: 'stop',
      reason: `The host ended ${restarts + 1} times in a row (the last time by ${end.how}) and is not started again.`,
    };
  }
  return { type: 'restart', afterMs, restarts: restarts + 1 };
}

/** How a child process ended, in words. */
export function describeEnd(code: number | undefined, signal: string | undefined): string {
  return signal === undefined ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`;
}
