import { dayMs } from './time.ts';

/** Days that the counts of a policy's state look back. */
export const stateDays = 28;
/** Steps that the recent shares look back. */
const recentSteps = 20;
const counted = 5;

/** What one user did until now, oldest first, and the sums that a policy may see of it. */
export class RequestHistory {
  readonly #atMs: number[] = [];
  /** Counts of saves, p2p, clicks, outbound and hides, `counted` per step. */
  readonly #counts: number[] = [];
  readonly #visits: boolean[] = [];
  #first = 0;

  clear(): void {
    this.#atMs.length = 0;
    this.#counts.length = 0;
    this.#visits.length = 0;
    this.#first = 0;
  }

  /** Steps come in time order. `visit` marks the first step of a session. */
  add(atMs: number, visit: boolean, saves: number, p2p: number, clicks: number, outbound: number, hides: number): void {
    this.#atMs.push(atMs);
    this.#visits.push(visit);
    this.#counts.push(saves, p2p, clicks, outbound, hides);
  }

  /** State as of `atMs`, which no step reaches: calls come in time order. */
  state(atMs: number): RequestState {
    while ((this.#atMs[this.#first] ?? Infinity) < atMs - stateDays * dayMs) this.#first += 1;
    const counts = [0, 0, 0, 0, 0];
    let visits = 0;
    let activeDays = 0;
    let lastDay = -1;
    for (let step = this.#first; step < this.#atMs.length; step += 1) {
      for (let kind = 0; kind < counted; kind += 1) counts[kind] = (counts[kind] ?? 0) + (this.#counts[step * counted + kind] ?? 0);
      if (this.#visits[step] === true) visits += 1;
      const day = Math.floor((this.#atMs[step] ?? 0) / dayMs);
      if (day !== lastDay) activeDays += 1;
      lastDay = day;
    }
    const recent = [0, 0, 0];
    for (let step = Math.max(0, this.#atMs.length - recentSteps); step < this.#atMs.length; step += 1)
      for (let kind = 0; kind < recent.length; kind += 1) recent[kind] = (recent[kind] ?? 0) + (this.#counts[step * counted + kind] ?? 0);
    const last = this.#atMs.at(-1);
    return { counts, visits, activeDays, recent, hoursSinceLast: last === undefined ? Number.NaN : (atMs - last) / 3_600_000 };
  }
}

export interface RequestState {
  /** Saves, p2p, clicks, outbound and hides of the last 28 days. */
  readonly counts: readonly number[];
  readonly visits: number;
  readonly activeDays: number;
  /** Saves, p2p and clicks of the last 20 steps. */
  readonly recent: readonly number[];
  /** NaN for a user without a past. */
  readonly hoursSinceLast: number;
}

export const activityCohorts = ['CORE', 'CASUAL', 'REST'] as const;

/** Index into `activityCohorts` by days with a visit in the last 28. */
export function activityCohort(activeDays: number): number {
  return activeDays >= 8 ? 0 : activeDays >= 4 ? 1 : 2;
}
