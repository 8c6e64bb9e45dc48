import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { formatCount, formatInterval, formatLift, formatName } from '../../ui/format.ts';

/** What each group would take for its alpha, and what that does to it. */
export function CohortTable({ result }: { readonly result: SweepResult }) {
  const { cohorts } = result;
  if (cohorts === undefined) return undefined;
  return (
    <>
      <table className="grid">
        <caption className="visually-hidden">One alpha per {formatName(cohorts.column)}</caption>
        <thead>
          <tr>
            <th scope="col">{formatName(cohorts.column)}</th>
            <th scope="col" className="number">
              scored rows
            </th>
            <th scope="col" className="number">
              users
            </th>
            <th scope="col" className="number">
              alpha
            </th>
            {result.objectives.map((objective) => (
              <th key={objective} scope="col" className="number">
                {formatName(objective)}, lift
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cohorts.groups.map(({ name, rows, users, points, chosenAlpha }) => {
            const chosen = points.find((point) => point.alpha === chosenAlpha);
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="number">{formatCount(rows)}</td>
                <td className="number">{formatCount(users)}</td>
                <td className="number">{chosenAlpha === undefined ? 'production' : chosenAlpha.toFixed(3)}</td>
                {result.objectives.map((objective) => {
                  const interval = chosen?.liftIntervals.find((entry) => entry.objective === objective);
                  const lift = chosen?.lifts[objective];
                  return (
                    <td key={objective} className="number">
                      {chosen === undefined ? (
                        <span className="dim">stays as it is</span>
                      ) : chosen.refused || lift === undefined ? (
                        <span className="dim">too few hits to say</span>
                      ) : (
                        <>
                          {formatLift(lift)}{' '}
                          <span className="dim">
                            {interval === undefined ? '' : formatInterval(interval.low, interval.high, formatLift)}
                          </span>
                        </>
                      )}
                    </td>
                  );
                })}
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
