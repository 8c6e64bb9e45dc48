import type { Finding } from '../../../core/ope/finding.ts';
import classes from './finding-list.module.css';

const words = { info: 'Note', flag: 'Flag', refusal: 'Refused' } as const;
const order = { refusal: 0, flag: 1, info: 2 } as const;
/** Remarks on the method, true of every run: after what this log in particular says. */
const method = new Set(['split', 'divisors', 'pointwise']);

function place({ level, code }: Finding): number {
  return order[level] * 2 + (method.has(code) ? 1 : 0);
}

/** Findings in the host's own sentences, the weightiest first. */
export function FindingList({ findings, empty }: { readonly findings: readonly Finding[]; readonly empty?: string }) {
  if (findings.length === 0) return empty === undefined ? undefined : <p className="dim">{empty}</p>;
  return (
    <ul className={classes['findings']}>
      {findings
        .toSorted((a, b) => place(a) - place(b))
        .map((finding) => (
          <li key={`${finding.code} ${finding.message}`} data-level={finding.level}>
            <span className={classes['level']}>{words[finding.level]}</span>
            <span>{finding.message}</span>
          </li>
        ))}
    </ul>
  );
}
