import { z } from 'zod';
import type { Handlers } from '../../src/rpc/procedure.ts';
import { RpcError } from '../../src/rpc/error.ts';

/** A contract that touches every feature of the protocol; both sides of every transport know it. */
export const conformanceContract = {
  'test.echo': {
    kind: 'call' as const,
    input: z.strictObject({ value: z.unknown() }),
    output: undefined as { parse(value: unknown): unknown } | undefined,
  },
  'test.fail': {
    kind: 'call' as const,
    input: z.strictObject({ declared: z.boolean() }),
    output: undefined as { parse(value: unknown): undefined } | undefined,
  },
  'test.wait': { kind: 'call' as const, input: z.strictObject({}), output: undefined as { parse(value: unknown): string } | undefined },
  'test.uncloneable': {
    kind: 'call' as const,
    input: z.strictObject({}),
    output: undefined as { parse(value: unknown): unknown } | undefined,
  },
  'test.arrays': {
    kind: 'call' as const,
    input: z.strictObject({ kind: z.enum(['empty', 'subarray', 'all', 'large']) }),
    output: undefined as { parse(value: unknown): unknown } | undefined,
  },
  'test.sum': {
    kind: 'call' as const,
    input: z.strictObject({ bytes: z.instanceof(Uint8Array) }),
    output: undefined as { parse(value: unknown): number } | undefined,
  },
  'test.count': {
    kind: 'stream' as const,
    input: z.strictObject({ to: z.int().min(0) }),
    item: undefined as { parse(value: unknown): number } | undefined,
  },
  'test.countAndFail': {
    kind: 'stream' as const,
    input: z.strictObject({ to: z.int() }),
    item: undefined as { parse(value: unknown): number } | undefined,
  },
  'test.seen': { kind: 'call' as const, input: z.strictObject({}), output: undefined as { parse(value: unknown): Seen } | undefined },
};

/** What the serving side observed, asked for over the same channel. */
export interface Seen {
  /** Calls whose signal aborted. */
  readonly aborted: number;
  readonly waiting: number;
  /** Items that `test.count` has produced, over all calls, and streams that ended their cleanup. */
  readonly produced: number;
  readonly cleanedUp: number;
  readonly internalIds: readonly string[];
}

export const largeBytes = 64 * 1024 * 1024;

/** Handlers with their own observations, new for each connection. */
export function conformanceHandlers(): {
  readonly handlers: Handlers<typeof conformanceContract>;
  readonly onInternalError: (info: { readonly id?: string }) => void;
} {
  let aborted = 0;
  let waiting = 0;
  let produced = 0;
  let cleanedUp = 0;
  const internalIds: string[] = [];
  const handlers: Handlers<typeof conformanceContract> = {
    'test.echo': ({ value }) => value,
    'test.fail': ({ declared }) => {
      if (declared) throw new RpcError({ code: 'bad-row', message: 'The rating is not a number.', file: 'ratings.csv', line: 7 });
      throw new Error('a secret detail');
    },
    'test.wait': (_input, { signal }) => {
      waiting += 1;
      return new Promise<string>((resolve) => {
        signal.addEventListener('abort', () => {
          aborted += 1;
          waiting -= 1;
          resolve('too late');
        });
      });
    },
    'test.uncloneable': () => ({ fine: 1, bad: () => 1 }),
    'test.arrays': ({ kind }) => arraysOf(kind),
    'test.sum': ({ bytes }) => bytes.reduce((sum, byte) => sum + byte, 0),
    'test.count': async function* ({ to }) {
      try {
        for (let index = 0; index < to; index += 1) {
          produced += 1;
          yield index;
        }
      } finally {
        cleanedUp += 1;
      }
    },
    'test.countAndFail': async function* ({ to }) {
      for (let index = 0; index < to; index += 1) yield index;
      throw new RpcError({ code: 'refused', message: 'No more.' });
    },
    'test.seen': () => ({ aborted, waiting, produced, cleanedUp, internalIds: [...internalIds] }),
  };
  return { handlers, onInternalError: ({ id }) => internalIds.push(id ?? '') };
}

/** One array of every kind there is, new each time: a transport may transfer what it sends. */
export const everyKind = () => [
  Int8Array.of(-1),
  Uint8Array.of(255),
  Uint8ClampedArray.of(200),
  Int16Array.of(-300),
  Uint16Array.of(60_000),
  Int32Array.of(-70_000),
  Uint32Array.of(4_000_000_000),
  Float32Array.of(0.5, Number.NaN),
  Float64Array.of(Math.PI),
  BigInt64Array.of(-5n),
  BigUint64Array.of(2n ** 63n),
];

function arraysOf(kind: 'empty' | 'subarray' | 'all' | 'large'): unknown {
  if (kind === 'empty') return { none: new Float32Array(0), text: 'beside' };
  if (kind === 'subarray')
    return {
      part: Float32Array.from({ length: 100 }, (_, index) => index).subarray(3, 6),
      bytes: new Uint8Array([9, 8, 7, 6]).subarray(1, 3),
    };
  if (kind === 'large') return new Uint8Array(largeBytes).fill(3);
  return { list: everyKind() };
}
