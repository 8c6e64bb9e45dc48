const said = new Set<string>();

/** A reason not to run a test here, printed once a process: the reporters leave reasons out. */
export function skipped(reason: string): string {
  if (!said.has(reason)) console.log(`skipped: ${reason}`);
  said.add(reason);
  return reason;
}
