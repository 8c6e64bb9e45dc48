import { describe, expect, it, onTestFinished } from 'vitest';
import { consoleContract, type ConsoleContract } from '../../../src/contract/index.ts';
import { connectConsole, type ConnectionStatus, type ConsoleConnection } from '../../../src/renderer/connection/connect-console.ts';
import { FinalRefusal, type OpenChannel } from '../../../src/renderer/connection/open-channel.ts';
import type { Channel } from '../../../src/rpc/channel.ts';
import { memoryChannelPair } from '../../../src/rpc/channels/memory.ts';
import { RpcError } from '../../../src/rpc/error.ts';
import type { Handlers } from '../../../src/rpc/procedure.ts';
import { serve } from '../../../src/rpc/serve.ts';

const times = { retryAfterMs: [1, 1, 1], heartbeatMs: 1_000_000 };

/** A host that answers two methods; `openings` says for each attempt whether there is a host. */
function host(openings: readonly ('up' | Error)[]) {
  const channels: Channel[] = [];
  let attempts = 0;
  let status: () => Promise<unknown> = async () => ({ shell: 'served', attempt: attempts });
  const handlers = {
    'system.status': () => status(),
    'jobs.get': () => new Promise(() => undefined),
    'system.changes': async function* () {
      yield { type: 'datasets' };
      await new Promise(() => undefined);
    },
  } as unknown as Handlers<ConsoleContract>;
  return {
    attempts: () => attempts,
    lose: () => channels.at(-1)?.close(),
    setStatus: (next: () => Promise<unknown>) => (status = next),
    open: async (): Promise<OpenChannel> => {
      const opening = openings[attempts] ?? openings.at(-1) ?? 'up';
      attempts += 1;
      if (opening !== 'up') throw opening;
      const [near, far] = memoryChannelPair();
      channels.push(far);
      serve(far, consoleContract, handlers);
      return { channel: near, lossReason: () => undefined };
    },
  };
}

function start(
  open: () => Promise<OpenChannel>,
  heartbeatMs = times.heartbeatMs,
): ConsoleConnection & { readonly history: ConnectionStatus['state'][] } {
  const connection = connectConsole(open, { ...times, heartbeatMs });
  const history = [connection.status().state];
  const stop = connection.subscribe(() => history.push(connection.status().state));
  onTestFinished(() => {
    stop();
    connection.close();
  });
  return { ...connection, history };
}

async function reach(connection: ConsoleConnection, state: ConnectionStatus['state']): Promise<void> {
  while (connection.status().state !== state) await new Promise((resolve) => setTimeout(resolve, 1));
}

describe('the connection of the page', () => {
  it('queues calls until the host is there', async () => {
    const connection = start(host([new Error('not yet'), new Error('not yet'), 'up']).open);
    expect(connection.status().state).toBe('connecting');
    expect(await connection.client['system.status']({})).toMatchObject({ attempt: 3 });
    expect(connection.status()).toEqual({ state: 'connected' });
    expect([...new Set(connection.history)]).toEqual(['connecting', 'connected']);
  });

  it('rejects what is in flight when it is lost, reconnects, and goes on with the same client', async () => {
    const server = host(['up', new Error('away'), 'up']);
    const connection = start(server.open);
    await reach(connection, 'connected');
    const pending = connection.client['jobs.get']({ job: 1 });
    server.lose();
    await expect(pending).rejects.toMatchObject({ code: 'disconnected' });
    expect(connection.status().state).toBe('reconnecting');
    expect(await connection.client['system.status']({})).toMatchObject({ attempt: 3 });
    expect([...new Set(connection.history)]).toEqual(['connecting', 'connected', 'reconnecting']);
  });

  it('gives up after its attempts, says why, and tries again when asked', async () => {
    const server = host([new Error('a'), new Error('b'), new Error('c'), new Error('the last reason'), 'up']);
    const connection = start(server.open);
    const queued = connection.client['system.status']({});
    await expect(queued).rejects.toMatchObject({ code: 'unavailable', message: 'the last reason' });
    expect(connection.status()).toEqual({ state: 'failed', reason: 'the last reason' });
    await expect(connection.client['system.status']({})).rejects.toMatchObject({ code: 'unavailable' });
    connection.retry();
    expect(await connection.client['system.status']({})).toMatchObject({ attempt: 5 });
  });

  it('does not try again where that would not help', async () => {
    const server = host([new FinalRefusal('no token')]);
    const connection = start(server.open);
    await reach(connection, 'failed');
    expect([server.attempts(), connection.status().reason]).toEqual([1, 'no token']);
  });

  it('is connected to a host that answers, even with an error', async () => {
    const server = host(['up']);
    server.setStatus(() => Promise.reject(new RpcError({ code: 'busy', message: 'Busy.' })));
    await reach(start(server.open), 'connected');
  });

  it('ends a call that is cancelled while it waits', async () => {
    const connection = start(() => new Promise(() => undefined));
    const stop = new AbortController();
    const waiting = connection.client['system.status']({}, { signal: stop.signal });
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('carries streams, and ends them with `disconnected`', async () => {
    const server = host(['up']);
    const connection = start(server.open);
    const changes = connection.client['system.changes']({})[Symbol.asyncIterator]();
    expect((await changes.next()).value).toEqual({ type: 'datasets' });
    const next = changes.next();
    server.lose();
    await expect(next).rejects.toMatchObject({ code: 'disconnected' });
  });

  it('takes a host that falls silent as lost', async () => {
    const server = host(['up']);
    const connection = start(server.open, 20);
    await reach(connection, 'connected');
    server.setStatus(() => new Promise(() => undefined));
    await reach(connection, 'reconnecting');
    server.setStatus(async () => ({}));
    await reach(connection, 'connected');
  });

  it('tries again when a host takes the connection and never answers', async () => {
    const server = host(['up']);
    server.setStatus(() => (server.attempts() < 2 ? new Promise(() => undefined) : Promise.resolve({})));
    const connection = start(server.open, 20);
    await reach(connection, 'connected');
    expect(server.attempts()).toBe(2);
  });
});
