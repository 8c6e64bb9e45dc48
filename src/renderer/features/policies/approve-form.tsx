import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { nameKey, type OperatingPolicy } from '../../../core/register/register-state.ts';
import { useApprove } from '../../data/policies.ts';
import { useStored } from '../../shell/stored.ts';
import { ErrorState } from '../../ui/states.tsx';
import classes from './policies.module.css';

/** Approval takes a second name; the console takes both at their word and keeps them. */
export function ApproveForm({ policy }: { readonly policy: OperatingPolicy }) {
  const approve = useApprove();
  // Never filled in: it is another person's. Kept for what this one does next.
  const [by, setBy] = useState('');
  const [, remember] = useStored('declared-name');
  const isProposer = nameKey(by) !== '' && nameKey(by) === nameKey(policy.proposedBy);
  return (
    <form
      className={classes['form']}
      aria-label="Approve"
      onSubmit={(event) => {
        event.preventDefault();
        remember(by.trim());
        approve.mutate({ policy: policy.id, by });
      }}
    >
      <TextInput
        label={`Approve as someone other than ${policy.proposedBy}`}
        placeholder="Your name"
        value={by}
        maxLength={80}
        error={isProposer ? `${policy.proposedBy} proposed it; a second person approves.` : undefined}
        onChange={(event) => setBy(event.currentTarget.value)}
      />
      <Button type="submit" loading={approve.isPending} disabled={nameKey(by) === '' || isProposer}>
        Approve
      </Button>
      {approve.isError ? <ErrorState title="It was not approved" error={approve.error} /> : undefined}
    </form>
  );
}
