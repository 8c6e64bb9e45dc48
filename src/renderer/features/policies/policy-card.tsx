import { Button } from '@mantine/core';
import { IconArrowBackUp, IconDownload, IconFileText } from '@tabler/icons-react';
import { Fragment, useEffect, useRef, useState } from 'react';
import type { PolicyDetail } from '../../../contract/policies.ts';
import { chosenPolicy } from '../../../core/register/chosen-policy.ts';
import type { OperatingPolicy } from '../../../core/register/register-state.ts';
import { useExportPolicy, usePolicy, useReportPolicy } from '../../data/policies.ts';
import { addressOf, useAddress } from '../../shell/address.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { formatCount, formatInterval, formatLift, formatName, formatPercent, formatSignificant, formatTime } from '../../ui/format.ts';
import { GuardrailList } from '../../ui/guardrail-list.tsx';
import { HowItChooses } from '../../ui/how-it-chooses.tsx';
import { Panel } from '../../ui/panel.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { ApproveForm } from './approve-form.tsx';
import { FailureDrill } from './failure-drill.tsx';
import classes from './policies.module.css';
import { alphaText } from './policy-words.ts';
import { RollbackForm } from './rollback-form.tsx';

interface PolicyCardProps {
  readonly policy: OperatingPolicy;
  readonly policies: readonly OperatingPolicy[];
}

/** One policy: what it is expected to do, on which rows, who stands for it, and the next step. */
export function PolicyCard({ policy, policies }: PolicyCardProps) {
  const detail = usePolicy(policy.id);
  const download = useExportPolicy();
  const report = useReportPolicy();
  const { parameters, change } = useAddress();
  // `b` opened it: filled in, for production.
  const isAsked = parameters['back'] !== undefined;
  const [isOpen, setRollingBack] = useState(false);
  const rollingBack = isOpen || isAsked;
  const isApproved = policy.approvedBy !== undefined;
  // A form that did its work is gone, and the keyboard's place with it: the card takes it.
  const card = useRef<HTMLDivElement>(null);
  const { state } = policy;
  const stateBefore = useRef(state);
  useEffect(() => {
    if (stateBefore.current !== state && document.activeElement === document.body) card.current?.focus();
    stateBefore.current = state;
  }, [state]);
  return (
    <Panel
      title={`Policy ${policy.id}`}
      actions={
        <>
          {policy.state === 'live' ? (
            <Button
              variant="default"
              leftSection={<IconArrowBackUp size={13} />}
              size="compact-xs"
              aria-expanded={rollingBack}
              onClick={() => {
                if (isAsked) change({ back: undefined });
                setRollingBack(!rollingBack);
              }}
            >
              Roll back
            </Button>
          ) : undefined}
          <Button
            variant="default"
            leftSection={<IconDownload size={13} />}
            size="compact-xs"
            disabled={!isApproved}
            title={isApproved ? undefined : 'Exported once a second person approved it'}
            loading={download.isPending}
            onClick={() => download.mutate(policy.id, { onSuccess: ({ fileName, text }) => saveFile(fileName, text, 'application/json') })}
          >
            Export
          </Button>
          <Button
            variant="default"
            leftSection={<IconFileText size={13} />}
            size="compact-xs"
            disabled={!isApproved}
            title={isApproved ? 'One page for people: figures, frontier, record' : 'Written once a second person approved it'}
            loading={report.isPending}
            onClick={() => report.mutate(policy.id, { onSuccess: ({ fileName, text }) => saveFile(fileName, text, 'text/html') })}
          >
            Report
          </Button>
        </>
      }
      fill
      flush
    >
      <div ref={card} className={classes['card']} tabIndex={0} role="region" aria-label="Selected policy">
        {download.isError ? <ErrorState title="It was not exported" error={download.error} /> : undefined}
        {report.isError ? <ErrorState title="The report was not written" error={report.error} /> : undefined}
        {policy.state === 'proposed' ? <ApproveForm policy={policy} /> : undefined}
        {rollingBack && policy.state === 'live' ? (
          <RollbackForm key={String(isAsked)} policy={policy} policies={policies} toProduction={isAsked} />
        ) : undefined}
        {detail.isPending ? (
          <LoadingState rows={6} label="Reading the policy" />
        ) : detail.isError ? (
          <ErrorState title="Its figures are not shown" error={detail.error} onRetry={() => void detail.refetch()} />
        ) : (
          <>
            <How detail={detail.data} />
            <Figures detail={detail.data} />
            <AskIt detail={detail.data} />
          </>
        )}
        <section aria-label="Guardrail verdicts">
          <h3>Guardrails against production</h3>
          <GuardrailList verdicts={policy.guardrails} />
        </section>
        {detail.data === undefined ? undefined : <Flags detail={detail.data} />}
        <FailureDrill key={policy.id} policy={policy} />
        <Record policy={policy} />
        {detail.data === undefined ? undefined : <Provenance detail={detail.data} />}
      </div>
    </Panel>
  );
}

/** A point of the frontier is told by its alpha; what stands beside it needs more words. */
function How({ detail: { body, policy } }: { readonly detail: PolicyDetail }) {
  const chosen = chosenPolicy(body.result, policy);
  return chosen !== undefined && 'kind' in chosen ? <HowItChooses policy={chosen} /> : undefined;
}

