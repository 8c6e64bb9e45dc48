import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { formatSignificant } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { ProductionGlyph } from '../../ui/production-mark.tsx';
import classes from './weight-map.module.css';
import { weightPlane } from './weight-plane.ts';
import { tintOf, type WeightCell, WeightTable } from './weight-table.tsx';

interface QSurfaceProps {
  readonly result: SweepResult;
  readonly title: string;
  /** One per action. */
  readonly values: readonly number[];
  readonly chosen: number;
  readonly logged: number;
}

/** A number per action over the grid of actions: a stronger tint is more; the chosen and the logged cell are outlined. */
export function QSurface({ result, title, values, chosen, logged }: QSurfaceProps) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const production = result.statics.find((arm) => arm.production)?.action;
  const plane = weightPlane(result);
  const caption = `${title} per action`;
  const cell = (action: number, where: string): WeightCell => {
    const text = formatSignificant(values[action] ?? NaN, 4);
    return {
      tint: ((values[action] ?? low) - low) / (high - low || 1),
      title: `${where}: ${text}`,
      marks: { 'data-chosen': action === chosen || undefined, 'data-logged': action === logged || undefined },
      content: (
        <>
          {action === production ? <ProductionGlyph /> : undefined}
          <span className="visually-hidden">{text}</span>
          {action === chosen ? <span className={plane === undefined ? undefined : 'visually-hidden'}>chosen</span> : undefined}
        </>
      ),
    };
  };
  return (
    <Panel title={title} note={`${formatSignificant(low, 3)} to ${formatSignificant(high, 3)}`}>
      <div className={classes['map']}>
        {plane === undefined ? (
          <table>
            <caption className="visually-hidden">{caption}</caption>
            <tbody>
              {result.statics.map(({ action, name }) => {
                const { tint, title: tip, marks, content } = cell(action, name);
                return (
                  <tr key={action}>
                    <th scope="row">{name}</th>
                    <td title={tip} {...marks} style={tintOf(tint)}>
                      {content}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        ) : (
          <WeightTable plane={plane} caption={caption} cell={cell} />
        )}
      </div>
    </Panel>
  );
}
