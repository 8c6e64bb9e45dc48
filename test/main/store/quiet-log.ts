import type { StoreLog } from '../../../src/main/store/open.ts';

/** A log that keeps what it is told. */
export function quietLog(): StoreLog & { readonly errors: string[] } {
  const errors: string[] = [];
  return { errors, info: () => undefined, error: (message, facts) => errors.push(`${message} ${JSON.stringify(facts)}`) };
}
