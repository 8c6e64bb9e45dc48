import { useSystemStatus } from '../../data/system.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { Panel } from '../../ui/panel.tsx';
import { providerNames } from '../../ui/provider-names.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';

/** The device the models run on, and why that one. */
export function DevicePanel() {
  const status = useSystemStatus();
  return (
    <Panel title="Device" actions={<a href={hashHref('/system')}>All devices</a>}>
      {status.isPending ? (
        <LoadingState rows={2} />
      ) : status.isError ? (
        <ErrorState error={status.error} />
      ) : (
        <>
          <p>
            <strong>{providerNames[status.data.engine.provider]}</strong>, engine {status.data.engine.state}
          </p>
          <p className="dim">{status.data.engine.reason}</p>
        </>
      )}
    </Panel>
  );
}
