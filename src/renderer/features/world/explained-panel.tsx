import type { WorldCard } from '../../../core/world/card/world-card.ts';
import { formatCount, formatName, formatPercent } from '../../ui/format.ts';
import { headColor } from '../../ui/head-color.ts';
import { Panel } from '../../ui/panel.tsx';
import classes from './world.module.css';

/** How much of each user's hidden intensity the state tells that a policy may see: more than that no policy can make use of. */
export function ExplainedPanel({ explained }: { readonly explained: WorldCard['explained'] }) {
  const names = explained.outcomes.map(({ outcome }) => outcome);
  return (
    <Panel title="What the visible state tells" note={'share of the hidden intensity\u2019s variance, R\u00b2'}>
      <dl className={classes['bars']}>
        {explained.outcomes.map(({ outcome, rSquared }) => (
          <div key={outcome} className={classes['bar']}>
            <dt>{formatName(outcome)}</dt>
            <dd>
              {rSquared === undefined ? (
                <span className="faint">does not vary here</span>
              ) : (
                <>
                  <span className={classes['track']} aria-hidden>
                    <span style={{ width: formatWidth(rSquared), background: headColor(outcome, names) }} />
                  </span>
                  <span>{formatPercent(rSquared, 1)}</span>
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className="faint">
        A linear regression on {explained.state.length} columns of the log, learned on {formatCount(explained.learnedRows)} rows and
        measured on {formatCount(explained.heldOutRows)} of other users.
      </p>
    </Panel>
  );
}

function formatWidth(share: number): string {
  return `${Math.round(Math.max(0, Math.min(1, share)) * 1000) / 10}%`;
}
