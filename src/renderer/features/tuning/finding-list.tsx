import type { Finding } from '../../../core/ope/finding.ts';
import classes from './tuning.module.css';

const words = { info: 'Note', flag: 'Flag', refusal: 'Refused' } as const;
const order = { refusal: 0, flag: 1, info: 2 } as const;

/** Findings in the host's own sentences, the weightiest first. */
export function FindingList({ findings, empty }: { readonly findings: readonly Finding[]; readonly empty?: string }) {
  if (findings.length === 0) return empty === undefined ? undefined : <p className="dim">{empty}</p>;
  return (
    <ul className={classes['findings']}>
      {findings
        .toSorted((a, b) => order[a.level] - order[b.level])
        .map((finding) => (
          <li key={`${finding.code} ${finding.message}`} data-level={finding.level}>
            <span className={classes['level']}>{words[finding.level]}</span>
            <span>{finding.message}</span>
          </li>
        ))}
    </ul>
  );
}
