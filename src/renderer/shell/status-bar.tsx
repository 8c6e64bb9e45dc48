import { Popover, Tooltip } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { EngineState } from '../../contract/system.ts';
import { useConnectionStatus } from '../data/console-context.tsx';
import { useJobs } from '../data/jobs.ts';
import { useSystemStatus } from '../data/system.ts';
import { formatPercent } from '../ui/format.ts';
import { providerNames } from '../ui/provider-names.ts';
import { JobList } from './job-list.tsx';
import classes from './status-bar.module.css';

type Tone = 'good' | 'warn' | 'bad';

const connectionWords = { connecting: 'Connecting', connected: 'Connected', reconnecting: 'Reconnecting', failed: 'No host' } as const;
const engineTone: Readonly<Record<EngineState, Tone>> = { starting: 'warn', ready: 'good', restarting: 'warn', failed: 'bad' };

/** One part of the bar: a word, a tone, and on hover or focus the reason. */
function Part({ tone, reason, children }: { readonly tone?: Tone; readonly reason: string; readonly children: ReactNode }) {
  return (
    <Tooltip label={reason} position="top">
      <button type="button" className={classes['part']}>
        {tone === undefined ? undefined : <span className={classes['dot']} data-tone={tone} aria-hidden />}
        {children}
        <span className="visually-hidden">. {reason}</span>
      </button>
    </Tooltip>
  );
}

export function StatusBar() {
  const connection = useConnectionStatus();
  const status = useSystemStatus().data;
  const toneOfConnection: Tone = connection.state === 'connected' ? 'good' : connection.state === 'failed' ? 'bad' : 'warn';
  return (
    <footer className={classes['bar']} aria-label="Status">
      <Part
        tone={toneOfConnection}
        reason={connection.reason ?? (connection.state === 'connected' ? 'The host answers.' : 'Waiting for the host.')}
      >
        {connectionWords[connection.state]}
      </Part>
      {status === undefined ? undefined : (
        <>
          <Part tone={engineTone[status.engine.state]} reason={status.engine.reason}>
            Engine {status.engine.state}
          </Part>
          <Part reason={status.engine.reason}>{providerNames[status.engine.provider]}</Part>
          {status.writable ? undefined : (
            <Part
              tone="warn"
              reason={`Another process${status.writerPid === undefined ? '' : ` (pid ${status.writerPid})`} writes to this workspace. Reading works; importing does not.`}
            >
              Read only
            </Part>
          )}
        </>
      )}
      <span className={classes['gap']} />
      <JobsPart />
      {status === undefined ? undefined : <span className={classes['version']}>{status.version}</span>}
    </footer>
  );
}

function JobsPart() {
  const [opened, setOpened] = useState(false);
  const jobs = useJobs().data ?? [];
  const running = jobs.filter((job) => job.state === 'running');
  const first = running[0];
  const words =
    first === undefined
      ? jobs.length === 0
        ? 'No jobs'
        : 'No job running'
      : running.length > 1
        ? `${running.length} jobs running`
        : `${first.title} \u00b7 ${first.phase}${first.fraction === undefined ? '' : ` ${formatPercent(first.fraction, 0)}`}`;
  return (
    <Popover opened={opened} onChange={setOpened} position="top-end" width={420} trapFocus>
      <Popover.Target>
        <button type="button" className={classes['part']} onClick={() => setOpened(!opened)} aria-label={`Jobs: ${words}`}>
          {first === undefined ? undefined : (
            <span className={classes['track']} aria-hidden>
              <span
                className={classes['fill']}
                data-unknown={first.fraction === undefined || undefined}
                style={{ width: `${(first.fraction ?? 0.35) * 100}%` }}
              />
            </span>
          )}
          <span className="ellipsis">{words}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="Jobs">
        <JobList jobs={jobs} onOpen={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
