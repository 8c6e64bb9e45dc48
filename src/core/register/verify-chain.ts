import { chainStart, type ChainEntry, type ChainHead, type Digest, entryHash } from './chain.ts';

/** Why a register cannot be trusted. `seq` names the entry where there is one. */
export interface ChainProblem {
  readonly code: 'gap' | 'link' | 'payload' | 'entry' | 'cut' | 'rewritten' | 'shape' | 'rule' | 'snapshot' | 'export';
  readonly seq?: number;
  readonly message: string;
}

/** Every fault that a chain shows by itself. A chain rewritten with fresh hashes shows none: only a head kept elsewhere tells (`compareWithHead`). */
export function verifyChain(entries: readonly ChainEntry[], digest: Digest): readonly ChainProblem[] {
  const problems: ChainProblem[] = [];
  let previous = chainStart;
  entries.forEach((entry, place) => {
    const { seq } = entry;
    if (seq !== place + 1) problems.push({ code: 'gap', seq, message: `Entry ${place + 1} is missing: the next one stored is ${seq}.` });
    if (entry.previous !== previous) problems.push({ code: 'link', seq, message: `Entry ${seq} does not follow the entry before it.` });
    if (digest(entry.payload) !== entry.payloadHash)
      problems.push({ code: 'payload', seq, message: `What entry ${seq} records was changed after it was written.` });
    if (entryHash(entry, digest) !== entry.hash)
      problems.push({ code: 'entry', seq, message: `Entry ${seq} was changed after it was written.` });
    previous = entry.hash;
  });
  return problems;
}

/** A chain only grows: whatever was its head once is still in its place. */
export function compareWithHead(entries: readonly ChainEntry[], head: ChainHead): readonly ChainProblem[] {
  const entry = entries[head.seq - 1];
  if (entry === undefined) {
    return [
      {
        code: 'cut',
        seq: head.seq,
        message: `The export was made when the chain had ${head.seq} entries; it has ${entries.length} now. Its tail was cut off.`,
      },
    ];
  }
  if (entry.hash === head.hash) return [];
  return [
    {
      code: 'rewritten',
      seq: head.seq,
      message: `Entry ${head.seq} is not the one the export was made over: the chain was rewritten at or before it, or the export is of another workspace.`,
    },
  ];
}
