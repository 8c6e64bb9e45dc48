import type { ReactNode } from 'react';
import { formatName, formatSignificant } from '../../ui/format.ts';
import type { WeightPlane } from './weight-plane.ts';

/** How one action is drawn: `tint` from 0 to 1, marks as attributes of the cell. */
export interface WeightCell {
  readonly tint: number;
  readonly title: string;
  readonly marks?: {
    readonly 'data-chosen'?: true | undefined;
    readonly 'data-logged'?: true | undefined;
    readonly 'data-production'?: true | undefined;
  };
  readonly content: ReactNode;
}

interface WeightTableProps {
  readonly plane: WeightPlane;
  readonly caption: string;
  readonly cell: (action: number, where: string) => WeightCell;
}

/** Deeper would take the text its contrast. */
const deepestTint = 46;

/** The colour of a cell. */
export function tintOf(share: number): { readonly background: string } {
  return { background: `color-mix(in srgb, var(--accent) ${Math.round(share * deepestTint)}%, var(--surface-sunken))` };
}

/** One cell per action over the plane of two weights: the first weight across, the second down. */
export function WeightTable({ plane, caption, cell }: WeightTableProps) {
  const [across, down] = plane.heads;
  const at = new Map(plane.cells.map(({ row, column, action }) => [row * plane.columns.length + column, action]));
  return (
    <table>
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">
              {formatName(down)} down, {formatName(across)} across
            </span>
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
              const action = at.get(row * plane.columns.length + column);
              if (action === undefined) return <td key={other} style={tintOf(0)} />;
              const { tint, title, marks, content } = cell(
                action,
                `${formatName(across)} ${formatSignificant(other, 3)}, ${formatName(down)} ${formatSignificant(weight, 3)}`,
              );
              return (
                <td key={other} title={title} {...marks} style={tintOf(tint)}>
                  {content}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
