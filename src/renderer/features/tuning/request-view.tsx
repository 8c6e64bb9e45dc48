import { Button, NumberInput } from '@mantine/core';
import { useMemo } from 'react';
import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { rankCandidates } from '../../../core/utility/rank-candidates.ts';
import { useExpandedRequests, useLoggedRequest, useRequestExplanation } from '../../data/requests.ts';
import { useAddress } from '../../shell/address.ts';
import { formatName, formatSignificant, formatTime } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { IconListSearch } from '@tabler/icons-react';
import { alphaLabel } from './alpha-span.ts';
import { chosenAction } from './chosen-action.ts';
import { QSurface } from './q-surface.tsx';
import classes from './request-view.module.css';
import { SlateStrip } from './slate-strip.tsx';

interface RequestViewProps {
  readonly result: SweepResult;
  readonly run: number;
  /** Index of the point whose policy is asked. */
  readonly selected: number;
}

/** One logged request under a policy: what it knew, what it predicted, what it chose, and the slate before and after. */
export function RequestView({ result, run, selected }: RequestViewProps) {
  const { parameters, change } = useAddress();
  const expanded = useExpandedRequests(result.dataset, result.log);
  const asked = Number(parameters['request'] ?? NaN);
  const first = expanded.data?.requests[0] ?? 0;
  const request = Number.isInteger(asked) && asked >= 0 ? asked : first;
  const ready = Number.isInteger(asked) || expanded.data !== undefined;
  const logged = useLoggedRequest({ dataset: result.dataset, log: result.log, request, enabled: ready });
  const explanation = useRequestExplanation(run, request, ready);
  const next = expanded.data?.requests.find((place) => place > request);
  const open = (place: number) => change({ request: place });

  return (
    <div className={classes['view']}>
      <div className={classes['bar']}>
        <NumberInput
          label="Request"
          min={0}
          allowDecimal={false}
          value={request}
          onChange={(value) => typeof value === 'number' && open(value)}
        />
        <Button variant="default" disabled={next === undefined} onClick={() => next !== undefined && open(next)}>
          Next with all candidates
        </Button>
        {logged.data === undefined ? undefined : (
          <p className="dim">
            {[
              logged.data.user,
              logged.data.ts === undefined ? undefined : `${formatTime(logged.data.ts)} UTC`,
              `logged with ${logged.data.action.name}`,
            ]
              .filter((text) => text !== undefined)
              .join(', ')}
          </p>
        )}
      </div>
      {logged.isPending ? (
        <LoadingState rows={10} label="Reading the request" />
      ) : logged.isError ? (
        <ErrorState title={`Request ${request} was not read`} error={logged.error} onRetry={() => void logged.refetch()} />
      ) : (
        <div className={classes['columns']}>
          <Panel title="What it knew" note="the state a policy may see">
            <dl className={classes['state']}>
              {logged.data.state.map(({ name, value }) => (
                <div key={name}>
                  <dt>{formatName(name)}</dt>
                  <dd>{value === undefined ? 'missing' : typeof value === 'number' ? formatSignificant(value, 4) : value}</dd>
                </div>
              ))}
            </dl>
          </Panel>
          {explanation.isPending ? (
            <LoadingState rows={8} label="Asking the net" />
          ) : explanation.isError ? (
            <ErrorState title="No prediction is shown" error={explanation.error} />
          ) : (
            <Explained result={result} selected={selected} logged={logged.data} explanation={explanation.data} />
          )}
        </div>
      )}
    </div>
  );
}

interface ExplainedProps {
  readonly result: SweepResult;
  readonly selected: number;
  readonly logged: NonNullable<ReturnType<typeof useLoggedRequest>['data']>;
  readonly explanation: NonNullable<ReturnType<typeof useRequestExplanation>['data']>;
}

function Explained({ result, selected, logged, explanation }: ExplainedProps) {
  const point = result.points[selected];
  const production = result.statics.find((arm) => arm.production)?.action;
  const chosen = point === undefined ? undefined : chosenAction(explanation, point.alpha, production);
  const names = useMemo(() => new Map(result.statics.map((arm) => [arm.action, arm.name])), [result]);
  const slates = useMemo(() => {
    const { candidates } = logged;
    if (candidates === undefined) return undefined;
    const slateOf = (action: number | undefined) => {
      const weights = action === undefined ? undefined : result.actionWeights?.values[action];
      if (weights === undefined || result.actionWeights === undefined) return undefined;
      const { heads } = result.actionWeights;
      const inOrder = candidates.heads.map((head) => weights[heads.indexOf(head)] ?? 0);
      const { order } = rankCandidates(candidates.values, candidates.bonus, inOrder);
      return [...order.subarray(0, logged.slate.length || 12)].flatMap((place) => candidates.cards[place] ?? []);
    };
    return { before: slateOf(production), after: slateOf(chosen) };
  }, [logged, result, production, chosen]);
  if (point === undefined || chosen === undefined)
    return (
      <EmptyState icon={IconListSearch} title="Nothing is predicted for this request">
        Choose another one.
      </EmptyState>
    );
  return (
    <>
      {explanation.objectives.map((objective, place) => (
        <QSurface
          key={objective}
          result={result}
          title={`Predicted ${formatName(objective)}`}
          values={explanation.surfaces[place] ?? []}
          chosen={chosen}
          logged={logged.action.index}
        />
      ))}
      <Panel
        title="The slate"
        note={`alpha ${alphaLabel(point)} chooses ${names.get(chosen) ?? `action ${chosen}`}`}
        className={classes['slates'] ?? ''}
      >
        {slates?.before === undefined || slates.after === undefined ? (
          <>
            <p className="dim">
              The candidates of this request were not kept, so only what was served can be shown. Choose one with all candidates.
            </p>
            <SlateStrip
              title={`Served by ${logged.action.name}`}
              items={logged.slate.map(({ item }) => item)}
              outcomes={logged.slate.map(({ outcomes }) => outcomes)}
            />
          </>
        ) : (
          <>
            <SlateStrip title="Production would have shown" items={slates.before} />
            <SlateStrip title="The policy shows" items={slates.after} before={slates.before} />
            <SlateStrip
              title={`Served, by ${logged.action.name}`}
              items={logged.slate.map(({ item }) => item)}
              outcomes={logged.slate.map(({ outcomes }) => outcomes)}
            />
          </>
        )}
      </Panel>
    </>
  );
}
