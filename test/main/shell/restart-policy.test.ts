import { describe, expect, it } from 'vitest';
import { decideRestart, describeEnd } from '../../../src/main/shell/restart-policy.ts';

describe('restarting the host', () => {
  it('waits 0.5, 2 and 8 seconds, then stops and says why', () => {
    const waits: (number | string)[] = [];
    let restarts = 0;
    for (;;) {
      const decision = decideRestart({ how: 'signal SIGSEGV', readyForMs: 100, restarts });
      if (decision.type === 'stop') {
        waits.push(decision.reason);
        break;
      }
      waits.push(decision.afterMs);
      restarts = decision.restarts;
    }
    expect(waits).toEqual([500, 2000, 8000, 'The host ended 4 times in a row (the last time by signal SIGSEGV) and is not started again.']);
  });

  it('forgets earlier ends once the host has run for a minute', () => {
    expect(decideRestart({ how: 'exit code 1', readyForMs: 60_000, restarts: 3 })).toEqual({ type: 'restart', afterMs: 500, restarts: 1 });
  });

  it('names how a process ended', () => {
    expect([describeEnd(3, undefined), describeEnd(undefined, 'SIGKILL')]).toEqual(['exit code 3', 'signal SIGKILL']);
  });
});
