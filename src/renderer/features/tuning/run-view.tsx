import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { memo } from 'react';
import { useAddress } from '../../shell/address.ts';
import { Later } from '../../shell/later.tsx';
import { LoadingState } from '../../ui/states.tsx';
import { FrontierView } from './frontier-view.tsx';
import { RequestView } from './request-view.tsx';
import { selectionOf, shownPolicy } from './shown-policy.ts';

interface RunViewProps {
  readonly result: SweepResult;
  readonly run: number;
  /** Shows single requests instead of the frontier. */
  readonly request: boolean;
}

/** One finished sweep: its frontier, or one request under the policy that is open. */
export const RunView = memo(function RunView({ result, run, request }: RunViewProps) {
  const { parameters, change } = useAddress();
  if (!request)
    return (
      <Later fallback={<LoadingState rows={12} label="Drawing the frontier" />}>
        <FrontierView run={run} result={result} />
      </Later>
    );
  const selection = selectionOf(result, parameters);
  const shown = shownPolicy(result, selection);
  if (shown === undefined) return undefined;
  return (
    <RequestView
      result={result}
      of={{ run, ...shown.choice }}
      title={shown.title}
      choosing={{ selection, choose: ({ point, beside }) => change({ point, beside }) }}
    />
  );
});
