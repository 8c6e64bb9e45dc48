import { useEffect } from 'react';
import { useAddress } from '../../shell/address.ts';
import { JobStep } from '../../shell/job-step.tsx';
import { offerFiles, usePendingFiles } from '../../shell/pending-files.ts';
import { Screen } from '../../ui/screen.tsx';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { BundleResult } from './bundle-result.tsx';
import { ChooseFiles } from './choose-files.tsx';
import { ImportJob } from './import-job.tsx';
import classes from './import-screen.module.css';
import { PreviewForm } from './preview-form.tsx';
import { UploadPanel } from './upload-panel.tsx';
import { useUpload } from './use-upload.ts';

/** From files to a dataset in four steps, each with its own address: choose, send, preview, run. */
export function ImportScreen() {
  const { parameters, change } = useAddress();
  const pending = usePendingFiles();
  // The grant stands in the address, so that a reload comes back to the preview.
  const upload = useUpload((grant, name) => change({ grant, name, job: undefined }));
  const { start } = upload;
  useEffect(() => {
    if (pending === undefined) return;
    offerFiles(undefined);
    change({ job: undefined, grant: undefined, name: undefined });
    start(pending);
  }, [pending, start, change]);

  const grant = parameters['grant'];
  const job = Number(parameters['job']);
  return (
    <Screen className={classes['screen']}>
      <ScreenHeader title="Import">
        Read a dataset into the workspace, or add a model bundle. The original files are never changed.
      </ScreenHeader>
      {Number.isInteger(job) ? (
        <JobStep job={job} kind="import" noun="import">
          {(found) => <ImportJob job={found} />}
        </JobStep>
      ) : upload.state.type === 'sending' ? (
        <UploadPanel state={upload.state} onCancel={upload.cancel} />
      ) : upload.state.type === 'failed' ? (
        <>
          <ErrorState title="The files were not sent" error={upload.state.error} />
          <ChooseFiles onFiles={start} />
        </>
      ) : upload.state.type === 'bundle' ? (
        <BundleResult bundle={upload.state.bundle} />
      ) : grant === undefined ? (
        <ChooseFiles onFiles={start} />
      ) : (
        <PreviewForm
          key={grant}
          grant={String(grant)}
          proposedName={String(parameters['name'] ?? '')}
          onStarted={(started) => change({ job: started, grant: undefined, name: undefined }, { replace: false })}
          onDiscarded={() => change({ grant: undefined, name: undefined })}
        />
      )}
    </Screen>
  );
}
