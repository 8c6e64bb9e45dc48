import { memo } from 'react';
import type { Candidate, QueryVector } from '../../../contract/inspect.ts';
import { formatNumber, formatPercent } from '../../ui/format.ts';
import classes from './pool-map.module.css';
import { queryColor } from './query-color.ts';

interface PoolMapProps {
  readonly queries: readonly QueryVector[];
  readonly candidates: readonly Candidate[];
  readonly selected: number | undefined;
}

const width = 300;
const height = 10;

/** Squares of one row as one path: one shape per vector, however many candidates. */
function cells(places: readonly number[], cell: number): string {
  return places
    .map(
      (place) =>
        `M${(place * cell).toFixed(2)} 0h${Math.max(0.8, cell - 0.6).toFixed(2)}v${height}h-${Math.max(0.8, cell - 0.6).toFixed(2)}z`,
    )
    .join('');
}

/**
 * One row per query vector over all candidates, best retrieval score first: solid where this vector fetched the candidate, faint where its pool holds it too.
 */
export const PoolMap = memo(function PoolMap({ queries, candidates, selected }: PoolMapProps) {
  const order = candidates.toSorted((left, right) => right.retrievalScore - left.retrievalScore);
  const cell = width / Math.max(1, order.length);
  const marked = order.findIndex(({ item }) => item.index === selected);
  const many = queries.length > 1;
  return (
    <table className={classes['pools']} aria-label="What each query vector fetched">
      <thead>
        <tr>
          <th scope="col">Vector</th>
          <th scope="col" title="Candidates it was the first to claim">
            Claimed
          </th>
          <th scope="col" title="Candidates that no other vector's pool holds">
            Alone
          </th>
          <th scope="col" title="Entropy of the topics of its own pool">
            Bits
          </th>
        </tr>
      </thead>
      <tbody>
        {queries.map((query, index) => {
          const color = queryColor(index, queries.length);
          const held = order.flatMap(({ sources, source }, place) =>
            sources.includes(query.name) && source !== query.name ? [place] : [],
          );
          const claimed = order.flatMap(({ source }, place) => (source === query.name ? [place] : []));
          return (
            <tr
              key={query.name}
              title={`${query.name}: ${formatPercent(query.share, 0)} of the candidates, norm ${formatNumber(query.norm, 2)}`}
            >
              <th scope="row">
                <span className={classes['name']}>
                  <span className={classes['dot']} style={{ background: color }} aria-hidden="true" />
                  {query.name}
                </span>
                <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
                  <rect width={width} height={height} fill="var(--surface-sunken)" />
                  {many ? <path d={cells(held, cell)} fill={color} opacity={0.3} /> : undefined}
                  <path d={cells(claimed, cell)} fill={color} />
                  {marked >= 0 ? (
                    <rect x={marked * cell - 0.8} width={cell + 1.2} height={height} fill="none" stroke="var(--text)" strokeWidth={1.4} />
                  ) : undefined}
                </svg>
              </th>
              <td>{query.claimed}</td>
              <td>{query.alone}</td>
              <td>{query.topicEntropy === undefined ? '–' : formatNumber(query.topicEntropy, 1)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
});
