import { useQuery } from '@tanstack/react-query';
import { useClient } from './console-context.tsx';
import { areas } from './query-keys.ts';

export function useSystemStatus() {
  const client = useClient();
  return useQuery({ queryKey: [areas.system, 'status'], queryFn: ({ signal }) => client['system.status']({}, { signal }) });
}

export function useDevices() {
  const client = useClient();
  return useQuery({
    queryKey: [areas.system, 'devices'],
    queryFn: async ({ signal }) => (await client['system.devices']({}, { signal })).devices,
  });
}

/** The longest stall of the host thread since it was last asked; asking resets it, so it is read only on demand. */
export function useHostPause() {
  const client = useClient();
  return useQuery({ queryKey: ['host-pause'], queryFn: ({ signal }) => client['system.pause']({}, { signal }), enabled: false });
}
