import type { Plant } from '../../../core/world/card/planted.ts';
import type { WorldRecipe } from '../../../core/world/recipe.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { Figures } from '../../ui/figures.tsx';
import { formatNumber } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { parameterText, productionWeights } from './planted.ts';
import classes from './world.module.css';

/** The numbers the world was made from. They are parameters: Verify measures whether the data bears them out. */
export function PlantedPanel({ planted }: { readonly planted: readonly Plant[] }) {
  return (
    <Panel title="What is planted" note="parameters, not measurements" actions={<a href={hashHref('/verify')}>Verify them</a>} flush>
      <ul className={classes['plants']}>
        {planted.map((plant) => (
          <li key={plant.name}>
            <span>{plant.what}</span>
            <span className={classes['parameters']}>
              {plant.parameters.map((parameter) => (
                <span key={parameter.name} title={parameter.name}>
                  {parameterText(parameter)}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** How production weighs the heads. */
export function ProductionPanel({ recipe }: { readonly recipe: WorldRecipe }) {
  return (
    <Panel title="Utility weights in production">
      <Figures figures={productionWeights(recipe).map(({ name, weight }) => ({ label: name, value: formatNumber(weight, 2) }))} />
    </Panel>
  );
}
