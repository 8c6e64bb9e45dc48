import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { useAddress } from '../../shell/address.ts';
import { FrontierView } from './frontier-view.tsx';
import { RequestView } from './request-view.tsx';
import { startingPoint } from './starting-point.ts';

interface RunViewProps {
  readonly result: SweepResult;
  readonly run: number;
  /** Shows single requests instead of the frontier. */
  readonly request: boolean;
}

/** One finished sweep: its frontier, or one request under the point that was chosen on it. */
export function RunView({ result, run, request }: RunViewProps) {
  const { parameters } = useAddress();
  if (!request) return <FrontierView run={run} result={result} />;
  const asked = Number(parameters['point'] ?? NaN);
  return <RequestView result={result} run={run} selected={result.points[asked] === undefined ? startingPoint(result) : asked} />;
}
