import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { formatCount, formatInterval, formatLift, formatName } from '../../ui/format.ts';
import { statusWords } from './status-style.ts';

/** Policies that are no sweep of alpha, on the same rows and axes: DRL-PUT, one alpha per cohort. */
export function PolicyList({ result }: { readonly result: SweepResult }) {
  const policies = result.policies ?? [];
  return (
    <table className="grid">
      <caption className="visually-hidden">Other policies on the same axes</caption>
      <thead>
        <tr>
          <th scope="col">policy</th>
          <th scope="col">status</th>
          {result.objectives.map((objective) => (
            <th key={objective} scope="col" className="number">
              {formatName(objective)}, lift
            </th>
          ))}
          <th scope="col" className="number">
            hits
          </th>
        </tr>
      </thead>
      <tbody>
        {policies.map((policy) => (
          <tr key={policy.name} title={policy.words}>
            <th scope="row">{policy.name}</th>
            <td>{statusWords[policy.status]}</td>
            {result.objectives.map((objective) => {
              const interval = policy.liftIntervals.find((entry) => entry.objective === objective);
              const lift = policy.lifts[objective];
              return (
                <td key={objective} className="number">
                  {policy.status === 'refused' || lift === undefined ? (
                    <span className="dim">no number</span>
                  ) : (
                    <>
                      {formatLift(lift)}{' '}
                      <span className="dim">{interval === undefined ? '' : formatInterval(interval.low, interval.high, formatLift)}</span>
                    </>
                  )}
                </td>
              );
            })}
            <td className="number">{formatCount(policy.hits)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
