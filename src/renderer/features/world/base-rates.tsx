import type { BaseRate, Rate } from '../../../core/world/card/world-card.ts';
import { formatCount, formatInterval, formatName, formatNumber, formatPercent } from '../../ui/format.ts';
import { headColor } from '../../ui/head-color.ts';
import { Panel } from '../../ui/panel.tsx';
import { ProductionMark } from '../../ui/production-mark.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import { RatePlot } from './rate-plot.tsx';
import classes from './world.module.css';

const decimals = 4;

interface BaseRatesProps {
  readonly log: string;
  readonly rates: readonly BaseRate[];
  readonly level: number;
  /** Share of requests with at most one save, where this log has saves. */
  readonly atMostOneSave?: number;
}

/** What a request brings on average: over the whole log, and where production's weights were in use, both with intervals. */
export function BaseRates({ log, rates, level, atMostOneSave }: BaseRatesProps) {
  const rewards = rates.map((rate) => rate.reward);
  const first = rates[0];
  const production = (
    <>
      <svg width={14} height={14} viewBox="0 0 14 14" aria-hidden>
        <ProductionMark x={7} y={7} size={5} />
      </svg>{' '}
      Production{first?.production.rows === undefined ? '' : `, ${formatCount(first.production.rows)} rows`}
    </>
  );
  return (
    <Panel title={`Base rates of ${log}`} note={`a request, with ${formatPercent(level, 0)} intervals, users as clusters`} flush>
      <table className={`grid ${classes['rates'] ?? ''}`}>
        <TableHead
          columns={[
            'Reward',
            { number: first?.all.rows === undefined ? 'All rows' : `All ${formatCount(first.all.rows)} rows` },
            { number: production },
            { hidden: 'Both on one scale' },
          ]}
        />
        <tbody>
          {rates.map(({ reward, all, production: served }) => (
            <tr key={reward}>
              <td>
                <span className={classes['dot']} style={{ background: headColor(reward, rewards) }} aria-hidden />
                {formatName(reward)}
              </td>
              <RateCell rate={all} />
              <RateCell rate={served} />
              <td className={classes['plot']}>
                <RatePlot all={all} production={served} color={headColor(reward, rewards)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {atMostOneSave === undefined ? undefined : (
        <p className={classes['under']}>
          <strong>{formatPercent(atMostOneSave, 1)}</strong> of its requests have at most one save.
        </p>
      )}
    </Panel>
  );
}

function RateCell({ rate }: { readonly rate: Rate }) {
  return (
    <td className="number">
      {formatNumber(rate.mean, decimals)}
      <span className={classes['interval']}>{formatInterval(rate.low, rate.high, (value) => formatNumber(value, decimals))}</span>
    </td>
  );
}
