import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { formatCount, formatName } from '../../ui/format.ts';
import { TableHead } from '../../ui/table-head.tsx';
import { type BesideActions, BesideName, ProposeBeside } from './beside-actions.tsx';
import { LiftText } from './lift-text.tsx';
import { noRule } from './shown-policy.ts';
import { statusWords } from './status-style.ts';

/** Policies that are no sweep of alpha, on the same rows and axes: DRL-PUT, one alpha per cohort. */
export function PolicyList({ result, ...actions }: BesideActions & { readonly result: SweepResult }) {
  const policies = result.policies ?? [];
  return (
    <>
      <table className="grid">
        <caption className="visually-hidden">Other policies on the same axes</caption>
        <TableHead
          columns={[
            'policy',
            'status',
            ...result.objectives.map((objective) => ({ number: `${formatName(objective)}, lift` })),
            { number: 'hits' },
            { hidden: 'next step' },
          ]}
        />
        <tbody>
          {policies.map((policy, place) => (
            <tr key={policy.name} data-current={actions.beside === place || undefined}>
              <th scope="row">
                <BesideName policy={policy} place={place} {...actions} />
              </th>
              <td>{statusWords[policy.status]}</td>
              {result.objectives.map((objective) => (
                <td key={objective} className="number">
                  <LiftText of={policy.status === 'refused' ? undefined : policy} objective={objective} without="no number" />
                </td>
              ))}
              <td className="number">{formatCount(policy.hits)}</td>
              <td>
                <ProposeBeside policy={policy} place={place} {...actions} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {policies.some(({ rule }) => rule === undefined) ? <p className="dim">{noRule}</p> : undefined}
    </>
  );
}
