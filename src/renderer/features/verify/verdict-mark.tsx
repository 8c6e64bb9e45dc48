import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import type { Verdict } from './check-rows.ts';
import { verdictWords } from './check-words.ts';
import classes from './verify.module.css';

const marks = { pass: IconCheck, fail: IconX, unmeasured: IconMinus } as const;

/** A sign and a word: colour only repeats them. */
export function VerdictMark({ verdict }: { readonly verdict: Verdict }) {
  const Mark = marks[verdict];
  return (
    <span className={classes['verdict']} data-verdict={verdict}>
      <Mark size={13} stroke={2.4} aria-hidden />
      {verdictWords[verdict]}
    </span>
  );
}
