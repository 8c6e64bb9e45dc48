import { useDevices } from '../../data/system.ts';
import { Panel } from '../../ui/panel.tsx';
import { providerNames } from '../../ui/provider-names.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import classes from './system-screen.module.css';

/** Every execution provider, used or not, with the reason. */
export function DevicesTable() {
  const devices = useDevices();
  return (
    <Panel title="Execution providers" note="detected when the engine starts" flush>
      {devices.isPending ? (
        <LoadingState rows={5} />
      ) : devices.isError ? (
        <ErrorState title="The devices were not listed" error={devices.error} onRetry={() => void devices.refetch()} />
      ) : (
        <table className="grid">
          <thead>
            <tr>
              <th scope="col">Provider</th>
              <th scope="col">State</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {devices.data.map((device) => (
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
    </Panel>
  );
}
