import { Button, SegmentedControl, Select } from '@mantine/core';
import { IconAdjustments, IconLayoutSidebar } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { useLogs, useRun, useRuns } from '../../data/tuning.ts';
import { useAddress } from '../../shell/address.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { Later } from '../../shell/later.tsx';
import { useSelection } from '../../shell/selection.ts';
import { formatCounted } from '../../ui/format.ts';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { PolicyRequest } from './policy-request.tsx';
import { RunView } from './run-view.tsx';
import { LivePolicy } from './live-policy.tsx';
import { LogView } from './log-view.tsx';
import { OpeView } from './ope-view.tsx';
import { RunList } from './run-list.tsx';
import { SweepForm } from './sweep-form.tsx';
import { SweepJobs } from './sweep-jobs.tsx';
import classes from './tuning-screen.module.css';
import { useSweepJobs } from './use-sweep-jobs.ts';

const views = [
  { value: 'frontier', label: 'Frontier' },
  { value: 'request', label: 'Request' },
  { value: 'log', label: 'Log' },
  { value: 'ope', label: 'Off-policy evaluation' },
] as const;
type View = (typeof views)[number]['value'];

/** Below this width the set-up stands in the way of the chart and starts closed. */
const wideEnough = '(width >= 1240px)';

function viewOf(text: unknown): View {
  return views.find(({ value }) => value === text)?.value ?? 'frontier';
}

