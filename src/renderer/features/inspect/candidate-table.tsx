import { type KeyboardEvent, memo, useEffect, useId, useMemo, useRef } from 'react';
import { formatName } from '../../ui/format.ts';
import { CandidateRow, rowHeight } from './candidate-row.tsx';
import { contributionScale } from './contribution-bar.tsx';
import classes from './candidate-table.module.css';
import { useVisibleRange } from '../../ui/use-visible-range.ts';
import { HeadSwatch } from './head-swatch.tsx';
import shared from './inspect-shared.module.css';
import type { RankedCandidate } from './rank-candidates.ts';
import type { RankDifference } from './rank-difference.ts';
import { useRowSlide } from './use-row-slide.ts';

interface CandidateTableProps {
  readonly rows: readonly RankedCandidate[];
  readonly heads: readonly string[];
  readonly colors: readonly string[];
  /** Largest value of each head among the candidates: the bars of a column share it. */
  readonly headMost: readonly number[];
  /** By the name of the query vector. */
  readonly queryColors: ReadonlyMap<string, string>;
  readonly difference: RankDifference | undefined;
  readonly selected: number | undefined;
  readonly actual: number | undefined;
  readonly onSelect: (item: number) => void;
}

/** Widths of the columns in pixels; the item takes what is left, and at least its own. */
const widths = {
  rank: 40,
  move: 46,
  item: 160,
  utility: 62,
  contribution: 134,
  tightContribution: 118,
  head: 54,
  tightHead: 44,
  retrieval: 64,
  source: 84,
};
/** More heads than this stand closer, with their names above each other. */
const roomyHeads = 5;

/** Pixels of the head, which sticks; the same in the stylesheet. */
const headHeight = 30;
/** Rows a page key moves by. */
const pageRows = 15;

/** The candidates in their order. Arrow keys move the selection; only the rows in view are drawn. */
export const CandidateTable = memo(function CandidateTable({
  rows,
  heads,
  colors,
  headMost,
  queryColors,
  difference,
  selected,
  actual,
  onSelect,
}: CandidateTableProps) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const order = useMemo(() => rows.map((row) => row.candidate.item.index), [rows]);
  const scale = useMemo(() => contributionScale(rows), [rows]);
  const onMount = useRowSlide(order);
  const { first, last, bring } = useVisibleRange({
    axis: 'y',
    scrollerRef: scroller,
    count: rows.length,
    pitch: rowHeight,
    lead: headHeight,
    cover: headHeight,
    spare: 6,
    assumed: 180,
  });
  const place = selected === undefined ? -1 : order.indexOf(selected);
  useEffect(() => {
    if (place >= 0) bring(place, 'nearest');
    // Only a new selection scrolls; a selected row that slides away does not drag the view along.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [selected]);

  function onKeyDown(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: place + 1,
      ArrowUp: place < 0 ? 0 : place - 1,
      PageDown: place + pageRows,
      PageUp: place - pageRows,
      Home: 0,
      End: rows.length - 1,
    };
    const wanted = steps[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    const item = order[Math.max(0, Math.min(rows.length - 1, wanted))];
    if (item !== undefined) onSelect(item);
  }

  const drawn = rows.slice(first, last + 1);
  const above = first * rowHeight;
  const below = (rows.length - first - drawn.length) * rowHeight;
  const comparing = difference !== undefined;
  const tight = heads.length > roomyHeads;
  const headWidth = tight ? widths.tightHead : widths.head;
  const barWidth = tight ? widths.tightContribution : widths.contribution;
  const least =
    widths.rank +
    (comparing ? widths.move : 0) +
    widths.item +
    widths.utility +
    barWidth +
    heads.length * headWidth +
    widths.retrieval +
    widths.source;
  return (
    <div ref={scroller} className={shared['tableScroll']}>
      <table
        className={`grid ${classes['candidates']}`}
        role="grid"
        tabIndex={0}
        aria-label="Candidates by utility"
        aria-rowcount={rows.length + 1}
        aria-activedescendant={place >= first && place <= last ? `${id}-${selected}` : undefined}
        style={{ minWidth: least }}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className="number" style={{ width: widths.rank }}>
              Rank
            </th>
            {comparing ? (
              <th scope="col" style={{ width: widths.move }}>
                Move
              </th>
            ) : undefined}
            <th scope="col">Item</th>
            <th scope="col" className="number" style={{ width: widths.utility }}>
              Utility
            </th>
            <th scope="col" style={{ width: barWidth }} title="Weight times probability per head, stacked; one scale for all rows.">
              w × h
            </th>
            {heads.map((head, index) => (
              <th
                key={head}
                scope="col"
                className={classes['headName']}
                data-tight={tight || undefined}
                style={{ width: headWidth }}
                title={`${formatName(head)}: predicted probability. A full bar is the largest value among these candidates.`}
              >
                <HeadSwatch color={colors[index]} />
                {formatName(head)}
              </th>
            ))}
            <th
              scope="col"
              className="number"
              style={{ width: widths.retrieval }}
              title="Dot product with the query vector that fetched it. Long-term vectors have length 1, generated ones have not, so scores of both do not compare."
            >
              Retrieval
            </th>
            <th scope="col" style={{ width: widths.source }}>
              Source
            </th>
          </tr>
        </thead>
        <tbody>
          {above > 0 ? <tr aria-hidden="true" style={{ height: above }} /> : undefined}
          {drawn.map((row) => {
            const number = row.candidate.item.index;
            return (
              <CandidateRow
                key={number}
                id={`${id}-${number}`}
                row={row}
                heads={heads}
                colors={colors}
                barWidth={barWidth - 18}
                headMost={headMost}
                sourceColor={queryColors.get(row.candidate.source)}
                scale={scale}
                move={difference?.moves.get(number)}
                comparing={comparing}
                selected={number === selected}
                actual={number === actual}
                onSelect={onSelect}
                onMount={onMount}
              />
            );
          })}
          {below > 0 ? <tr aria-hidden="true" style={{ height: below }} /> : undefined}
        </tbody>
      </table>
    </div>
  );
});
