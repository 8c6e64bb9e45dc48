import { useSystemStatus } from '../../data/system.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { providerNames } from '../../ui/provider-names.ts';

/** The device the models run on, and why that one. */
export function DevicePanel() {
  const status = useSystemStatus();
  return (
    <Panel title="Device" actions={<a href={hashHref('/system')}>All devices</a>}>
      <Loaded query={status} failed="The device is not known" rows={2}>
        {({ engine }) => (
          <>
            <p>
              <strong>{providerNames[engine.provider]}</strong>, engine {engine.state}
            </p>
            <p className="dim">{engine.reason}</p>
          </>
        )}
      </Loaded>
    </Panel>
  );
}
