import { isOwnAddress } from './navigation.ts';

/** The only IPC channel: the page asks for a port to the host, everything else travels on that port (security E9). */
export const connectChannel = 'host:connect';

/** Who asks, as Electron tells it. */
export interface ConnectSender {
  readonly webContentsId: number;
  /** Address of the asking frame; undefined when it has gone meanwhile. */
  readonly frameAddress: string | undefined;
  readonly isTopFrame: boolean;
}

/** Why this sender gets no port, or undefined when it may have one. */
export function refuseSender(sender: ConnectSender, windowId: number | undefined): string | undefined {
  if (windowId === undefined || sender.webContentsId !== windowId) return 'not the window of the console';
  if (!sender.isTopFrame) return 'not the top frame';
  if (sender.frameAddress === undefined || !isOwnAddress(sender.frameAddress)) return 'not a page of the console';
  return undefined;
}
