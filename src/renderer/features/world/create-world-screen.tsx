import { useJobs } from '../../data/jobs.ts';
import { useAddress } from '../../shell/address.ts';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { WorldForm } from './world-form.tsx';
import { WorldJob } from './world-job.tsx';
import classes from './world.module.css';

/** From a preset to a dataset whose truth is known; the job stands in the address, so that a reload comes back to it. */
export function CreateWorldScreen() {
  const { parameters, change } = useAddress();
  const job = Number(parameters['job']);
  return (
    <div className={classes['screen']}>
      <ScreenHeader title="Create a world">
        A simulated population with known truth, made on this machine: the same seed gives the same world.
      </ScreenHeader>
      {Number.isInteger(job) ? <JobStep job={job} /> : <WorldForm onStarted={(started) => change({ job: started }, { replace: false })} />}
    </div>
  );
}

function JobStep({ job }: { readonly job: number }) {
  const jobs = useJobs();
  if (jobs.isPending) return <LoadingState rows={5} />;
  const found = jobs.data?.find((entry) => entry.id === job && entry.kind === 'world');
  if (found === undefined)
    return (
      <ErrorState
        title="This world is not known here"
        error={jobs.error ?? new Error(`There is no world with job ${job} in this workspace.`)}
      />
    );
  return <WorldJob job={found} jobs={jobs.data ?? []} />;
}
