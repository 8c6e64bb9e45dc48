import { useSystemStatus } from '../../data/system.ts';
import { Figures } from '../../ui/figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { providerNames } from '../../ui/provider-names.ts';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { BundleList } from './bundle-list.tsx';
import { DevicesTable } from './devices-table.tsx';
import { PausesPanel } from './pauses-panel.tsx';
import classes from './system-screen.module.css';

const shellNames = { desktop: 'Desktop', served: 'Served', cli: 'Command line' } as const;

/** The machine under the console: devices, engine, bundles, workspace, pauses. */
export function SystemScreen() {
  const status = useSystemStatus();
  return (
    <>
      <ScreenHeader title="System">What the console runs on, and why</ScreenHeader>
      <div className={classes['layout']}>
        <DevicesTable />
        <div className={classes['side']}>
          <Panel title="Engine and host">
            {status.isPending ? (
              <LoadingState rows={4} />
            ) : status.isError ? (
              <ErrorState error={status.error} onRetry={() => void status.refetch()} />
            ) : (
              <>
                <Figures
                  figures={[
                    { label: 'Engine', value: status.data.engine.state, tone: status.data.engine.state === 'ready' ? undefined : 'warn' },
                    { label: 'Provider', value: providerNames[status.data.engine.provider] },
                    {
                      label: 'Restarts',
                      value: formatCount(status.data.engine.restarts),
                      tone: status.data.engine.restarts > 0 ? 'warn' : undefined,
                    },
                  ]}
                />
                <dl className={classes['facts']}>
                  <dt>Workspace</dt>
                  <dd className="data">{status.data.workspace}</dd>
                  <dt>Writing</dt>
                  <dd>
                    {status.data.writable
                      ? 'this process holds the lock'
                      : `another process holds the lock${status.data.writerPid === undefined ? '' : ` (pid ${status.data.writerPid})`}; reading only`}
                  </dd>
                  <dt>Shell</dt>
                  <dd>
                    {shellNames[status.data.shell]}, Node {status.data.node}, version {status.data.version}
                  </dd>
                </dl>
              </>
            )}
          </Panel>
          <PausesPanel />
        </div>
        <BundleList />
      </div>
    </>
  );
}
