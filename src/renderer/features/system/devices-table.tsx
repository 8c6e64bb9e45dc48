import { useDevices } from '../../data/system.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { providerNames } from '../../ui/provider-names.ts';
import { TableHead } from '../../ui/table-head.tsx';
import classes from './system-screen.module.css';

/** Every execution provider, used or not, with the reason. */
export function DevicesTable() {
  const devices = useDevices();
  return (
    <Panel title="Execution providers" note="detected when the engine starts" flush>
      <Loaded query={devices} failed="The devices were not listed" rows={5}>
        {(listed) => (
          <table className="grid">
            <TableHead columns={['Provider', 'State', 'Why']} />
            <tbody>
              {listed.map((device) => (
                <tr key={device.provider}>
                  <td>
                    <strong>{providerNames[device.provider]}</strong>
                  </td>
                  <td className={device.inUse ? classes['in-use'] : classes['unused']}>
                    {device.inUse ? 'in use' : device.available ? 'available' : 'not available'}
                  </td>
                  <td className="dim">{device.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
    </Panel>
  );
}
