import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomWeights } from '../../engine/graph/trunk/random-weights.ts';
import { passParts, readPassProfile } from '../../engine/pass-profile.ts';
import { randomHistory, randomRequest } from '../../engine/random-request.ts';
import { TrunkRunner } from '../../engine/trunk-runner.ts';
import { measuredShape } from './model-paths.ts';

/** A ratio that reaches less of what the token count promises is itemised. */
export const itemisedBelow = 0.85;

const profiledRuns = 40;

/** Milliseconds of one pass of each way at a history of n events and k candidates. */
export interface PassTimes {
  readonly encode: number;
  readonly retrieve: number;
  readonly score: number;
  readonly onePass: number;
}

/** Where the time beyond what the token count predicts went: milliseconds by item, which sum to the whole of it. */
export interface MissingTime {
  readonly ms: number;
  readonly items: Readonly<Record<string, number>>;
}

/**
 * The token count says that k candidates take k / (n + k) of the pass over n + k tokens. What scoring takes beyond is itemised by kind of work: the time of its
 * operators less that share of the same operators in the one pass, and the rest: between operators, and where an operator was not at its quickest.
 */
export async function missingOfRank(n: number, k: number, { score, onePass }: PassTimes): Promise<MissingTime> {
  const share = k / (n + k);
  const folder = mkdtempSync(join(tmpdir(), 'profile-'));
  try {
    const runner = await TrunkRunner.open(measuredShape, randomWeights(measuredShape, 1), { threads: 1, profileFolder: folder });
    const [history, request] = [randomHistory(measuredShape, n, 1), randomRequest(measuredShape, n, k, 1)];
    const kept = await runner.encode(history);
    for (let run = 0; run < profiledRuns; run++) {
      await runner.score(kept, request);
      await runner.fullPrefill(history, request);
    }
    runner.endProfiling();
    await runner.release();
    const [own, whole] = [readPassProfile(folder, 'score'), readPassProfile(folder, 'prefill')];
    const items = Object.fromEntries(passParts.map((part) => [part, (own.get(part) ?? 0) - share * (whole.get(part) ?? 0)]));
    const ms = score - share * onePass;
    const inOperators = Object.values(items).reduce((sum, item) => sum + item, 0);
    return rounded({ ms, items: { ...items, 'between operators and waiting': ms - inOperators } });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * The same of a whole request: what scoring takes beyond its share, and the parts of retrieval and of encoding that the count of tokens leaves out. Two models
 * take P = (2n + k) / (n + k) times as long by that count, so that of what both ways have in common 1 - 1 / P is missing.
 */
export function missingOfRequest(n: number, k: number, { encode, retrieve, score, onePass }: PassTimes): MissingTime {
  const predicted = (2 * n + k) / (n + k);
  const inCommon = 1 - 1 / predicted;
  const items = {
    'score beyond its share': score - (k / (n + k)) * onePass,
    retrieval: inCommon * retrieve,
    'encode beyond its share': inCommon * (encode - (n / (n + k)) * onePass),
  };
  return rounded({ ms: encode + retrieve + score - (encode + retrieve + onePass) / predicted, items });
}

/** One line: every item with its milliseconds, the largest first. */
export function missingLine({ ms, items }: MissingTime): string {
  const parts = Object.entries(items).toSorted(([, left], [, right]) => right - left);
  return `${ms.toFixed(2)} ms beyond the token count: ${parts.map(([name, item]) => `${name} ${item.toFixed(2)}`).join(', ')}`;
}

function rounded({ ms, items }: MissingTime): MissingTime {
  const round = (value: number) => Math.round(value * 1000) / 1000;
  return { ms: round(ms), items: Object.fromEntries(Object.entries(items).map(([name, item]) => [name, round(item)])) };
}
