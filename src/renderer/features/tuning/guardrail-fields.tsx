import { NumberInput, Select } from '@mantine/core';
import type { SweepInput } from '../../../contract/tuning.ts';
import { usualSense } from '../../../core/policy/guardrail-verdict.ts';
import { defaultMargin } from '../../../core/policy/sweep-options.ts';
import { formatName } from '../../ui/format.ts';
import { MoreFields } from './more-fields.tsx';
import classes from './sweep-form.module.css';

type Rules = NonNullable<SweepInput['guardrails']>;

interface GuardrailFieldsProps {
  /** Logged rewards that are not swept. */
  readonly rewards: readonly string[];
  readonly rules: Rules;
  readonly onChange: (rules: Rules) => void;
}

/** How much every other logged reward may suffer; a point that breaks one is infeasible. What is not changed keeps its usual margin and sense. */
export function GuardrailFields({ rewards, rules, onChange }: GuardrailFieldsProps) {
  if (rewards.length === 0) return <p className="dim">Every logged reward is swept, so no other needs a guardrail.</p>;
  function change(reward: string, part: Partial<Rules[number]>): void {
    const old = rules.find((rule) => rule.reward === reward) ?? { reward };
    onChange([...rules.filter((rule) => rule.reward !== reward), { ...old, ...part }]);
  }
  return (
    <MoreFields
      summary={`Guardrails: ${rewards.length} other ${rewards.length === 1 ? 'reward' : 'rewards'}${rules.length === 0 ? `, ${defaultMargin * 100}% each` : ', changed'}`}
    >
      {rewards.map((reward) => {
        const rule = rules.find((one) => one.reward === reward);
        const sense = rule?.sense ?? usualSense(reward);
        return (
          <div key={reward} className={classes['guardrail']}>
            <Select
              label={formatName(reward)}
              value={sense}
              allowDeselect={false}
              data={[
                { value: 'more', label: 'may lose' },
                { value: 'less', label: 'may rise' },
              ]}
              onChange={(next) => change(reward, { sense: next === 'less' ? 'less' : 'more' })}
            />
            <NumberInput
              aria-label={`${formatName(reward)}, margin in percent`}
              min={0}
              max={100}
              decimalScale={2}
              suffix="%"
              value={Number(((rule?.margin ?? defaultMargin) * 100).toFixed(2))}
              onChange={(next) => typeof next === 'number' && change(reward, { margin: Math.min(1, Math.max(0, next / 100)) })}
            />
          </div>
        );
      })}
    </MoreFields>
  );
}
