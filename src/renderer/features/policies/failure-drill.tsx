import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { IconFlame } from '@tabler/icons-react';
import { useState } from 'react';
import type { DrillAnswer, ServingState } from '../../../contract/serving.ts';
import type { OperatingPolicy } from '../../../core/register/register-state.ts';
import { type DrillFailure, drillFailures } from '../../../core/serving/decision.ts';
import { useDrill, useServing } from '../../data/serving.ts';
import { useStored } from '../../shell/stored.ts';
import { formatCount, formatNumber, formatTime } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { MarkedList } from '../../ui/marked-list.tsx';
import { ErrorState } from '../../ui/states.tsx';
import classes from './failure-drill.module.css';
import { actionText, failureHelp, failureWords, varyingWeights } from './serving-words.ts';

const every = 'every';

/** Where one rule serves every request there is no cohort to miss. */
function choicesOf(rule: ServingState['rule']) {
  return [
    { value: every, label: 'Every failure in turn' },
    ...(['none', ...drillFailures] as const)
      .filter((value) => value !== 'missing-cohort' || rule?.cohort !== undefined)
      .map((value) => ({ value, label: value === 'none' ? 'Nothing: a healthy request' : failureWords[value] })),
  ];
}

function asFailure(text: string): DrillFailure | 'none' | undefined {
  return text === 'none' ? text : drillFailures.find((failure) => failure === text);
}

/** What a request gets when the policy cannot answer it: the rule, failures caused on purpose, and every answer that was logged. */
export function FailureDrill({ policy }: { readonly policy: OperatingPolicy }) {
  const serving = useServing(policy.id);
  return (
    <section aria-label="Failure drill" className={classes['drill']}>
      <h3>When it cannot answer</h3>
      <Loaded query={serving} failed="How it is served was not read" rows={4} label="Reading how it is served">
        {(state) => (
          <>
            <Rule state={state} />
            <DrillForm policy={policy} state={state} />
            <DecisionLog state={state} />
          </>
        )}
      </Loaded>
    </section>
  );
}

function Rule({ state: { rule, hasModel } }: { readonly state: ServingState }) {
  if (rule === undefined)
    return (
      <p className={classes['bad']}>
        The frozen model is not what was approved: every request gets the log\u2019s production. Restore a backup.
      </p>
    );
  const { budgetMs, maxAgeDays, required, cohort, fallback } = rule;
  return (
    <p className="dim">
      A request gets the static weights <strong>{actionText(fallback)}</strong>{' '}
      {fallback.why === 'production' ? '(production)' : '(no action is in production: the one the policy takes most)'}{' '}
      {hasModel
        ? `where it lacks ${required.length === 1 ? 'the column' : `one of the ${formatCount(required.length)} columns`} the model reads${cohort === undefined ? '' : ` (${cohort} tells its alpha)`}, where no answer comes in ${formatCount(budgetMs)} ms, and once the model is older than ${formatCount(maxAgeDays)} days.`
        : 'always: nothing was learned as a net that could be asked. Sweep with the network on a larger log.'}
    </p>
  );
}

function DrillForm({ policy, state }: { readonly policy: OperatingPolicy; readonly state: ServingState }) {
  const drill = useDrill();
  const [request, setRequest] = useState(0);
  const [failure, setFailure] = useState(every);
  const [by, setBy] = useStored('declared-name');
  const only = asFailure(failure);
  if (state.requests === 0) return <p className="dim">The log it was learned on is gone, so none of its requests can be asked for.</p>;
  const name = (by ?? '').trim();
  return (
    <form
      className={classes['form']}
      aria-label="Failure drill"
      onSubmit={(event) => {
        event.preventDefault();
        drill.mutate({ policy: policy.id, request, ...(only === undefined ? { by: name } : { only }) });
      }}
    >
      <Select
        label="Make fail"
        data={choicesOf(state.rule)}
        value={failure}
        allowDeselect={false}
        description={only === undefined ? undefined : failureHelp[only]}
        onChange={(next) => next !== null && setFailure(next)}
      />
      <NumberInput
        label="Request"
        min={0}
        max={state.requests - 1}
        allowDecimal={false}
        value={request}
        onChange={(next) => typeof next === 'number' && setRequest(next)}
      />
      {only === undefined ? (
        <TextInput
          label="Your name, for the audit chain"
          maxLength={80}
          value={by ?? ''}
          onChange={(event) => setBy(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
        />
      ) : undefined}
      <Button
        type="submit"
        variant="default"
        leftSection={<IconFlame size={13} />}
        loading={drill.isPending}
        disabled={only === undefined && name === ''}
      >
        {only === undefined ? 'Run the drill' : 'Cause it'}
      </Button>
      {drill.isError ? <ErrorState title="The drill did not run" error={drill.error} /> : undefined}
      {drill.data === undefined ? undefined : <Answers cases={drill.data.cases} request={drill.data.request} />}
    </form>
  );
}

function Answers({ cases, request }: { readonly cases: readonly DrillAnswer[]; readonly request: number }) {
  const failed = cases.filter(({ held }) => !held).length;
  const varying = varyingWeights(cases.map(({ decision }) => decision.action));
  return (
    <div className={classes['answers']} role="status">
      <p>
        Request {formatCount(request)}:{' '}
        {failed === 0
          ? 'every answer was as it should be.'
          : `${formatCount(failed)} of ${formatCount(cases.length)} answers were not as they should be.`}
      </p>
      <MarkedList
        label="Answers of the drill"
        entries={cases.map(({ injected, held, decision }) => ({
          key: injected,
          mark: failureWords[injected],
          tone: held ? 'good' : 'bad',
          text: (
            <>
              {decision.source === 'policy' ? 'the policy: ' : 'static weights: '}
              <strong title={actionText(decision.action)}>{actionText(decision.action, varying)}</strong>{' '}
              <span className="dim">
                in {formatNumber(decision.latencyMs, 1)} ms. {decision.source === 'policy' ? '' : decision.detail}
              </span>
            </>
          ),
        }))}
      />
    </div>
  );
}

function DecisionLog({ state: { decisions } }: { readonly state: ServingState }) {
  if (decisions.length === 0) return <p className="faint">No fallback was logged yet.</p>;
  return (
    <details className={classes['log']}>
      <summary>Logged answers ({decisions.length === 50 ? 'the last 50' : formatCount(decisions.length)})</summary>
      <ul aria-label="Logged answers">
        {decisions.map(({ id, atMs, source, reason, injected, action, latencyMs, detail, request }) => (
          <li key={id} title={detail}>
            <span className="day">{formatTime(atMs)}</span>{' '}
            {source === 'policy' ? 'the policy' : `static weights, ${failureWords[reason ?? 'none'].toLowerCase()}`}: {action}{' '}
            <span className="dim">
              {formatNumber(latencyMs, 1)} ms{request === undefined ? '' : `, request ${formatCount(request)}`},{' '}
              {injected === undefined ? 'in operation' : 'drill'}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
