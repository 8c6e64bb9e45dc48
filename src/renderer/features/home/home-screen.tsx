import { useJobs } from '../../data/jobs.ts';
import { JobList } from '../../shell/job-list.tsx';
import { useSelection } from '../../shell/selection.ts';
import { formatCounted } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { BundlesPanel } from './bundles-panel.tsx';
import { DatasetsPanel } from './datasets-panel.tsx';
import { DevicePanel } from './device-panel.tsx';
import classes from './home-screen.module.css';
import { NextSteps } from './next-steps.tsx';
import { WorldPanel } from './world-panel.tsx';

/** What is loaded, what changed, what to do next. */
export function HomeScreen() {
  const { datasets, bundles, isLoading } = useSelection();
  const jobs = useJobs();
  return (
    <>
      <ScreenHeader title="Home">
        {isLoading
          ? 'Loading'
          : `${formatCounted(datasets.length, 'dataset')}, ${formatCounted(bundles.length, 'bundle')} in this workspace`}
      </ScreenHeader>
      <div className={classes['layout']}>
        <div className={classes['top']}>
          <WorldPanel />
          <NextSteps />
        </div>
        <div className={classes['main']}>
          <DatasetsPanel />
          <BundlesPanel />
        </div>
        <div className={classes['side']}>
          <Panel title="What changed" note="imports, worlds, sweeps, checks" flush>
            <Loaded query={jobs} failed="The jobs were not listed" rows={3}>
              {(listed) => <JobList jobs={listed} limit={8} />}
            </Loaded>
          </Panel>
          <DevicePanel />
        </div>
      </div>
    </>
  );
}
