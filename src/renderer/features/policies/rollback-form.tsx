import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { OperatingPolicy } from '../../../core/register/register-state.ts';
import { useRollback } from '../../data/policies.ts';
import { ErrorState } from '../../ui/states.tsx';
import classes from './policies.module.css';
import { alphaText } from './policy-words.ts';

interface RollbackFormProps {
  readonly policy: OperatingPolicy;
  readonly policies: readonly OperatingPolicy[];
}

/** Takes the live policy back, to an earlier approved one or to what the log declares. */
export function RollbackForm({ policy, policies }: RollbackFormProps) {
  const rollback = useRollback();
  const earlier = policies.filter(({ dataset, state }) => dataset === policy.dataset && state === 'superseded');
  const [to, setTo] = useState(String(earlier[0]?.id ?? 'production'));
  const [by, setBy] = useState('');
  const [reason, setReason] = useState('');
  return (
    <form
      className={classes['form']}
      aria-label="Roll back"
      onSubmit={(event) => {
        event.preventDefault();
        rollback.mutate({ dataset: policy.dataset, to: to === 'production' ? to : Number(to), by, reason });
      }}
    >
      <Select
        label="Roll back to"
        value={to}
        allowDeselect={false}
        data={[
          ...earlier.map(({ id, alpha }) => ({ value: String(id), label: `Policy ${id}, alpha ${alphaText(alpha)}` })),
          { value: 'production', label: 'Static production of the log' },
        ]}
        onChange={(next) => next !== null && setTo(next)}
      />
      <TextInput label="Your name" value={by} maxLength={80} onChange={(event) => setBy(event.currentTarget.value)} />
      <Textarea
        label="Reason"
        size="xs"
        autosize
        minRows={1}
        maxRows={4}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button
        type="submit"
        variant="default"
        loading={rollback.isPending}
        disabled={by.trim() === '' || reason.trim() === ''}
        className={classes['back'] ?? ''}
      >
        Roll back
      </Button>
      {rollback.isError ? <ErrorState title="It was not rolled back" error={rollback.error} /> : undefined}
    </form>
  );
}