function Figures({ detail }: { readonly detail: PolicyDetail }) {
  const { result } = detail.body;
  const { rows, figures, note } = detail.evidence;
  return (
    <section aria-label="Expected values">
      <table className={classes['values']}>
        <caption className="visually-hidden">Expected values and lifts against production</caption>
        <thead>
          <tr>
            <th scope="col">Objective</th>
            <th scope="col" className="number">
              Value
            </th>
            <th scope="col" className="number">
              Lift
            </th>
            <th scope="col" className="number">
              {formatPercent(result.level, 0)} interval
            </th>
          </tr>
        </thead>
        <tbody>
          {result.objectives.map((objective) => {
            const lift = figures.liftIntervals.find((entry) => entry.objective === objective);
            return (
              <tr key={objective}>
                <th scope="row">{formatName(objective)}</th>
                <td className="number">{formatSignificant(figures.values[objective] ?? NaN, 4)}</td>
                <td className="number">{formatLift(figures.lifts[objective] ?? NaN)}</td>
                <td className="number">{lift === undefined ? '\u2013' : formatInterval(lift.low, lift.high, formatLift)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className={classes['scored']}>
        <strong>
          {result.estimator.toUpperCase()} on{' '}
          {rows === 'confirm'
            ? `${formatCount(result.split.confirmRows ?? 0)} confirm rows`
            : `${formatCount(result.split.scoreRows)} scored rows`}
          , {formatCount(figures.hits)} hits, ESS {formatCount(figures.ess)}.
        </strong>{' '}
        {note}
      </p>
    </section>
  );
}

/** From the policy to one request: the one it changes most. */
function AskIt({ detail: { body, policy, snapshot } }: { readonly detail: PolicyDetail }) {
  const { id, point, beside } = policy;
  const address = {
    dataset: body.dataset.name,
    run: snapshot.run,
    point,
    beside: beside?.place,
    view: 'request',
    policy: id,
    request: 'most',
  };
  return (
    <p>
      <a href={hashHref(addressOf('/tuning', address))}>Explain the request it changes most</a>
    </p>
  );
}

/** What the sweep held against its own figures: an approver reads it before the name goes under them. */
function Flags({ detail }: { readonly detail: PolicyDetail }) {
  const { result } = detail.body;
  const flags = [...result.findings, ...(chosenPolicy(result, detail.policy)?.flags ?? [])].filter(({ level }) => level === 'flag');
  if (flags.length === 0) return undefined;
  return (
    <section aria-label="Flags">
      <h3>Flags of the sweep</h3>
      <ul className={classes['flags']}>
        {flags.map(({ code, message }) => (
          <li key={`${code} ${message}`}>{message}</li>
        ))}
      </ul>
    </section>
  );
}

function Record({ policy }: { readonly policy: OperatingPolicy }) {
  const lines: readonly (readonly [string, string, string, string?])[] = [
    ['Proposed', policy.proposedBy, policy.proposedAt, policy.reason],
    ...(policy.approvedBy === undefined ? [] : [['Approved', policy.approvedBy, policy.approvedAt ?? ''] as const]),
    ...(policy.rolledBackBy === undefined
      ? []
      : [['Rolled back', policy.rolledBackBy, policy.rolledBackAt ?? '', policy.rollbackReason ?? ''] as const]),
  ];
  return (
    <section aria-label="Record">
      <h3>Record</h3>
      <dl className={classes['facts']}>
        {lines.map(([what, who, at, reason]) => (
          <Fragment key={what}>
            <dt>{what}</dt>
            <dd>
              {who} <span className="dim">{formatTime(at)} UTC</span>
              {reason === undefined ? undefined : <p className={classes['reason']}>{reason}</p>}
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

function Provenance({ detail }: { readonly detail: PolicyDetail }) {
  const { body, snapshot } = detail;
  const { result, log } = body;
  const facts = [
    ['Dataset', `${body.dataset.name}, hash ${body.dataset.hash.slice(0, 12)}`],
    ['Log', `${log.name}, ${formatCount(log.rows)} rows${log.window === undefined ? ', untimed' : ''}`],
    ...(log.window === undefined ? [] : [['Window', `${formatTime(log.window.from)} to ${formatTime(log.window.to)} UTC`]]),
    ['Learner', `${result.learner}, seed ${result.split.seed}`],
    ...(detail.policy.alpha === undefined ? [] : [['Alpha', alphaText(detail.policy.alpha)] as const]),
    [
      'Split',
      `by ${result.split.by}: ${formatCount(result.split.learnRows)} rows learned on, ${formatCount(result.split.scoreRows)} scored`,
    ],
    [
      'Divisors',
      Object.entries(result.divisors)
        .map(([name, value]) => `${formatName(name)} ${formatSignificant(value, 4)}`)
        .join(', '),
    ],
    ['Snapshot', `${snapshot.id}, ${snapshot.hash.slice(0, 12)}`],
  ] as const;
  return (
    <section aria-label="Provenance">
      <h3>Made from</h3>
      <dl className={classes['facts']}>
        {facts.map(([name, text]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </Fragment>
        ))}
      </dl>
      <a
        href={hashHref(
          addressOf('/tuning', {
            dataset: body.dataset.name,
            run: snapshot.run,
            point: detail.policy.point,
            beside: detail.policy.beside?.place,
          }),
        )}
      >
        Open run {snapshot.run} in Tuning
      </a>
    </section>
  );
}
