import { useMemo } from 'react';
import type { NamedPolicy } from '../../../contract/explanations.ts';
import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { codeOf } from '../../data/console-error.ts';
import { useChangedRequests, useExpandedRequests, useLoggedRequest, useRequestExplanation } from '../../data/requests.ts';
import { useAddress } from '../../shell/address.ts';
import { formatCount, formatName, formatSignificant } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState, LoadingState, TooLittleState } from '../../ui/states.tsx';
import { RequestAnswer } from './request-answer.tsx';
import { mostChanged, RequestBar } from './request-bar.tsx';
import { RequestSlates } from './request-slates.tsx';
import { RequestSurfaces } from './request-surfaces.tsx';
import classes from './request-view.module.css';
import type { Selection } from './shown-policy.ts';

interface RequestViewProps {
  readonly result: SweepResult;
  /** The policy that is asked, as the host names it. */
  readonly of: NamedPolicy;
  /** Its name, where no other can be chosen. */
  readonly title: string;
  /** Where another policy of the run can be chosen: which it is now, and what to do then. */
  readonly choosing?: { readonly selection: Selection; readonly choose: (next: Selection) => void };
}

/** One logged request under a policy: what it gets and why, the slate before and after, what was predicted and what was known. */
export function RequestView({ result, of, title, choosing }: RequestViewProps) {
  const { parameters } = useAddress();
  const expanded = useExpandedRequests(result.dataset, result.log);
  const isMost = parameters['request'] === mostChanged;
  const changed = useChangedRequests(of, true);
  const asked = isMost ? changed.data?.requests[0]?.request : Number(parameters['request'] ?? NaN);
  const isAsked = asked !== undefined && Number.isInteger(asked) && asked >= 0;
  const request = isAsked ? asked : (expanded.data?.requests[0] ?? 0);
  const ready = isAsked || (isMost ? !changed.isPending && !expanded.isPending : !expanded.isPending);
  const logged = useLoggedRequest({ dataset: result.dataset, log: result.log, request, enabled: ready });
  const explanation = useRequestExplanation(of, request, ready);
  const names = useMemo(() => new Map(result.statics.map((arm) => [arm.action, arm.name])), [result]);
  const nameOf = (action: number) => names.get(action) ?? `action ${action}`;

  return (
    <div className={classes['view']}>
      <RequestBar
        result={result}
        title={title}
        choosing={choosing}
        request={request}
        logged={logged.data}
        kept={expanded.data?.requests ?? []}
        changed={changed}
      />
      {logged.isPending ? (
        <LoadingState rows={10} label="Reading the request" />
      ) : logged.isError ? (
        <ErrorState title={`Request ${request} was not read`} error={logged.error} onRetry={() => void logged.refetch()} />
      ) : (
        <div className={classes['columns']}>
          <Panel title="What it knew">
            <dl className={classes['state']}>
              {logged.data.state.map(({ name, value }) => (
                <div key={name}>
                  <dt>{formatName(name)}</dt>
                  <dd>{stateText(value)}</dd>
                </div>
              ))}
            </dl>
          </Panel>
          <div className={classes['answers']}>
            {explanation.isPending ? (
              <LoadingState rows={8} label="Asking the policy" />
            ) : explanation.isError ? (
              codeOf(explanation.error) === 'refused' ? (
                <TooLittleState title="This policy cannot be asked" reason={explanation.error.message} />
              ) : (
                <ErrorState title="The policy was not asked" error={explanation.error} onRetry={() => void explanation.refetch()} />
              )
            ) : (
              <>
                <RequestAnswer result={result} logged={logged.data} explanation={explanation.data} nameOf={nameOf} />
                <RequestSlates result={result} logged={logged.data} chosen={explanation.data.choice.action} />
                <RequestSurfaces result={result} logged={logged.data} explanation={explanation.data} />
              </>
            )}
          </div>
        </div>
      )}
    </div>
  );
}

function stateText(value: number | string | undefined): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') return value;
  return Number.isInteger(value) ? formatCount(value) : formatSignificant(value, 4);
}
