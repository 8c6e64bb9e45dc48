/** A session ends after this much time without an event, unless the source names its sessions. */
export const sessionIdleMs = 30 * 60 * 1000;

/** One event as the split sees it. */
export interface SessionPoint {
  /** NaN where the source has no time. */
  readonly atMs: number;
  /** Number of the source's own session name, -1 where there is none. */
  readonly source: number;
}

/** True when `next` starts a new session after `last`, two neighbouring events of one user. */
export function startsSession(last: SessionPoint, next: SessionPoint): boolean {
  if (Number.isNaN(last.atMs) !== Number.isNaN(next.atMs)) return true;
  if (last.source !== -1 || next.source !== -1) return last.source !== next.source;
  return next.atMs - last.atMs > sessionIdleMs;
}
