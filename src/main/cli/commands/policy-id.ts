import { usageError } from '../options.ts';

/** The number of a policy or a snapshot as it was typed. */
export function asId(text: string, what: string): number {
  const id = Number(text);
  if (!Number.isSafeInteger(id) || id < 1) throw usageError(`${what} is named by its number, not "${text}"; see: paretoscope policy list`);
  return id;
}
