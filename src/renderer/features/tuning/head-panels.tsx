import type { LogDescription } from '../../../contract/tuning.ts';
import { useHeadHealth } from '../../data/tuning.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ContributionPanel, HeadDriftPanel } from './head-health.tsx';
import classes from './log-health.module.css';

/** The heads behind a log: their drift, and who carries the utility; one line where the log keeps no candidates. */
export function HeadPanels({ log: { dataset, log } }: { readonly log: LogDescription }) {
  return (
    <Loaded query={useHeadHealth(dataset, log)} failed="The heads were not examined" rows={5} label="Examining the heads">
      {({ health }) =>
        health === undefined ? (
          <Panel title="Heads">
            <p className="dim">
              The log keeps no candidates with the scores of their heads, so neither their drift nor their shares of the utility can be
              told.
            </p>
          </Panel>
        ) : (
          <section className={classes['health']} aria-label="Heads of the log">
            {health.contribution === undefined ? undefined : (
              <ContributionPanel heads={health.heads} contribution={health.contribution} dataset={dataset} log={log} />
            )}
            {health.drift.length === 0 ? undefined : <HeadDriftPanel health={health} dataset={dataset} log={log} />}
          </section>
        )
      }
    </Loaded>
  );
}
