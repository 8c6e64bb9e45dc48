import type { Channel } from '../../rpc/channel.ts';
import { domPortChannel } from '../../rpc/channels/dom-port.ts';
import { socketChannel, socketCloseCodes } from '../../rpc/channels/socket.ts';
import { sessionToken } from './session-token.ts';

/** A channel to the host, and why it ended where that is known. */
export interface OpenChannel {
  readonly channel: Channel;
  readonly lossReason: () => string | undefined;
}

/** What the desktop shell's preload adds to the window: one function that asks for a port. */
export interface DesktopBridge {
  readonly connect: () => void;
}

/** The message by which the preload hands the port, or the reason why there is none, to the page. */
export interface PortMessage {
  readonly type: 'paretoscope:port';
  readonly reason?: string;
}

/** Trying again by itself would not help: a person has to do something first. */
export class FinalRefusal extends Error {}

declare global {
  interface Window {
    readonly paretoscope?: DesktopBridge;
  }
}

/** A shell that takes the question and never answers it must not keep the page waiting. */
const openDeadlineMs = 10_000;

/** Opens a channel to the host, through the desktop shell's bridge where there is one, else through the server this page came from. */
export function openChannel(): Promise<OpenChannel> {
  return window.paretoscope === undefined ? openSocket() : openPort(window.paretoscope);
}

function openPort(bridge: DesktopBridge): Promise<OpenChannel> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => finish(() => reject(new Error('The desktop shell did not answer.'))), openDeadlineMs);
    function finish(then: () => void): void {
      clearTimeout(deadline);
      window.removeEventListener('message', receive);
      then();
    }
    function receive(event: MessageEvent<unknown>): void {
      // Only this window's own preload can post here with our origin.
      if (event.source !== window || event.origin !== window.location.origin || !isPortMessage(event.data)) return;
      const { reason } = event.data;
      const [port] = event.ports;
      if (port === undefined) return finish(() => reject(new Error(reason ?? 'The host is not running.')));
      finish(() => resolve({ channel: domPortChannel(port), lossReason: () => undefined }));
    }
    window.addEventListener('message', receive);
    bridge.connect();
  });
}

function openSocket(): Promise<OpenChannel> {
  const token = sessionToken(window);
  if (token === undefined) {
    return Promise.reject(
      new Error('This page has no session token. Open the address that the console printed when it started, with everything after the #.'),
    );
  }
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${window.location.host}/rpc`, ['console.v1', `t.${token}`]);
    let reason: string | undefined;
    const deadline = setTimeout(() => socket.close(), openDeadlineMs);
    socket.addEventListener('close', (event) => {
      clearTimeout(deadline);
      reason = closeReason(event.code);
      reject(new Error(reason ?? 'The server did not accept a connection.'));
    });
    socket.addEventListener('open', () => {
      clearTimeout(deadline);
      resolve({ channel: socketChannel(socket), lossReason: () => reason });
    });
  });
}

function closeReason(code: number): string | undefined {
  if (code === socketCloseCodes.sessionTaken) return 'The console is open in another tab or window. Close that one, then try again.';
  if (code === socketCloseCodes.slowReader) return 'This page fell too far behind the host.';
  if (code === socketCloseCodes.going) return 'The host is stopping.';
  return undefined;
}

function isPortMessage(value: unknown): value is PortMessage {
  return typeof value === 'object' && value !== null && (value as { readonly type?: unknown }).type === 'paretoscope:port';
}
