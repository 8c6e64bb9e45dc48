import type { WorldCard } from '../../../core/world/card/world-card.ts';
import type { WorldRecipe } from '../../../core/world/recipe.ts';
import { formatCount, formatPercent, formatSigned } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { cohortsOf } from './planted.ts';
import classes from './world.module.css';

const deepestTint = 34;

interface PeoplePanelProps {
  readonly cohorts: WorldCard['cohorts'];
  readonly recipe: WorldRecipe;
}

/** Hidden taste against visible activity: who asks, and how far one tells of the other. */
export function PeoplePanel({ cohorts, recipe }: PeoplePanelProps) {
  const total = cohorts.requests.flat().reduce((sum, count) => sum + count, 0);
  const most = Math.max(...cohorts.requests.flat(), 1);
  const planted = cohortsOf(recipe);
  const sum = (counts: readonly number[]) => counts.reduce((one, other) => one + other, 0);
  return (
    <Panel title="Taste and activity" note={`share of ${formatCount(total)} requests`} flush>
      <table className={`grid ${classes['people'] ?? ''}`}>
        <thead>
          <tr>
            <th scope="col">Hidden taste</th>
            {cohorts.activities.map((activity) => (
              <th key={activity} scope="col" className="number">
                {activity}
              </th>
            ))}
            <th scope="col" className="number">
              All
            </th>
          </tr>
        </thead>
        <tbody>
          {cohorts.tastes.map((taste, row) => {
            const counts = cohorts.requests[row] ?? [];
            const plant = planted.find(({ name }) => name === taste);
            return (
              <tr key={taste}>
                <th scope="row">
                  {taste}
                  {plant === undefined ? undefined : (
                    <span className={classes['interval']}>
                      {formatPercent(plant.share, 0)} of users, save {formatSigned(plant.save, 1)}, p2p {formatSigned(plant.p2p, 1)}
                    </span>
                  )}
                </th>
                {counts.map((count, column) => (
                  <td
                    key={cohorts.activities[column] ?? column}
                    className="number"
                    title={`${formatCount(count)} requests`}
                    style={{
                      background: `color-mix(in srgb, var(--accent) ${Math.round((count / most) * deepestTint)}%, var(--surface))`,
                    }}
                  >
                    {formatPercent(count / total, 1)}
                  </td>
                ))}
                <td className="number">{formatPercent(sum(counts) / total, 1)}</td>
              </tr>
            );
          })}
          <tr>
            <th scope="row">all</th>
            {cohorts.activities.map((activity, column) => (
              <td key={activity} className="number">
                {formatPercent(sum(cohorts.requests.map((counts) => counts[column] ?? 0)) / total, 1)}
              </td>
            ))}
            <td className="number">{formatPercent(1, 0)}</td>
          </tr>
        </tbody>
      </table>
      <p className={classes['under']}>
        CORE: 8 or more active days of the last 28; CASUAL: 4 to 7; REST: fewer. Under each taste stand its planted share and logits.
        Activity is visible as of each request; taste is not.
      </p>
    </Panel>
  );
}
