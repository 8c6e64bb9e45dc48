import type { ImportResult } from '../../../contract/imports.ts';
import type { Job } from '../../../contract/jobs.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { JobPanel } from '../../shell/job-panel.tsx';
import { ImportSummary } from './import-summary.tsx';

/** An import while it runs and after. */
export function ImportJob({ job }: { readonly job: Job }) {
  return (
    <JobPanel
      job={job}
      noun="import"
      repeat="choose the files again"
      again={
        <a href={hashHref('/import')} className="dim">
          Import something else
        </a>
      }
    >
      <ImportSummary result={job.result as ImportResult} />
    </JobPanel>
  );
}
