import { describe, expect, it } from 'vitest';
import type { ReplayResult } from '../../../../src/contract/ranking.ts';
import { playedSteps } from '../../../../src/renderer/features/replay/replay-step.ts';
import { nextSpeed } from '../../../../src/renderer/features/replay/speeds.ts';
import { stepsCsv } from '../../../../src/renderer/features/replay/steps-csv.ts';

const item = (index: number, title: string) => ({ index, id: `i${index}`, title, topics: [] });
const event = { seq: 7, item: item(3, 'Heat, The'), actions: ['rate'], positive: true, at: '2018-09-24T14:30:05.000Z' };
const result: ReplayResult = {
  dataset: 'demo',
  bundle: 'demo',
  session: '4:1',
  user: '4',
  k: 2,
  seenExcluded: true,
  steps: [
    {
      index: 0,
      at: event.at,
      event,
      retrieved: [
        { item: item(3, 'Heat, The'), score: 1 },
        { item: item(5, 'Casino'), score: 0.5 },
      ],
      rankOfActual: 1,
    },
  ],
  metrics: { scored: 1, recall: 1, meanReciprocalRank: 1, medianRank: 1 },
  encodeMs: 1,
  retrieveMs: 1,
};

describe('replay', () => {
  it('exports one line per step with what was retrieved', () => {
    expect(stepsCsv(result).split('\r\n')[1]).toBe('1,7,2018-09-24T14:30:05.000Z,i3,"Heat, The",rate,true,1,true,2,i3 i5');
  });

  it('plays the events alone until the ranks are known', () => {
    expect(playedSteps([event], undefined)).toEqual([{ event, at: event.at, positive: true }]);
    expect(playedSteps([event], result)[0]?.rankOfActual).toBe(1);
    expect(playedSteps(undefined, undefined)).toEqual([]);
  });

  it('changes speed inside its range', () => {
    expect(nextSpeed(2, 1)).toBe(4);
    expect(nextSpeed(8, 1)).toBe(8);
    expect(nextSpeed(0.5, -1)).toBe(0.5);
  });
});
