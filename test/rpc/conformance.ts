import { describe, expect, it, onTestFinished } from 'vitest';
import type { Channel } from '../../src/rpc/channel.ts';
import { connect } from '../../src/rpc/connect.ts';
import { call, type Client } from '../../src/rpc/procedure.ts';
import { conformanceContract, everyKind, largeBytes, type Seen } from './conformance-contract.ts';

/** One connection of a transport, whose far side serves the conformance contract. */
export interface Connected {
  readonly channel: Channel;
  /** Ends the far side without a word: the process is gone, the socket cut. */
  readonly loseFarSide: () => Promise<void> | void;
  /** Gives back what this connection holds. */
  readonly dispose: () => Promise<void> | void;
}

/** `open` may be called again and again: each call is a new connection to a new far side. */
export interface Transport {
  readonly name: string;
  readonly open: () => Promise<Connected>;
}

type TestClient = Client<typeof conformanceContract>;

/** The one suite that every transport passes. */
export function describeConformance({ name, open }: Transport): void {
  async function start(): Promise<Connected & { readonly client: TestClient }> {
    const connected = await open();
    onTestFinished(() => connected.dispose());
    return { ...connected, client: connect(connected.channel, conformanceContract) };
  }

  describe(`${name}: calls`, () => {
    it('answers', async () => {
      const { client } = await start();
      const value = { text: 'ä\u0000"', list: [1, true, null, { $deep: [-0.5] }], $number: 'no mark' };
      expect(await client['test.echo']({ value })).toEqual(value);
    });

    it('carries numbers that JSON does not know', async () => {
      const { client } = await start();
      expect(await client['test.echo']({ value: [Number.NaN, Infinity, -Infinity, undefined, 1] })).toEqual([
        Number.NaN,
        Infinity,
        -Infinity,
        undefined,
        1,
      ]);
    });

    it('answers many at once, each to its caller', async () => {
      const { client } = await start();
      const values = Array.from({ length: 200 }, (_, index) => index);
      expect(await Promise.all(values.map((value) => client['test.echo']({ value })))).toEqual(values);
    });

    it('passes a declared error on with its place', async () => {
      const { client } = await start();
      await expect(client['test.fail']({ declared: true })).rejects.toMatchObject({
        code: 'bad-row',
        message: 'The rating is not a number.',
        file: 'ratings.csv',
        line: 7,
      });
    });

    it('reduces an undeclared error to `internal` and an id that was logged', async () => {
      const { client } = await start();
      const error = await client['test.fail']({ declared: false }).then(
        () => undefined,
        (reason: unknown) => reason as { readonly code: string; readonly message: string; readonly id: string },
      );
      expect(error).toMatchObject({ code: 'internal' });
      expect(error?.message).not.toContain('secret');
      expect((await client['test.seen']({})).internalIds).toEqual([error?.id]);
    });

    it('refuses an unknown method', async () => {
      const connected = await open();
      onTestFinished(() => connected.dispose());
      const stranger = connect(connected.channel, { 'test.nothing': call<object, unknown>(), toString: call<object, unknown>() });
      await expect(stranger['test.nothing']({})).rejects.toMatchObject({ code: 'unknown-method' });
      await expect(stranger.toString({})).rejects.toMatchObject({ code: 'unknown-method' });
    });

    it('refuses bad input, naming the method and the field', async () => {
      const { client } = await start();
      const wrong = { declared: 'yes' } as unknown as { declared: boolean };
      await expect(client['test.fail'](wrong)).rejects.toMatchObject({
        code: 'usage',
        message: expect.stringMatching(/test\.fail.*declared/) as string,
      });
      // What the schema said is the caller's fault, not an accident of the host.
      expect((await client['test.seen']({})).internalIds).toEqual([]);
    });

    it('answers a call whose result cannot be carried', async () => {
      const { client } = await start();
      await expect(client['test.uncloneable']({})).rejects.toMatchObject({ code: 'internal' });
      expect(await client['test.echo']({ value: 1 })).toBe(1);
    });

    it('rejects an input that cannot be carried, and goes on', async () => {
      const { client } = await start();
      await expect(client['test.echo']({ value: () => 1 })).rejects.toThrow();
      expect(await client['test.echo']({ value: 2 })).toBe(2);
    });
  });

  describe(`${name}: cancel`, () => {
    it('before the call: nothing is sent', async () => {
      const { client } = await start();
      await expect(client['test.wait']({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
      expect(await client['test.seen']({})).toMatchObject({ aborted: 0, waiting: 0 });
    });

    it('during the call: the caller is free at once and the handler hears of it', async () => {
      const { client } = await start();
      const stop = new AbortController();
      const waiting = client['test.wait']({}, { signal: stop.signal });
      await until(client, (seen) => seen.waiting === 1);
      stop.abort();
      await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
      await until(client, (seen) => seen.aborted === 1);
    });

    it('after the call: nothing happens', async () => {
      const { client } = await start();
      const stop = new AbortController();
      expect(await client['test.echo']({ value: 3 }, { signal: stop.signal })).toBe(3);
      stop.abort();
      expect(await client['test.echo']({ value: 4 })).toBe(4);
      expect((await client['test.seen']({})).aborted).toBe(0);
    });
  });

  describe(`${name}: streams`, () => {
    it('come whole and in order, past the credit', async () => {
      const { client } = await start();
      const items: number[] = [];
      for await (const item of client['test.count']({ to: 500 })) items.push(item);
      expect(items).toEqual(Array.from({ length: 500 }, (_, index) => index));
      expect((await client['test.seen']({})).cleanedUp).toBe(1);
    });

    it('may be empty', async () => {
      const { client } = await start();
      for await (const item of client['test.count']({ to: 0 })) expect(item).toBeUndefined();
    });

    it('give their items before their error', async () => {
      const { client } = await start();
      const items: number[] = [];
      await expect(
        (async () => {
          for await (const item of client['test.countAndFail']({ to: 3 })) items.push(item);
        })(),
      ).rejects.toMatchObject({ code: 'refused' });
      expect(items).toEqual([0, 1, 2]);
    });

    it('are held back: at most 64 items and one in the making ahead of the reader', async () => {
      const { client } = await start();
      const reader = client['test.count']({ to: 2000 })[Symbol.asyncIterator]();
      expect((await reader.next()).value).toBe(0);
      await until(client, (seen) => seen.produced >= 65);
      expect((await client['test.seen']({})).produced).toBe(65);
      for (let index = 1; index < 32; index += 1) await reader.next();
      await reader.next();
      await until(client, (seen) => seen.produced >= 97);
      expect((await client['test.seen']({})).produced).toBe(97);
      await reader.return?.();
      await until(client, (seen) => seen.cleanedUp === 1);
    });

    it('stop on the far side when the reader leaves, also while it waits for credit', async () => {
      const { client } = await start();
      for await (const item of client['test.count']({ to: 1_000_000 })) if (item === 10) break;
      await until(client, (seen) => seen.cleanedUp === 1);
      expect((await client['test.seen']({})).produced).toBeLessThan(200);
    });

    it('stop when the reader aborts', async () => {
      const { client } = await start();
      const stop = new AbortController();
      await expect(
        (async () => {
          for await (const item of client['test.count']({ to: 1_000_000 }, { signal: stop.signal })) if (item === 5) stop.abort();
        })(),
      ).rejects.toMatchObject({ code: 'cancelled' });
      await until(client, (seen) => seen.cleanedUp === 1);
    });
  });

  describe(`${name}: typed arrays`, () => {
    it('of every kind', async () => {
      const { client } = await start();
      expect(await client['test.arrays']({ kind: 'all' })).toEqual({ list: everyKind() });
    });

    it('empty', async () => {
      const { client } = await start();
      expect(await client['test.arrays']({ kind: 'empty' })).toEqual({ none: new Float32Array(0), text: 'beside' });
    });

    it('as part of larger memory: the part alone crosses, and the sender keeps the rest', async () => {
      const { client } = await start();
      expect(await client['test.arrays']({ kind: 'subarray' })).toEqual({ part: Float32Array.of(3, 4, 5), bytes: Uint8Array.of(8, 7) });
      const whole = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
      expect(await client['test.sum']({ bytes: whole.subarray(3, 5) })).toBe(9);
      expect(whole.byteLength).toBe(9);
      expect(await client['test.sum']({ bytes: Buffer.from('ab') })).toBe(195);
    });

    it('of 64 MiB', async () => {
      const { client } = await start();
      const array = (await client['test.arrays']({ kind: 'large' })) as Uint8Array;
      expect(array.byteLength).toBe(largeBytes);
      expect([array[0], array[largeBytes / 2], array[largeBytes - 1]]).toEqual([3, 3, 3]);
    });
  });

  describe(`${name}: loss of the peer`, () => {
    it('rejects what is pending with `disconnected`, and what comes after', async () => {
      const { client, loseFarSide } = await start();
      const waiting = client['test.wait']({});
      const reading = client['test.count']({ to: 1000 })[Symbol.asyncIterator]();
      await reading.next();
      await until(client, (seen) => seen.waiting === 1);
      const outcomes = Promise.allSettled([waiting, drain(reading)]);
      await loseFarSide();
      for (const outcome of await outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'disconnected' } });
      await expect(client['test.echo']({ value: 1 })).rejects.toMatchObject({ code: 'disconnected' });
    });

    it('is told once to who listens for it', async () => {
      const { channel, loseFarSide } = await start();
      let told = 0;
      const closed = new Promise<void>((resolve) => {
        channel.onClose(() => {
          told += 1;
          resolve();
        });
      });
      await loseFarSide();
      await closed;
      channel.close();
      expect(told).toBe(1);
    });

    it('does not keep a new connection from working', async () => {
      const first = await start();
      await first.loseFarSide();
      const second = await start();
      expect(await second.client['test.echo']({ value: 'again' })).toBe('again');
    });

    it('closing on this side ends pending calls too', async () => {
      const { client, channel } = await start();
      const waiting = client['test.wait']({});
      channel.close();
      await expect(waiting).rejects.toMatchObject({ code: 'disconnected' });
    });
  });
}

/** Asks until what the far side has seen is so; the test's own deadline is the only clock. */
async function until(client: TestClient, isSo: (seen: Seen) => boolean): Promise<void> {
  while (!isSo(await client['test.seen']({}))) await new Promise((resolve) => setTimeout(resolve, 2));
}

async function drain(reader: AsyncIterator<number>): Promise<void> {
  while ((await reader.next()).done !== true);
}
