import { canonicalJson } from './canonical-json.ts';

/** SHA-256 of a text's UTF-8 bytes in lower-case hex; handed in, because this layer has no cryptography of its own. */
export type Digest = (text: string) => string;

/** One line of the audit chain. */
export interface ChainEntry {
  /** 1, 2, 3 and so on without a gap. */
  readonly seq: number;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** A declared name: the console has no accounts. */
  readonly who: string;
  readonly what: string;
  /** What was done, as canonical JSON. */
  readonly payload: string;
  /** Digest of `payload`. */
  readonly payloadHash: string;
  /** `hash` of the entry before; `chainStart` for the first. */
  readonly previous: string;
  /** Digest over all the other fields (the payload by its hash), so that it holds everything before it too. */
  readonly hash: string;
}

/** The last entry of a chain at some time, carried outside it: what a later chain must still contain. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** What the first entry follows. */
export const chainStart = '0'.repeat(64);

/** The entry that follows `last`, ready to be stored. */
export function nextEntry(
  last: ChainEntry | undefined,
  { at, who, what, payload }: { readonly at: string; readonly who: string; readonly what: string; readonly payload: unknown },
  digest: Digest,
): ChainEntry {
  const text = canonicalJson(payload);
  const entry = {
    seq: (last?.seq ?? 0) + 1,
    at,
    who,
    what,
    payload: text,
    payloadHash: digest(text),
    previous: last?.hash ?? chainStart,
  };
  return { ...entry, hash: entryHash(entry, digest) };
}

/** The hash that an entry must carry. */
export function entryHash(entry: Omit<ChainEntry, 'hash'>, digest: Digest): string {
  const { seq, at, who, what, payloadHash, previous } = entry;
  return digest(canonicalJson({ seq, at, who, what, payload: payloadHash, previous }));
}
