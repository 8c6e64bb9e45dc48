import type { ReactNode } from 'react';
import type { Job } from '../../contract/jobs.ts';
import { useJobs } from '../data/jobs.ts';
import { RpcError } from '../../rpc/error.ts';
import { Loaded } from '../ui/loaded.tsx';
import { ErrorState } from '../ui/states.tsx';

interface JobStepProps {
  readonly job: number;
  readonly kind: Job['kind'];
  /** What such a job makes: `import`. */
  readonly noun: string;
  readonly children: (job: Job, jobs: readonly Job[]) => ReactNode;
}

/** The job that the address names, which another workspace may not know. */
export function JobStep({ job, kind, noun, children }: JobStepProps) {
  return (
    <Loaded query={useJobs()} failed="The jobs were not listed" rows={5}>
      {(jobs) => {
        const found = jobs.find((entry) => entry.id === job && entry.kind === kind);
        return found === undefined ? (
          <ErrorState
            title={`This ${noun} is not known here`}
            error={new RpcError({ code: 'not-found', message: `There is no ${noun} with job ${job} in this workspace.` })}
          />
        ) : (
          children(found, jobs)
        );
      }}
    </Loaded>
  );
}
