import { NumberInput } from '@mantine/core';
import { formatName } from '../../ui/format.ts';
import classes from './sweep-form.module.css';

interface RewardDesignerProps {
  readonly objectives: readonly string[];
  readonly weights: Readonly<Record<string, number>>;
  readonly onChange: (weights: Readonly<Record<string, number>>) => void;
}

/** What DRL-PUT is to learn a policy for: one reward, composed of what the log holds. Every change needs learning anew, which is what alpha avoids. */
export function RewardDesigner({ objectives, weights, onChange }: RewardDesignerProps) {
  const terms = objectives.filter((name) => (weights[name] ?? 0) !== 0);
  return (
    <fieldset className={classes['designer']}>
      <legend>Reward</legend>
      {objectives.map((name) => (
        <NumberInput
          key={name}
          label={formatName(name)}
          step={0.1}
          decimalScale={4}
          value={weights[name] ?? 0}
          onChange={(next) => typeof next === 'number' && onChange({ ...weights, [name]: next })}
        />
      ))}
      <p className="dim">
        {terms.length === 0
          ? 'Give at least one weight; a cost has a negative one.'
          : `Learns for ${terms.map((name) => `${weights[name]} \u00d7 ${formatName(name)}`).join(' + ')}, per request.`}
      </p>
    </fieldset>
  );
}
