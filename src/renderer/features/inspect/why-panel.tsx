import { NumberInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { memo, useState } from 'react';
import type { ItemCard } from '../../../contract/datasets.ts';
import { defaultSlate, type WhyNot } from '../../../contract/inspect.ts';
import { type InspectQuestion, useWhyNot } from '../../data/inspect.ts';
import { formatCount, formatNumber, formatSigned } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { HeadFigureNames, HeadFigures, HeadName } from './head-cells.tsx';
import { ItemSearch } from './item-search.tsx';
import classes from './why-panel.module.css';

interface WhyPanelProps {
  readonly question: InspectQuestion | undefined;
  readonly heads: readonly string[];
  readonly colors: readonly string[];
  readonly weights: readonly number[];
  /** The selected candidate, to begin with. */
  readonly selected: ItemCard | undefined;
}

/** The answer in one sentence. */
function verdict({ reason, shown, places, ranking }: WhyNot): string {
  const best = places.flatMap(({ rank }) => rank ?? []).toSorted((left, right) => left - right)[0];
  switch (reason.type) {
    case 'shown':
      return `It was shown: rank ${reason.rank} of the first ${shown}.`;
    case 'outside-bundle':
      return 'The bundle has no vector of it, so it can never be retrieved.';
    case 'filtered':
      return `Filtered: ${reason.seq < 0 ? 'the inserted event' : `event ${reason.seq}`} of the history is this item, and seen items are left out${best === undefined ? '' : `. It would have been at retrieval rank ${formatCount(best)}`}.`;
    case 'not-retrieved':
      return `Not retrieved: its best rank is ${best === undefined ? 'unknown' : formatCount(best)}${ranking === undefined ? '' : `. Ranked with the candidates it would have come ${formatCount(ranking.rank)}`}.`;
    case 'ranked-below':
      return `Retrieved, but ranked ${reason.rank}: ${formatNumber(reason.margin, 4)} of utility below place ${shown}.`;
  }
}

function Places({ answer }: { readonly answer: WhyNot }) {
  return (
    <table className={`grid ${classes['places']}`}>
      <thead>
        <tr>
          <th scope="col">Vector</th>
          <th scope="col" className="number" title="Exact rank over the catalogue; other seen items are left out">
            Rank
          </th>
          <th scope="col" className="number" title="Candidates this vector may claim">
            Quota
          </th>
          <th scope="col" className="number" title="Its score less that of the last item within the quota">
            Gap
          </th>
        </tr>
      </thead>
      <tbody>
        {answer.places.map(({ query, rank, quota, score, lastScore }) => (
          <tr key={query}>
            <th scope="row" className="ellipsis">
              {query}
            </th>
            <td className="number">{rank === undefined ? '–' : formatCount(rank)}</td>
            <td className="number">{quota}</td>
            <td className="number">{lastScore === undefined ? '–' : formatSigned(score - lastScore, 3)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Why an item of the catalogue is not on the slate of this request: retrieval, filters or ranking, with the margin. */
export const WhyPanel = memo(function WhyPanel({ question, heads, colors, weights, selected }: WhyPanelProps) {
  const [chosen, setChosen] = useState<ItemCard>();
  const [shown, setShown] = useState<number>(defaultSlate);
  // A slider that moves asks once it rests.
  const [settled] = useDebouncedValue(weights, 250);
  const item = chosen ?? selected;
  const named = Object.fromEntries(heads.map((head, index) => [head, settled[index] ?? 0]));
  const answer = useWhyNot(question, named, item?.id, shown);
  const found = item === undefined ? undefined : answer.data;
  return (
    <Panel title="Why not shown" note="any item of the catalogue" flush>
      <div className={classes['ask']}>
        <ItemSearch dataset={question?.dataset ?? ''} label="Item to ask about" value={item} onChange={setChosen} />
        <label>
          among the first
          <NumberInput
            aria-label="Places of the slate"
            w={48}
            hideControls
            min={1}
            max={100}
            allowDecimal={false}
            value={shown}
            onChange={(next) => typeof next === 'number' && next >= 1 && setShown(Math.min(100, next))}
          />
        </label>
      </div>
      {item === undefined ? (
        <p className={classes['verdict']}>Search for an item that should have been shown, or select a candidate.</p>
      ) : answer.isError ? (
        <ErrorState title="The question was not answered" error={answer.error} onRetry={() => void answer.refetch()} />
      ) : found === undefined ? (
        <LoadingState rows={4} label="Looking for the reason" />
      ) : (
        <div aria-live="polite">
          <p className={classes['verdict']} data-type={found.reason.type}>
            <strong>{found.item.title}</strong>
            {verdict(found)}
          </p>
          {found.places.length === 0 ? undefined : <Places answer={found} />}
          {found.ranking === undefined ? undefined : (
            <table className={`grid ${classes['places']}`}>
              <thead>
                <tr>
                  <th scope="col">Head</th>
                  <HeadFigureNames />
                </tr>
              </thead>
              <tbody>
                {heads.map((head, index) => (
                  <tr key={head}>
                    <HeadName head={head} color={colors[index]} />
                    <HeadFigures probability={found.ranking?.heads[index]} contribution={found.ranking?.contributions[index]} />
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row">Utility, rank {formatCount(found.ranking.rank)}</th>
                  <td />
                  <td className="number">{formatNumber(found.ranking.utility, 4)}</td>
                </tr>
              </tfoot>
            </table>
          )}
        </div>
      )}
    </Panel>
  );
});
