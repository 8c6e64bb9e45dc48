import { createHash } from 'node:crypto';
import type { KeptHistories } from './contract.ts';
import type { HistoryPart } from './history-part.ts';
import { sharedBeginning } from './history-part.ts';
import { type KeptHistory, piecesUpTo, type Stretch, stretchBytes } from './kept-history.ts';

/** Names a history under a bundle: the same name is the same content. */
export function historyKey(model: string, { rows, actions, masked, gaps, surfaces }: HistoryPart): string {
  const hash = createHash('sha256').update(model);
  for (const part of [rows, actions, masked, gaps, surfaces]) hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  return hash.digest('hex').slice(0, 32);
}

/** What is kept of a history: all of it, or a beginning of `events` events that it shares with a kept one. */
export interface FoundHistory {
  readonly handle: string;
  readonly kept: KeptHistory;
  readonly events: number;
}

/**
 * Encoded histories, at most `limitBytes` of them; the one used longest ago makes room. The trunk is causal, so a history that is the beginning of a kept
 * one is answered from it, and one that begins as a kept one is read on from there; what two histories share is held once.
 */
export class HistoryCache {
  readonly #limitBytes: number;
  /** In order of last use. */
  readonly #kept = new Map<string, KeptHistory>();
  /** Kept histories that hold each stretch. */
  readonly #uses = new Map<Stretch, number>();
  #bytes = 0;
  #hits = 0;
  #continued = 0;
  #misses = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get state(): KeptHistories {
    return {
      histories: this.#kept.size,
      bytes: this.#bytes,
      limitBytes: this.#limitBytes,
      hits: this.#hits,
      continued: this.#continued,
      misses: this.#misses,
    };
  }

  /** By handle; counts as a use. */
  get(handle: string): KeptHistory | undefined {
    const found = this.#kept.get(handle);
    if (found === undefined) return undefined;
    this.#kept.delete(handle);
    this.#kept.set(handle, found);
    return found;
  }

  /** The kept history that shares the longest beginning with this one, of at least `least` events or all of it. */
  find(model: string, history: HistoryPart, least: number): FoundHistory | undefined {
    const { length } = history.rows;
    const best = this.#nearest(model, history);
    if (best === undefined || (best.events < length && best.events < least)) {
      this.#misses++;
      return undefined;
    }
    this.get(best.handle);
    if (best.events === length) this.#hits++;
    else this.#continued++;
    return best;
  }

  /** Keeps it and answers its handle; one that is larger than everything allowed is not kept, and its handle finds nothing. */
  keep(history: KeptHistory): string {
    const handle = historyKey(history.model, history.history);
    const stretches = [...new Set(history.pieces.map(({ stretch }) => stretch))];
    if (stretches.reduce((sum, stretch) => sum + stretchBytes(stretch), 0) > this.#limitBytes) return handle;
    this.#drop(handle);
    for (const stretch of stretches) this.#hold(stretch);
    this.#kept.set(handle, history);
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#limitBytes) break;
      this.#drop(oldest);
    }
    return handle;
  }

  /** Forgets every history of a bundle. */
  forget(model: string): void {
    for (const [handle, history] of this.#kept) if (history.model === model) this.#drop(handle);
  }

  #nearest(model: string, history: HistoryPart): FoundHistory | undefined {
    let best: FoundHistory | undefined;
    for (const [handle, kept] of this.#kept) {
      if (kept.model !== model) continue;
      const events = sharedBeginning(kept.history, history);
      if (events > (best?.events ?? 0)) best = { handle, kept, events };
      if (events === history.rows.length) break;
    }
    return best;
  }

  #hold(stretch: Stretch): void {
    const uses = this.#uses.get(stretch) ?? 0;
    if (uses === 0) this.#bytes += stretchBytes(stretch);
    this.#uses.set(stretch, uses + 1);
  }

  #drop(handle: string): void {
    const present = this.#kept.get(handle);
    if (present === undefined) return;
    this.#kept.delete(handle);
    for (const stretch of new Set(present.pieces.map((piece) => piece.stretch))) {
      const uses = (this.#uses.get(stretch) ?? 0) - 1;
      if (uses > 0) this.#uses.set(stretch, uses);
      else {
        this.#uses.delete(stretch);
        this.#bytes -= stretchBytes(stretch);
      }
    }
  }
}

/** The kept beginning of `events` events with a stretch that was read after it. */
export function continueHistory(
  found: Omit<FoundHistory, 'handle'> | undefined,
  model: string,
  history: HistoryPart,
  stretch: Stretch,
): KeptHistory {
  const before = found === undefined ? [] : piecesUpTo(found.kept, found.events);
  return { model, history, pieces: [...before, { stretch, events: stretch.events }] };
}
