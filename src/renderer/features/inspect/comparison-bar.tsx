import { formatNumber } from '../../ui/format.ts';
import { BundleSelect } from './bundle-select.tsx';
import { ComparisonActions } from './comparison-actions.tsx';
import classes from './comparison-bar.module.css';
import { MoveMark } from './move-mark.tsx';
import type { RankDifference } from './rank-difference.ts';

interface ComparisonBarProps {
  readonly difference: RankDifference | undefined;
  /** What the current order is compared with, in words. */
  readonly reference: string | undefined;
  readonly pinned: boolean;
  /** Other bundles that serve this dataset. */
  readonly bundles: readonly string[];
  readonly otherBundle: string | undefined;
  readonly onOtherBundle: (bundle: string | undefined) => void;
  readonly titleOf: (item: number) => string;
  /** Why an item moved, in words. */
  readonly causeOf: (item: number) => string | undefined;
  readonly onPin: () => void;
  readonly onUnpin: () => void;
  readonly onSwap: () => void;
  readonly onSelect: (item: number) => void;
}

/** Movers named in the bar; the table marks them all. */
const named = 3;

export function ComparisonBar(props: ComparisonBarProps) {
  const { difference, reference, pinned, bundles, otherBundle, onOtherBundle, titleOf, causeOf, onPin, onUnpin, onSwap, onSelect } = props;
  return (
    <div className={classes['comparison']} role="group" aria-label="Comparison">
      {difference === undefined ? (
        <span className="dim">Pin this setting as A, then change weights or history: every row shows how far it moved.</span>
      ) : (
        <>
          <span className={classes['reference']}>{reference}</span>
          <dl className={classes['figures']}>
            <div>
              <dt>Moved</dt>
              <dd>{difference.moved}</dd>
            </div>
            <div title={`Items that stand in the first ${difference.overlap.depth} of both orders`}>
              <dt>Overlap@{difference.overlap.depth}</dt>
              <dd>
                {difference.overlap.shared}/{difference.overlap.depth}
              </dd>
            </div>
            <div title="Kendall's tau-a over the items that both orders hold: 1 is the same order, -1 the reverse">
              <dt>Kendall tau</dt>
              <dd>{difference.tau === undefined ? 'too few in common' : formatNumber(difference.tau, 3)}</dd>
            </div>
            {difference.entered > 0 ? (
              <div>
                <dt>New</dt>
                <dd>{difference.entered}</dd>
              </div>
            ) : undefined}
          </dl>
          <span className={classes['movers']}>
            {difference.movers.slice(0, named).map((move) => (
              <button
                key={move.item}
                type="button"
                onClick={() => onSelect(move.item)}
                title={`${titleOf(move.item)}: ${causeOf(move.item) ?? 'its own utility did not decide'}`}
              >
                <MoveMark move={move} /> {titleOf(move.item)} <span className="faint">{causeOf(move.item)}</span>
              </button>
            ))}
          </span>
        </>
      )}
      {bundles.length === 0 ? undefined : <BundleSelect bundles={bundles} value={otherBundle} onChange={onOtherBundle} />}
      <ComparisonActions pinned={pinned} onPin={onPin} onUnpin={onUnpin} onSwap={onSwap} />
    </div>
  );
}
