import { Button, Menu } from '@mantine/core';
import { IconDownload, IconPlayerPlay, IconShieldCheck } from '@tabler/icons-react';
import { useCallback, useId, useMemo, useState } from 'react';
import { useJobs } from '../../data/jobs.ts';
import { useSystemStatus } from '../../data/system.ts';
import { useChecks, useStartVerify, useVerifyRuns } from '../../data/verify.ts';
import { usualSeed } from '../../data/world-presets.ts';
import { useAddress } from '../../shell/address.ts';
import { formatTime } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { Screen } from '../../ui/screen.tsx';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { SeedInput } from '../../ui/seed-input.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { CheckDetail } from './check-detail.tsx';
import { checksCsv, checksJson } from './check-export.ts';
import { checkRows, type CheckRow, countVerdicts, groupRows, verdictOf } from './check-rows.ts';
import { CheckTable } from './check-table.tsx';
import { VerifyJob } from './verify-job.tsx';
import sideColumns from '../../ui/side-columns.module.css';
import classes from './verify.module.css';

/** Every claim the console makes, measured again whenever somebody asks. */
export function VerifyScreen() {
  const checks = useChecks();
  const { runs, isPending, error, retry } = useVerifyRuns();
  const jobs = useJobs();
  const isWritable = useSystemStatus().data?.writable !== false;
  const start = useStartVerify();
  const { parameters, change } = useAddress();
  const [seed, setSeed] = useState(usualSeed);
  const seedId = useId();

  const rows = useMemo(() => checkRows(checks.data ?? [], runs), [checks.data, runs]);
  const groups = useMemo(() => groupRows(rows), [rows]);
  const ordered = groups.flatMap((group) => group.rows);
  const selected =
    rows.find((row) => row.claim.name === parameters['check']) ?? ordered.find((row) => verdictOf(row) === 'fail') ?? ordered[0];
  const select = useCallback((name: string) => change({ check: name }), [change]);
  const run = (only?: string) => start.mutate({ seed, ...(only === undefined ? {} : { only }) });

  const job = jobs.data?.find((entry) => entry.kind === 'verify');
  const isRunning = job?.state === 'running' || start.isPending;
  const blocked = isRunning
    ? 'Checks are running.'
    : isWritable
      ? undefined
      : 'Another process writes to this workspace, so no result can be kept here.';
  const hasResults = rows.some((row) => row.measured !== undefined);

  if (checks.isError) return <ErrorState title="The checks were not listed" error={checks.error} onRetry={() => void checks.refetch()} />;
  return (
    <Screen fills>
      <ScreenHeader
        title="Verify"
        actions={
          <>
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="default" leftSection={<IconDownload size={14} />} disabled={!hasResults}>
                  Export
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => saveFile('checks.csv', checksCsv(ordered))}>Table as CSV</Menu.Item>
                <Menu.Item onClick={() => saveFile('checks.json', checksJson(ordered), 'application/json')}>Results as JSON</Menu.Item>
              </Menu.Dropdown>
            </Menu>
            <label htmlFor={seedId} className="dim">
              Seed
            </label>
            <SeedInput id={seedId} value={seed} onChange={setSeed} width={76} />
            <Button leftSection={<IconPlayerPlay size={14} />} disabled={blocked !== undefined} title={blocked} onClick={() => run()}>
              Run all
            </Button>
          </>
        }
      >
        Every claim measured again, against a bound and beside a control where the effect must vanish
      </ScreenHeader>
      {start.isError ? <ErrorState title="The checks did not start" error={start.error} /> : undefined}
      {error === undefined ? undefined : <ErrorState title="Earlier results were not read" error={error} onRetry={retry} />}
      {job === undefined || (job.state === 'done' && !isRunning) ? undefined : <VerifyJob job={job} />}
      {checks.isPending || isPending ? (
        <LoadingState rows={14} rowHeight={40} label="Reading the checks" />
      ) : rows.length === 0 ? (
        <EmptyState icon={IconShieldCheck} title="This console makes no claim that can be checked here" />
      ) : (
        <div className={`${sideColumns['columns']} ${classes['columns']}`}>
          <Panel title="Checks" note={<Summary rows={rows} />} fill flush>
            <CheckTable groups={groups} selected={selected?.claim.name} onSelect={select} />
          </Panel>
          {selected === undefined ? undefined : <CheckDetail row={selected} blocked={blocked} onRun={run} />}
        </div>
      )}
    </Screen>
  );
}

/** How many hold, and when and on what they were last measured. */
function Summary({ rows }: { readonly rows: readonly CheckRow[] }) {
  const { pass, fail, unmeasured } = countVerdicts(rows);
  const newest = rows
    .map((row) => row.measured)
    .filter((measured) => measured !== undefined)
    .toSorted((a, b) => b.atMs - a.atMs)[0];
  if (newest === undefined) return 'Nothing was measured in this workspace yet. Run all measures every claim on worlds made for it.';
  const counts = [`${pass} pass`, `${fail} fail`, ...(unmeasured === 0 ? [] : [`${unmeasured} not run`])].join(', ');
  return (
    <>
      <strong className={classes['counts']}>{counts}</strong>
      {` \u00b7 last run ${formatTime(newest.atMs)} UTC, on worlds made for it from seed ${newest.seed}`}
    </>
  );
}
