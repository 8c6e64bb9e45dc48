import { z } from 'zod';

// The page runs under a policy that forbids code generation; zod then must not try it.
z.config({ jitless: true });

/** Marks the type of what comes back. Answers are built by typed services and are not checked again. */
export function returns<T>(): T | undefined {
  return undefined;
}

/** One request, one answer: the input is checked at the edge of the host. */
export function call<Input, Output>(input: z.ZodType<Input>, _output: Output | undefined) {
  return { kind: 'call' as const, input, output: undefined as { parse(value: unknown): Output } | undefined };
}

/** One request, a stream of items. */
export function stream<Input, Item>(input: z.ZodType<Input>, _item: Item | undefined) {
  return { kind: 'stream' as const, input, item: undefined as { parse(value: unknown): Item } | undefined };
}

export const nothing = z.strictObject({});
export const datasetName = z
  .string()
  .min(1, 'a name is needed')
  .max(80, 'a name has at most 80 characters')
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u,
    'a name starts with a letter or digit and holds letters, digits, spaces, dots, dashes and underscores',
  );
