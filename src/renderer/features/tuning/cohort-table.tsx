import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { formatCount, formatName } from '../../ui/format.ts';
import { TableHead } from '../../ui/table-head.tsx';
import { type BesideActions, BesideName, ProposeBeside } from './beside-actions.tsx';
import { LiftText } from './lift-text.tsx';
import { noRule } from './shown-policy.ts';

/** What each group would take for its alpha, what that does to it, and all of them together as one policy. */
export function CohortTable({ result, ...actions }: BesideActions & { readonly result: SweepResult }) {
  const { cohorts, policies = [] } = result;
  if (cohorts === undefined) return undefined;
  const place = policies.findIndex(({ kind }) => kind === 'cohorts');
  const together = policies[place];
  return (
    <>
      <table className="grid">
        <caption className="visually-hidden">One alpha per {formatName(cohorts.column)}</caption>
        <TableHead
          columns={[
            formatName(cohorts.column),
            { number: 'scored rows' },
            { number: 'users' },
            { number: 'alpha' },
            ...result.objectives.map((objective) => ({ number: `${formatName(objective)}, lift` })),
            { hidden: 'next step' },
          ]}
        />
        <tbody>
          {together === undefined ? undefined : (
            <tr data-current={actions.beside === place || undefined}>
              <th scope="row">
                <BesideName policy={together} place={place} {...actions} />
              </th>
              <td className="number">{formatCount(result.split.scoreRows)}</td>
              <td />
              <td className="number">each its own</td>
              {result.objectives.map((objective) => (
                <td key={objective} className="number">
                  <LiftText of={together.status === 'refused' ? undefined : together} objective={objective} without="no number" />
                </td>
              ))}
              <td>
                <ProposeBeside policy={together} place={place} {...actions} />
              </td>
            </tr>
          )}
          {cohorts.groups.map(({ name, rows, users, points, chosenAlpha }) => {
            const chosen = points.find((point) => point.alpha === chosenAlpha);
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="number">{formatCount(rows)}</td>
                <td className="number">{formatCount(users)}</td>
                <td className="number">{chosenAlpha === undefined ? 'production' : chosenAlpha.toFixed(3)}</td>
                {result.objectives.map((objective) => (
                  <td key={objective} className="number">
                    <LiftText
                      of={chosen?.refused === true ? undefined : chosen}
                      objective={objective}
                      without={chosen === undefined ? 'stays as it is' : 'too few hits to say'}
                    />
                  </td>
                ))}
                <td />
              </tr>
            );
          })}
        </tbody>
      </table>
      {together === undefined || together.rule === undefined ? <p className="dim">{noRule}</p> : undefined}
      <p className="faint">
        Each alpha was chosen by the learned model alone, so these lifts were not selected on the rows that score them.
      </p>
    </>
  );
}
