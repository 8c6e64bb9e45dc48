import type { GuardrailVerdict } from '../../core/register/guardrails.ts';
import classes from './guardrail-list.module.css';
import { formatInterval, formatLift, formatName, formatPercent } from './format.ts';

const words = { kept: 'Kept', open: 'Open', broken: 'Broken' } as const;

const meaning = {
  kept: 'the whole interval lies within the margin',
  open: 'these rows cannot tell',
  broken: 'the whole interval lies beyond the margin',
} as const;

/** What a point is held to against production, objective by objective. */
export function GuardrailList({ verdicts }: { readonly verdicts: readonly GuardrailVerdict[] }) {
  return (
    <ul className={classes['guardrails']} aria-label="Guardrails">
      {verdicts.map(({ objective, margin, low, high, sense, verdict }) => (
        <li key={objective} data-verdict={verdict}>
          <span className={classes['verdict']}>{words[verdict]}</span>
          <span>
            {formatName(objective)} may {sense === 'less' ? 'rise' : 'lose'} {formatPercent(margin)}:{' '}
            <span className="dim">
              {low === undefined || high === undefined ? 'no lift is known' : `lift ${formatInterval(low, high, formatLift)}`},{' '}
              {meaning[verdict]}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
