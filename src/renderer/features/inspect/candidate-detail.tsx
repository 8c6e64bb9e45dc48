import { memo, useState } from 'react';
import { formatName, formatNumber, formatSigned, formatSignificant } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import classes from './candidate-detail.module.css';
import { HeadFigureNames, HeadFigures, HeadName } from './head-cells.tsx';
import { OvertakeList } from './overtake-list.tsx';
import type { RankedCandidate } from './rank-candidates.ts';

interface CandidateDetailProps {
  /** The current order, and the place of the selected candidate in it (-1 for none). */
  readonly rows: readonly RankedCandidate[];
  readonly place: number;
  /** How it came here from the order compared with, in words. */
  readonly move: string | undefined;
  readonly onWeights: (changes: Readonly<Record<string, number>>) => void;
  readonly heads: readonly string[];
  readonly colors: readonly string[];
  readonly weights: readonly number[];
}

interface DifferenceBarProps {
  readonly value: number;
  readonly most: number;
  readonly color: string;
}

const barWidth = 52;

/** A signed bar around a zero line. */
function DifferenceBar({ value, most, color }: DifferenceBarProps) {
  const length = most > 0 ? (Math.abs(value) / most) * (barWidth / 2) : 0;
  return (
    <svg width={barWidth} height={10} aria-hidden="true" focusable="false">
      <rect x={value < 0 ? barWidth / 2 - length : barWidth / 2} y={1} width={length} height={8} fill={color} />
      <line x1={barWidth / 2} x2={barWidth / 2} y1={0} y2={10} stroke="var(--text-dim)" />
    </svg>
  );
}

/** The head whose contribution differs most, in words. */
function reason(row: RankedCandidate, above: RankedCandidate, heads: readonly string[]): string {
  const gaps = heads.map((head, index) => ({ head, gap: (row.contributions[index] ?? 0) - (above.contributions[index] ?? 0) }));
  const most = gaps.toSorted((a, b) => a.gap - b.gap)[0];
  const gap = row.utility - above.utility;
  if (gap === 0) return 'Both have the same utility: retrieval decided the order.';
  return most === undefined
    ? ''
    : `${formatSigned(gap, 4)} in utility; most of it from ${formatName(most.head)} (${formatSigned(most.gap, 4)}).`;
}

/** Why the selected candidate stands where it does: its contributions against those of the one above. */
export const CandidateDetail = memo(function CandidateDetail({
  rows,
  place,
  move,
  heads,
  colors,
  weights,
  onWeights,
}: CandidateDetailProps) {
  const [chosen, setChosen] = useState<number>();
  const row = rows[place];
  // The rank to be passed: the next one up unless another was chosen that still stands above.
  const above = rows[chosen !== undefined && chosen <= place ? chosen - 1 : place - 1];
  if (row === undefined) {
    return (
      <Panel title="Selected candidate">
        <p className="dim">Select a row to see what its place is made of.</p>
      </Panel>
    );
  }
  const gaps = heads.map((_, index) => (row.contributions[index] ?? 0) - (above?.contributions[index] ?? 0));
  const most = Math.max(...gaps.map(Math.abs), 0);
  return (
    <Panel title="Selected candidate" note={`rank ${row.rank}`} flush>
      <div className={classes['detailHead']}>
        <strong>{row.candidate.item.title}</strong>
        <span className="dim">
          {row.candidate.item.topics.join(', ')}
          {row.candidate.item.topics.length > 0 ? ' · ' : ''}id {row.candidate.item.id}
        </span>
        {above === undefined ? (
          <p>First in the order: nothing stands above it.</p>
        ) : (
          <p>
            Against rank {above.rank}, <em>{above.candidate.item.title}</em>: {reason(row, above, heads)}
          </p>
        )}
        {move === undefined ? undefined : <p>{move}</p>}
        {row.candidate.sources.length > 1 ? <p className="dim">Fetched by {row.candidate.sources.join(', ')}.</p> : undefined}
      </div>
      <table className={`grid ${classes['detail']}`}>
        <thead>
          <tr>
            <th scope="col">Head</th>
            <th scope="col" className="number">
              w
            </th>
            <HeadFigureNames />
            {above === undefined ? undefined : (
              <>
                <th scope="col" className="number">
                  above
                </th>
                <th scope="col">gap</th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {heads.map((head, index) => (
            <tr key={head}>
              <HeadName head={head} color={colors[index]} />
              <td className="number">{formatSignificant(weights[index] ?? 0, 3)}</td>
              <HeadFigures probability={row.candidate.heads[index]} contribution={row.contributions[index]} />
              {above === undefined ? undefined : (
                <>
                  <td className="number">{formatNumber(above.contributions[index] ?? 0, 4)}</td>
                  <td title={formatSigned(gaps[index] ?? 0, 4)}>
                    <DifferenceBar value={gaps[index] ?? 0} most={most} color={colors[index] ?? 'var(--text-dim)'} />
                    <span className="visually-hidden">{formatSigned(gaps[index] ?? 0, 4)}</span>
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Utility</th>
            <td />
            <td />
            <td className="number">{formatNumber(row.utility, 4)}</td>
            {above === undefined ? undefined : (
              <>
                <td className="number">{formatNumber(above.utility, 4)}</td>
                <td>{formatSigned(row.utility - above.utility, 4)}</td>
              </>
            )}
          </tr>
        </tfoot>
      </table>
      {above === undefined ? undefined : (
        <OvertakeList row={row} upper={above} onUpper={setChosen} heads={heads} colors={colors} weights={weights} onWeights={onWeights} />
      )}
    </Panel>
  );
});
