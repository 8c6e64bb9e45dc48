import { createHash } from 'node:crypto';
import type { KeptHistories } from './contract.ts';

/** One history as the model reads it, without padding. */
export interface HistoryPart {
  readonly rows: Int32Array;
  readonly actions: Int32Array;
  readonly masked: Uint8Array;
  readonly gaps: Float32Array;
  readonly surfaces: Int32Array;
}

/** What is kept of one encoded history of n events. */
export interface KeptHistory {
  readonly model: string;
  readonly history: HistoryPart;
  /** [L, N, n, e]. */
  readonly keys: Float32Array;
  readonly values: Float32Array;
  /** [n, w], [n, d], [n, d]. */
  readonly states: Float32Array;
  readonly recent: Float32Array;
  readonly users: Float32Array;
}

/** Names a history under a bundle: the same name is the same content. */
export function historyKey(model: string, { rows, actions, masked, gaps, surfaces }: HistoryPart): string {
  const hash = createHash('sha256').update(model);
  for (const part of [rows, actions, masked, gaps, surfaces]) hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  return hash.digest('hex').slice(0, 32);
}

/**
 * Encoded histories, at most `limitBytes` of them; the one used longest ago makes room. The trunk is causal, so a history that is the beginning of a kept
 * one is answered from it.
 */
export class HistoryCache {
  readonly #limitBytes: number;
  /** In order of last use. */
  readonly #kept = new Map<string, KeptHistory>();
  #bytes = 0;
  #hits = 0;
  #misses = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get state(): KeptHistories {
    return { histories: this.#kept.size, bytes: this.#bytes, limitBytes: this.#limitBytes, hits: this.#hits, misses: this.#misses };
  }

  /** By handle; counts as a use. */
  get(handle: string): KeptHistory | undefined {
    const found = this.#kept.get(handle);
    if (found === undefined) return undefined;
    this.#kept.delete(handle);
    this.#kept.set(handle, found);
    return found;
  }

  /** The kept history that is this one or begins with it. */
  find(model: string, history: HistoryPart): { readonly handle: string; readonly kept: KeptHistory } | undefined {
    const own = historyKey(model, history);
    const handle = this.#kept.has(own) ? own : this.#longer(model, history);
    const kept = handle === undefined ? undefined : this.get(handle);
    if (handle === undefined || kept === undefined) {
      this.#misses++;
      return undefined;
    }
    this.#hits++;
    return { handle, kept };
  }

  /** Keeps it and answers its handle; one that is larger than everything allowed is not kept, and its handle finds nothing. */
  keep(history: KeptHistory): string {
    const handle = historyKey(history.model, history.history);
    this.#drop(handle);
    const bytes = bytesOf(history);
    if (bytes > this.#limitBytes) return handle;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes + bytes <= this.#limitBytes) break;
      this.#drop(oldest);
    }
    this.#kept.set(handle, history);
    this.#bytes += bytes;
    return handle;
  }

  /** Forgets every history of a bundle. */
  forget(model: string): void {
    for (const [handle, history] of this.#kept) if (history.model === model) this.#drop(handle);
  }

  #drop(handle: string): void {
    const present = this.#kept.get(handle);
    if (present === undefined) return;
    this.#kept.delete(handle);
    this.#bytes -= bytesOf(present);
  }

  #longer(model: string, history: HistoryPart): string | undefined {
    for (const [handle, kept] of this.#kept) if (kept.model === model && beginsWith(kept.history, history)) return handle;
    return undefined;
  }
}

function beginsWith(whole: HistoryPart, part: HistoryPart): boolean {
  const { length } = part.rows;
  if (whole.rows.length < length) return false;
  for (let event = length - 1; event >= 0; event--) {
    const same =
      whole.rows[event] === part.rows[event] &&
      whole.actions[event] === part.actions[event] &&
      whole.masked[event] === part.masked[event] &&
      whole.gaps[event] === part.gaps[event] &&
      whole.surfaces[event] === part.surfaces[event];
    if (!same) return false;
  }
  return true;
}

function bytesOf({ history, keys, values, states, recent, users }: KeptHistory): number {
  const { rows, actions, masked, gaps, surfaces } = history;
  return [keys, values, states, recent, users, rows, actions, masked, gaps, surfaces].reduce((sum, part) => sum + part.byteLength, 0);
}
