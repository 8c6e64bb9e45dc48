import { fork } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type HostProcess, supervise } from '../../../src/main/electron/supervise.ts';

/** A real process in the place of the utility process; what it does is the first argument. */
function forkHost(behaviour: string): { readonly start: () => HostProcess<string>; readonly forks: () => number } {
  let forks = 0;
  return {
    forks: () => forks,
    start: () => {
      forks += 1;
      const child = fork(new URL('./supervised-host.ts', import.meta.url), [behaviour, String(forks)]);
      onTestFinished(() => void child.kill('SIGKILL'));
      return {
        postMessage: (message, ports) => void child.send({ message, ports }),
        on: (event: string, listener: (value: never) => void) => child.on(event, listener as () => void),
        kill: () => child.kill('SIGKILL'),
      };
    },
  };
}

describe('supervising the host', () => {
  it('hands ports over while it runs, and stops it in order', async () => {
    const { start, forks } = forkHost('steady');
    const notes: string[] = [];
    const supervisor = supervise(start, {}, (line) => notes.push(line));
    expect(supervisor.connect('a port')).toBeUndefined();
    await supervisor.stop();
    expect([forks(), notes]).toEqual([1, []]);
    expect(supervisor.connect('too late')).toBeDefined();
  });

  it('starts it again after a crash, and says so', async () => {
    const { start, forks } = forkHost('crash-once');
    const restarted = Promise.withResolvers<void>();
    const supervisor = supervise(start, {}, () => restarted.resolve());
    await restarted.promise;
    expect(supervisor.connect('a port')).toBe('The host is starting again.');
    while (supervisor.connect('a port') !== undefined) await new Promise((resolve) => setTimeout(resolve, 20));
    await supervisor.stop();
    expect(forks()).toBe(2);
  });

  it('does not start it again when it refused to run, and tells why', async () => {
    const { start, forks } = forkHost('refuse');
    const told = Promise.withResolvers<string>();
    const supervisor = supervise(start, {}, told.resolve);
    expect(await told.promise).toBe('The workspace is newer than this console.');
    expect(supervisor.connect('a port')).toBe('The workspace is newer than this console.');
    await supervisor.stop();
    expect(forks()).toBe(1);
  });
});
