import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { formatName, formatSignificant } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { ProductionGlyph } from '../../ui/production-mark.tsx';
import { weightPlane } from './weight-plane.ts';
import classes from './weight-map.module.css';

interface QSurfaceProps {
  readonly result: SweepResult;
  readonly title: string;
  /** Predicted reward per action. */
  readonly values: readonly number[];
  readonly chosen: number;
  readonly logged: number;
}

/** Predicted reward over the grid of actions: darker is more; the chosen and the logged cell are outlined. */
export function QSurface({ result, title, values, chosen, logged }: QSurfaceProps) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const production = result.statics.find((arm) => arm.production)?.action;
  const plane = weightPlane(result);
  const tint = (action: number) => Math.round((((values[action] ?? low) - low) / (high - low || 1)) * 46);
  const cell = (action: number, label: string) => (
    <td
      key={action}
      title={`${label}: ${formatSignificant(values[action] ?? NaN, 4)}`}
      data-chosen={action === chosen || undefined}
      data-logged={action === logged || undefined}
      style={{ background: `color-mix(in srgb, var(--accent) ${tint(action)}%, var(--surface-sunken))` }}
    >
      {action === production ? <ProductionGlyph /> : undefined}
      <span className="visually-hidden">{formatSignificant(values[action] ?? NaN, 4)}</span>
      {action === chosen ? 'chosen' : undefined}
    </td>
  );
  return (
    <Panel title={title} note={`${formatSignificant(low, 3)} to ${formatSignificant(high, 3)}`}>
      <div className={classes['map']}>
        <table>
          <caption className="visually-hidden">{title} per action</caption>
          {plane === undefined ? (
            <tbody>
              {result.statics.map(({ action, name }) => (
                <tr key={action}>
                  <th scope="row">{name}</th>
                  {cell(action, name)}
                </tr>
              ))}
            </tbody>
          ) : (
            <>
              <thead>
                <tr>
                  <th scope="col">
                    {formatName(plane.heads[1])} \ {formatName(plane.heads[0])}
                  </th>
                  {plane.columns.map((weight) => (
                    <th key={weight} scope="col">
                      {formatSignificant(weight, 2)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {plane.rows.map((weight, row) => (
                  <tr key={weight}>
                    <th scope="row">{formatSignificant(weight, 2)}</th>
                    {plane.columns.map((other, column) => {
                      const action = plane.cells.find((entry) => entry.row === row && entry.column === column)?.action;
                      return action === undefined ? (
                        <td key={other} />
                      ) : (
                        cell(action, `${plane.heads[0]} ${other}, ${plane.heads[1]} ${weight}`)
                      );
                    })}
                  </tr>
                ))}
              </tbody>
            </>
          )}
        </table>
        <p className="dim">Thick outline: what the policy takes; thin: what was logged; diamond: production.</p>
      </div>
    </Panel>
  );
}
