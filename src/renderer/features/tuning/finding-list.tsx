import type { Finding } from '../../../core/ope/finding.ts';
import { MarkedList } from '../../ui/marked-list.tsx';

const words = { info: 'Note', flag: 'Flag', refusal: 'Refused' } as const;
const tones = { info: 'plain', flag: 'warn', refusal: 'bad' } as const;
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
    <MarkedList
      entries={findings
        .toSorted((a, b) => place(a) - place(b))
        .map(({ level, code, message }) => ({ key: `${code} ${message}`, mark: words[level], tone: tones[level], text: message }))}
    />
  );
}
