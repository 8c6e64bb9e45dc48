import type { GuardrailVerdict } from '../../core/register/guardrails.ts';
import { formatInterval, formatLift, formatName, formatPercent } from './format.ts';
import { MarkedList } from './marked-list.tsx';

const words = { kept: 'Kept', open: 'Open', broken: 'Broken' } as const;
const tones = { kept: 'good', open: 'warn', broken: 'bad' } as const;

const meaning = {
  kept: 'the whole interval lies within the margin',
  open: 'these rows cannot tell',
  broken: 'the whole interval lies beyond the margin',
} as const;

/** What a point is held to against production, objective by objective. */
export function GuardrailList({ verdicts }: { readonly verdicts: readonly GuardrailVerdict[] }) {
  return (
    <MarkedList
      label="Guardrails"
      entries={verdicts.map(({ objective, margin, low, high, sense, verdict }) => ({
        key: objective,
        mark: words[verdict],
        tone: tones[verdict],
        text: (
          <>
            {formatName(objective)} may {sense === 'less' ? 'rise' : 'lose'} {formatPercent(margin)}:{' '}
            <span className="dim">
              {low === undefined || high === undefined ? 'no lift is known' : `lift ${formatInterval(low, high, formatLift)}`},{' '}
              {meaning[verdict]}
            </span>
          </>
        ),
      }))}
    />
  );
}
