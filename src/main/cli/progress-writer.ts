import type { Streams } from './run.ts';

/**
 * Tells how far a command is: on a terminal in one line that changes and never wraps, since a wrapped one could not be taken back;
 * elsewhere (a script's log) by a line only when the words change, not for each per cent.
 */
export function progressWriter(streams: Pick<Streams, 'error' | 'errorIsTerminal' | 'errorColumns'>): (line: string) => void {
  let last = '';
  return (line) => {
    if (streams.errorIsTerminal) return streams.error(`\r\u001B[K${fitted(line, streams.errorColumns ?? 80)}`);
    const words = line.replace(/[\d.,%]+/g, '').trim();
    if (words !== last) streams.error(`${line}\n`);
    last = words;
  };
}

/** The end of a line holds the phase and its per cent, so a long name is cut in its middle. */
function fitted(line: string, columns: number): string {
  if (line.length < columns) return line;
  const kept = Math.max(8, columns - 2);
  const tail = Math.ceil((kept * 2) / 3);
  return `${line.slice(0, kept - tail)}\u2026${line.slice(-tail)}`;
}
