import { useAddress } from '../../shell/address.ts';
import { JobStep } from '../../shell/job-step.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { WorldForm } from './world-form.tsx';
import { WorldJob } from './world-job.tsx';
import classes from './world.module.css';

/** From a preset to a dataset whose truth is known; the job stands in the address, so that a reload comes back to it. */
export function CreateWorldScreen() {
  const { parameters, change } = useAddress();
  const job = Number(parameters['job']);
  return (
    <Screen className={classes['screen']}>
      <ScreenHeader title="Create a world">
        A simulated population with known truth, made on this machine: the same seed gives the same world.
      </ScreenHeader>
      {Number.isInteger(job) ? (
        <JobStep job={job} kind="world" noun="world">
          {(found, jobs) => <WorldJob job={found} jobs={jobs} />}
        </JobStep>
      ) : (
        <WorldForm onStarted={(started) => change({ job: started }, { replace: false })} />
      )}
    </Screen>
  );
}