export function TuningScreen() {
  const { dataset, datasets, isLoading, chooseDataset } = useSelection();
  const { parameters, change } = useAddress();
  const logs = useLogs(dataset?.name);
  const runs = useRuns();
  const view = viewOf(parameters['view']);
  const [isRailOpen, setRailOpen] = useState(() => window.matchMedia(wideEnough).matches);
  const resultPart = useRef<HTMLDivElement>(null);
  const sweeps = useSweepJobs((run) => {
    change({ run, point: undefined, beside: undefined, view: undefined });
    // The button that was pressed could not keep the keyboard's place while the sweep ran: the result takes it.
    if (document.activeElement === document.body) resultPart.current?.focus();
  });

  const asked = Number(parameters['run'] ?? NaN);
  const own = runs.data?.filter((run) => run.kind === 'sweep' && run.dataset === dataset?.name) ?? [];
  const runId = Number.isInteger(asked) ? asked : own[0]?.id;
  const run = useRun(runId);
  // A link may name a run of another dataset; the frame then follows it.
  const runDataset = run.data?.dataset;
  useEffect(() => {
    if (runDataset !== undefined && runDataset !== dataset?.name && datasets.some((entry) => entry.name === runDataset))
      change({ dataset: runDataset });
  }, [runDataset, dataset?.name, datasets, change]);

  if (isLoading) return <LoadingState rows={12} label="Loading datasets" />;
  const withLogs = datasets.filter((entry) => entry.logs.some((log) => log.kind === 'exploration'));
  if (dataset === undefined || (logs.data !== undefined && logs.data.length === 0)) {
    return (
      <>
        <ScreenHeader title="Tuning" />
        <EmptyState
          icon={IconAdjustments}
          title={dataset === undefined ? 'No dataset is loaded' : `${dataset.name} has no exploration log`}
          action={
            <>
              {withLogs.map((entry) => (
                <Button key={entry.name} variant="default" onClick={() => chooseDataset(entry.name)}>
                  Open {entry.name}
                </Button>
              ))}
              <Button component="a" href={hashHref('/import')}>
                Import a log
              </Button>
            </>
          }
        >
          Policies are learned from requests whose action was drawn at random with a known probability (action, propensity and at least two
          rewards per row).
        </EmptyState>
      </>
    );
  }
  if (logs.isError) return <ErrorState title="The logs were not read" error={logs.error} onRetry={() => void logs.refetch()} />;
  // A run is of one log: where none was asked for, the frame follows it.
  const runLog = (run.data?.result as SweepResult | undefined)?.log;
  const log = logs.data?.find((entry) => entry.log === (parameters['log'] ?? runLog)) ?? logs.data?.[0];
  if (log === undefined) return <LoadingState rows={12} label="Reading the logs" />;

  // A policy is asked as it was frozen, whatever became of its run.
  const operating = Number(parameters['policy'] ?? NaN);
  // A request needs the width, and nothing of the set-up.
  const railShown = own.length === 0 || (isRailOpen && view === 'frontier');
  return (
    <div className={classes['screen']}>
      <ScreenHeader
        title="Tuning"
        actions={
          <>
            {view === 'frontier' && own.length > 0 ? (
              <Button
                variant="default"
                leftSection={<IconLayoutSidebar size={14} />}
                aria-expanded={railShown}
                onClick={() => setRailOpen(!isRailOpen)}
              >
                {railShown ? 'Hide set-up' : 'New sweep, runs'}
              </Button>
            ) : undefined}
            <SegmentedControl
              aria-label="Tuning: view"
              value={view}
              onChange={(next) => change({ view: next === 'frontier' ? undefined : next, policy: undefined }, { replace: false })}
              data={[...views]}
            />
          </>
        }
      >
        <span className={classes['logName']}>
          {(logs.data?.length ?? 0) > 1 ? (
            <Select
              aria-label="Log"
              w={190}
              data={logs.data?.map((entry) => entry.log) ?? []}
              value={log.log}
              allowDeselect={false}
              onChange={(next) => next !== null && change({ log: next, run: undefined, point: undefined, beside: undefined })}
            />
          ) : (
            <strong>{log.log}</strong>
          )}
          <span className="dim">
            {formatCounted(log.rows, 'row')}, {formatCounted(log.arms.length, 'arm')},{' '}
            {log.propensity.randomised ? 'randomised' : 'logged propensities'}
          </span>
          <LivePolicy dataset={log.dataset} />
        </span>
      </ScreenHeader>
      {view === 'log' ? (
        <LogView key={log.log} log={log} />
      ) : view === 'ope' ? (
        <OpeView key={log.log} log={log} />
      ) : (
        <div className={classes['sweep']} data-rail={railShown || undefined}>
          {railShown ? (
            <aside className={classes['rail']} aria-label="Sweep set-up and runs">
              <SweepJobs jobs={[...sweeps.running, ...sweeps.ended]} />
              <Later>
                <SweepForm key={`${log.dataset} ${log.log}`} log={log} running={sweeps.running.length > 0} />
                <Later after={5}>
                  <RunList
                    runs={own}
                    current={runId}
                    onOpen={(next) => change({ run: next, point: undefined, beside: undefined }, { replace: false })}
                  />
                </Later>
              </Later>
            </aside>
          ) : undefined}
          <div ref={resultPart} tabIndex={-1} className={classes['result']}>
            {!railShown && sweeps.running.length > 0 ? <SweepJobs jobs={sweeps.running} /> : undefined}
            {view === 'request' && Number.isInteger(operating) ? (
              <PolicyRequest key={operating} policy={operating} />
            ) : runId === undefined ? (
              <EmptyState icon={IconAdjustments} title="No sweep of this log yet">
                A sweep learns one policy per alpha on one part of the log and scores it on the other. Choose two objectives and run it;
                read the Log view first.
              </EmptyState>
            ) : run.isError ? (
              <ErrorState title={`Run ${runId} was not read`} error={run.error} onRetry={() => void run.refetch()} />
            ) : run.data?.result === undefined ? (
              <LoadingState rows={12} label="Reading the run" />
            ) : (
              // A sweep run holds a `SweepResult`: the host writes it, and answers are typed there.
              <RunView key={runId} run={runId} result={run.data.result as SweepResult} request={view === 'request'} />
            )}
          </div>
        </div>
      )}
    </div>
  );
}
