import { formatName, formatNumber } from '../../ui/format.ts';
import { HeadSwatch } from './head-swatch.tsx';

/** The head of a table's row. */
export function HeadName({ head, color }: { readonly head: string; readonly color: string | undefined }) {
  return (
    <th scope="row">
      <HeadSwatch color={color} />
      {formatName(head)}
    </th>
  );
}

/** Its probability and what it adds to the utility, two cells. */
export function HeadFigures({
  probability = 0,
  contribution = 0,
}: {
  readonly probability: number | undefined;
  readonly contribution: number | undefined;
}) {
  return (
    <>
      <td className="number">{formatNumber(probability, 3)}</td>
      <td className="number">{formatNumber(contribution, 4)}</td>
    </>
  );
}

/** Names of these two columns. */
export function HeadFigureNames() {
  return (
    <>
      <th scope="col" className="number">
        h
      </th>
      <th scope="col" className="number">
        w × h
      </th>
    </>
  );
}
