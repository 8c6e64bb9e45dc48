import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { WeightConfig } from '../../../core/register/register-state.ts';
import { useSaveWeights } from '../../data/policies.ts';
import { formatTime } from '../../ui/format.ts';
import { ErrorState } from '../../ui/states.tsx';
import { parseWeights } from './parse-weights.ts';
import classes from './policies.module.css';

/** Named sets of utility weights; saving under a known name adds its next version. */
export function WeightConfigs({ weights }: { readonly weights: readonly WeightConfig[] }) {
  const save = useSaveWeights();
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  const [by, setBy] = useState('');
  const [reason, setReason] = useState('');
  const parsed = parseWeights(text);
  const isComplete = [name, by, reason].every((value) => value.trim() !== '') && parsed.ok;
  return (
    <div className={classes['weights']}>
      <form
        className={classes['weightForm']}
        aria-label="Save weights"
        onSubmit={(event) => {
          event.preventDefault();
          if (parsed.ok) save.mutate({ name, weights: parsed.weights, by, reason }, { onSuccess: () => setText('') });
        }}
      >
        <TextInput label="Name" value={name} maxLength={80} onChange={(event) => setName(event.currentTarget.value)} />
        <TextInput
          label="Weights"
          placeholder="save=1, click=0.3"
          value={text}
          error={text.trim() === '' || parsed.ok ? undefined : parsed.problem}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <TextInput label="Your name" value={by} maxLength={80} onChange={(event) => setBy(event.currentTarget.value)} />
        <TextInput label="Reason" value={reason} maxLength={2000} onChange={(event) => setReason(event.currentTarget.value)} />
        <Button type="submit" loading={save.isPending} disabled={!isComplete}>
          Save version
        </Button>
      </form>
      {save.isError ? <ErrorState title="The weights were not saved" error={save.error} /> : undefined}
      {weights.length === 0 ? (
        <p className={classes['nothing']}>No weights were saved yet.</p>
      ) : (
        <table className="grid">
          <caption className="visually-hidden">Weight configs, newest first</caption>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col" className="number">
                Version
              </th>
              <th scope="col">Weights</th>
              <th scope="col">By</th>
              <th scope="col">At (UTC)</th>
              <th scope="col">Reason</th>
            </tr>
          </thead>
          <tbody>
            {weights.map((config) => (
              <tr key={`${config.name} ${config.version}`}>
                <td>{config.name}</td>
                <td className="number">{config.version}</td>
                <td>
                  {Object.entries(config.weights)
                    .map(([head, weight]) => `${head} ${weight}`)
                    .join(', ')}
                </td>
                <td>{config.by}</td>
                <td className={`day ${classes['nowrap'] ?? ''}`}>{formatTime(config.at)}</td>
                <td>{config.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
