import { Button, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { evidenceOf } from '../../../core/register/evidence.ts';
import { judgeGuardrails } from '../../../core/register/guardrails.ts';
import { usualLimits } from '../../../core/serving/serving-rule.ts';
import { usePropose } from '../../data/policies.ts';
import { addressOf } from '../../shell/address.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { useStored } from '../../shell/stored.ts';
import { formatCount, formatName } from '../../ui/format.ts';
import { GuardrailList } from '../../ui/guardrail-list.tsx';
import { ErrorState } from '../../ui/states.tsx';
import type { ShownPolicy } from './shown-policy.ts';
import classes from './propose-panel.module.css';
import shared from './tuning-shared.module.css';

interface ProposePanelProps {
  readonly result: SweepResult;
  readonly run: number;
  readonly shown: ShownPolicy;
  readonly onClose: () => void;
}

/** Hands the selected policy on for approval: who, why, and how much each objective may lose. */
export function ProposePanel({ result, run, shown, onClose }: ProposePanelProps) {
  const propose = usePropose();
  const [known, remember] = useStored('declared-name');
  const [by, setBy] = useState(known ?? '');
  const [reason, setReason] = useState('');
  const [serving, setServing] = useState(usualLimits);
  const [margins, setMargins] = useState<Readonly<Record<string, number>>>({});
  const { rows, figures, note } = evidenceOf(shown.figures);
  const verdicts = judgeGuardrails(figures, result.objectives, margins);
  const broken = verdicts.some(({ verdict }) => verdict === 'broken');
  const { split } = result;
  // The form is gone then, and the keyboard goes on from here.
  const next = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (propose.isSuccess) next.current?.focus();
  }, [propose.isSuccess]);

  if (propose.isSuccess) {
    const { id } = propose.data.policy;
    return (
      <section className={classes['propose']} aria-label="Propose this policy">
        <p role="status">Policy {id} is proposed. A second person approves it.</p>
        <div className={classes['proposeButtons']}>
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button ref={next} component="a" href={hashHref(addressOf('/policies', { dataset: result.dataset, policy: id }))}>
            Open in Policies
          </Button>
        </div>
      </section>
    );
  }

  return (
    <section className={classes['propose']} aria-label="Propose this policy">
      <form
        className={shared['form']}
        onSubmit={(event) => {
          event.preventDefault();
          remember(by.trim());
          propose.mutate({ run, ...shown.choice, by, reason, margins: { ...margins }, serving: { ...serving } });
        }}
      >
        <p>
          Learned on {formatCount(split.learnRows)} rows, scored on {formatCount(split.scoreRows)} others
          {rows === 'confirm' ? `, confirmed on ${formatCount(split.confirmRows ?? 0)} more` : ''}, split by {split.by}. {note}
        </p>
        <div className={classes['margins']}>
          {verdicts.map(({ objective, margin, sense }) => (
            <NumberInput
              key={objective}
              label={`${formatName(objective)} may ${sense === 'less' ? 'rise' : 'lose'}, %`}
              min={0}
              max={100}
              decimalScale={2}
              value={Number((margin * 100).toFixed(2))}
              onChange={(next) => typeof next === 'number' && setMargins({ ...margins, [objective]: next / 100 })}
            />
          ))}
        </div>
        <GuardrailList verdicts={verdicts} />
        <div
          className={classes['margins']}
          title="Where the policy cannot answer in time, or its model is older, a request gets the static weights"
        >
          <NumberInput
            label="Answer within, ms"
            min={1}
            max={60_000}
            value={serving.budgetMs}
            onChange={(next) => typeof next === 'number' && next >= 1 && setServing({ ...serving, budgetMs: next })}
          />
          <NumberInput
            label="Serve for, days"
            min={1}
            max={3_650}
            allowDecimal={false}
            value={serving.maxAgeDays}
            onChange={(next) => typeof next === 'number' && next >= 1 && setServing({ ...serving, maxAgeDays: next })}
          />
        </div>
        <TextInput label="Your name" value={by} maxLength={80} onChange={(event) => setBy(event.currentTarget.value)} />
        <Textarea
          size="xs"
          label="Reason"
          autosize
          minRows={2}
          maxRows={5}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {broken ? <p>An objective falls by more than its margin. Choose another policy, or state a wider margin.</p> : undefined}
        <div className={classes['proposeButtons']}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={propose.isPending}
            disabled={by.trim() === '' || reason.trim() === '' || broken}
            title={broken ? 'An objective falls by more than its margin' : 'With your name and a reason'}
          >
            Propose
          </Button>
        </div>
        {propose.isError ? <ErrorState title="It was not proposed" error={propose.error} /> : undefined}
      </form>
    </section>
  );
}
