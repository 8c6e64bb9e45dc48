import { useSystemStatus } from '../../data/system.ts';
import { Facts } from '../../ui/facts.tsx';
import { Figures } from '../../ui/figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { providerNames } from '../../ui/provider-names.ts';
import { ScreenHeader } from '../../ui/screen-header.tsx';
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
            <Loaded query={status} failed="The state of the host is not known">
              {(host) => (
                <>
                  <Figures
                    figures={[
                      { label: 'Engine', value: host.engine.state, tone: host.engine.state === 'ready' ? undefined : 'warn' },
                      { label: 'Provider', value: providerNames[host.engine.provider] },
                      { label: 'Restarts', value: formatCount(host.engine.restarts), tone: host.engine.restarts > 0 ? 'warn' : undefined },
                    ]}
                  />
                  <Facts
                    className={classes['facts']}
                    entries={[
                      ['Workspace', host.workspace, 'data'],
                      [
                        'Writing',
                        host.writable
                          ? 'this process holds the lock'
                          : `another process holds the lock${host.writerPid === undefined ? '' : ` (pid ${host.writerPid})`}; reading only`,
                      ],
                      ['Shell', `${shellNames[host.shell]}, Node ${host.node}, version ${host.version}`],
                    ]}
                  />
                </>
              )}
            </Loaded>
          </Panel>
          <PausesPanel />
        </div>
        <BundleList />
      </div>
    </>
  );
}
