import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { useAddress } from '../../shell/address.ts';
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
export function RunView({ result, run, request }: RunViewProps) {
  const { parameters, change } = useAddress();
  if (!request) return <FrontierView run={run} result={result} />;
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
}
