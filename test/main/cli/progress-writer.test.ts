import { describe, expect, it } from 'vitest';
import { progressWriter } from '../../../src/main/cli/progress-writer.ts';

function written(lines: readonly string[], errorIsTerminal: boolean, errorColumns?: number): readonly string[] {
  const texts: string[] = [];
  const write = progressWriter({ error: (text) => texts.push(text), errorIsTerminal, errorColumns });
  for (const line of lines) write(line);
  return texts;
}

const lines = ['World a: Starting', 'World a: Making people 10%', 'World a: Making people 55%', 'World a: Logging requests 5%'];

describe('progress on the command line', () => {
  it('is one line on a terminal that follows every per cent', () => {
    expect(written(lines, true)).toEqual(lines.map((line) => `\r\u001B[K${line}`));
  });

  it('is a line for each phase in a log', () => {
    expect(written(lines, false)).toEqual([lines[0], lines[1], lines[3]].map((line) => `${line ?? ''}\n`));
  });

  it('never wraps on a terminal, and keeps the per cent', () => {
    const [text = ''] = written([`Import ${'x'.repeat(200)}: Reading ratings.csv 41%`], true, 40);
    const line = text.replace('\r\u001B[K', '');
    expect(line).toHaveLength(39);
    expect(line).toMatch(/^Import x+\u2026x+: Reading ratings\.csv 41%$/);
  });
});
