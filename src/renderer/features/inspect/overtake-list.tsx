import { Button, NumberInput } from '@mantine/core';
import { memo, useMemo } from 'react';
import { overtake, type SingleWeightChange } from '../../../core/utility/overtake.ts';
import { formatLift, formatName, formatPercent, formatSigned, formatSignificant } from '../../ui/format.ts';
import { HeadSwatch } from './head-swatch.tsx';
import classes from './overtake-list.module.css';
import type { RankedCandidate } from './rank-candidates.ts';

interface OvertakeListProps {
  readonly row: RankedCandidate;
  /** The candidate to be passed, and how many there are to choose from. */
  readonly upper: RankedCandidate;
  readonly onUpper: (rank: number) => void;
  readonly heads: readonly string[];
  readonly colors: readonly string[];
  readonly weights: readonly number[];
  readonly onWeights: (changes: Readonly<Record<string, number>>) => void;
}

/** At the crossing the two are level; a thousandth of the way further the lower one leads. */
function beyond(from: number, to: number): number {
  return Number((to + (to - from) * 0.001 + Math.sign(to - from) * 1e-6).toPrecision(6));
}

function changeWords({ from, to }: SingleWeightChange): string {
  return from === 0 ? formatSigned(to, 3) : formatLift((to - from) / Math.abs(from));
}

/** What puts one candidate above another: each weight alone, and all together by the least relative change. Each line can be tried at once. */
export const OvertakeList = memo(function OvertakeList({ row, upper, onUpper, heads, colors, weights, onWeights }: OvertakeListProps) {
  const found = useMemo(
    () => overtake(upper.candidate.heads, row.candidate.heads, weights),
    [upper.candidate.heads, row.candidate.heads, weights],
  );
  const { relative } = found;
  const name = (head: number) => heads[head] ?? '';
  return (
    <section className={classes['overtake']} aria-label="What would put it higher">
      <header>
        <h3>What puts it above rank</h3>
        <NumberInput
          aria-label="Rank to pass"
          size="xs"
          w={44}
          hideControls
          min={1}
          max={row.rank - 1}
          allowDecimal={false}
          value={upper.rank}
          onChange={(next) => typeof next === 'number' && next >= 1 && onUpper(Math.min(row.rank - 1, next))}
        />
      </header>
      {found.single.length === 0 ? (
        <p className="dim">Both have the same heads: no weights can part them.</p>
      ) : (
        <ul>
          {found.single.slice(0, 5).map((change) => (
            <li key={change.head}>
              <HeadSwatch color={colors[change.head]} />
              <span className="ellipsis">{formatName(name(change.head))}</span>
              <span className={classes['figure']}>
                {formatSignificant(change.from, 3)} → {formatSignificant(change.to, 3)}
              </span>
              <span className={classes['figure']}>{changeWords(change)}</span>
              <Button
                variant="subtle"
                size="compact-xs"
                aria-label={`Try ${formatName(name(change.head))} alone`}
                onClick={() => onWeights({ [name(change.head)]: beyond(change.from, change.to) })}
              >
                Try
              </Button>
            </li>
          ))}
          {relative === undefined ? undefined : (
            <li>
              <span className={classes['together']}>All together, least relative change</span>
              <span className={classes['figure']}>{formatPercent(relative.size)}</span>
              <Button
                variant="subtle"
                size="compact-xs"
                aria-label="Try all weights together"
                onClick={() =>
                  onWeights(
                    Object.fromEntries(
                      relative.weights.flatMap((weight, head) => {
                        const from = weights[head] ?? 0;
                        return weight === from ? [] : [[name(head), beyond(from, weight)]];
                      }),
                    ),
                  )
                }
              >
                Try
              </Button>
            </li>
          )}
        </ul>
      )}
    </section>
  );
});
