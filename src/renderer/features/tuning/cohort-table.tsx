import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { formatCount, formatName } from '../../ui/format.ts';
import { TableHead } from '../../ui/table-head.tsx';
import { LiftText } from './lift-text.tsx';

/** What each group would take for its alpha, and what that does to it. */
export function CohortTable({ result }: { readonly result: SweepResult }) {
  const { cohorts } = result;
  if (cohorts === undefined) return undefined;
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
          ]}
        />
        <tbody>
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
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="faint">
        Each alpha was chosen by the learned model alone, so these lifts were not selected on the rows that score them.
      </p>
    </>
  );
}
