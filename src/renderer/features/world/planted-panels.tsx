import type { WorldRecipe } from '../../../core/world/recipe.ts';
import { Figures } from '../../ui/figures.tsx';
import { formatNumber, formatPercent, formatSigned } from '../../ui/format.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { Panel } from '../../ui/panel.tsx';
import { cohortsOf, plantsOf, productionWeights } from './planted.ts';
import classes from './world.module.css';

/** The numbers the world was made from. They are parameters: Verify measures whether the data bears them out. */
export function PlantedPanels({ recipe }: { readonly recipe: WorldRecipe }) {
  return (
    <>
      <Panel title="Taste cohorts" note="as planted" flush>
        <table className="grid">
          <thead>
            <tr>
              <th scope="col">Cohort</th>
              <th scope="col" className="number">
                Share
              </th>
              <th scope="col" className="number">
                Save, logit
              </th>
              <th scope="col" className="number">
                p2p, logit
              </th>
            </tr>
          </thead>
          <tbody>
            {cohortsOf(recipe).map((cohort) => (
              <tr key={cohort.name}>
                <td>{cohort.name}</td>
                <td className="number">{formatPercent(cohort.share, 0)}</td>
                <td className="number">{formatSigned(cohort.save, 1)}</td>
                <td className="number">{formatSigned(cohort.p2p, 1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      <Panel title="Utility weights in production">
        <Figures figures={productionWeights(recipe).map(({ name, weight }) => ({ label: name, value: formatNumber(weight, 2) }))} />
      </Panel>
      <Panel title="What is planted" note="parameters, not measurements" actions={<a href={hashHref('/verify')}>Verify them</a>} flush>
        <table className="grid">
          <thead>
            <tr>
              <th scope="col">Plant</th>
              <th scope="col" className="number">
                By
              </th>
            </tr>
          </thead>
          <tbody>
            {plantsOf(recipe).map((plant) => (
              <tr key={plant.what}>
                <td>{plant.what}</td>
                <td className={`number ${classes['size']}`}>{plant.size}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
    </>
  );
}
