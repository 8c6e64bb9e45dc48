import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { choiceWords } from '../../../core/register/chosen-policy.ts';
import type { OperatingPolicy } from '../../../core/register/register-state.ts';
import { useRollback } from '../../data/policies.ts';
import { useStored } from '../../shell/stored.ts';
import { ErrorState } from '../../ui/states.tsx';
import classes from './policies.module.css';

interface RollbackFormProps {
  readonly policy: OperatingPolicy;
  readonly policies: readonly OperatingPolicy[];
  /** Asked for by the key: everything is filled in, so that Enter is enough. */
  readonly toProduction: boolean;
}

/** Takes the live policy back, to an earlier approved one or to what the log declares. */
export function RollbackForm({ policy, policies, toProduction }: RollbackFormProps) {
  const rollback = useRollback();
  const earlier = policies.filter(({ dataset, state }) => dataset === policy.dataset && state === 'superseded');
  const [to, setTo] = useState(toProduction ? 'production' : String(earlier[0]?.id ?? 'production'));
  const [by, setBy] = useStored('declared-name');
  const [reason, setReason] = useState(toProduction ? 'Back to production' : '');
  const name = (by ?? '').trim();
  const nameField = useRef<HTMLInputElement>(null);
  const submit = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (toProduction) (nameField.current?.value === '' ? nameField : submit).current?.focus();
  }, [toProduction]);
  return (
    <form
      className={classes['form']}
      aria-label="Roll back"
      onSubmit={(event) => {
        event.preventDefault();
        rollback.mutate({ dataset: policy.dataset, to: to === 'production' ? to : Number(to), by: name, reason });
      }}
    >
      <Select
        label="Roll back to"
        value={to}
        allowDeselect={false}
        data={[
          ...earlier.map((one) => ({ value: String(one.id), label: `Policy ${one.id}, ${choiceWords(one)}` })),
          { value: 'production', label: 'Static production of the log' },
        ]}
        onChange={(next) => next !== null && setTo(next)}
      />
      <TextInput
        label="Your name"
        value={by ?? ''}
        maxLength={80}
        ref={nameField}
        onChange={(event) => setBy(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
      />
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
        ref={submit}
        variant="default"
        loading={rollback.isPending}
        disabled={name === '' || reason.trim() === ''}
        className={classes['back'] ?? ''}
      >
        Roll back
      </Button>
      {rollback.isError ? <ErrorState title="It was not rolled back" error={rollback.error} /> : undefined}
    </form>
  );
}
