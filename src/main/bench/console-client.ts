import { WebSocket } from 'ws';
import { type ConsoleContract, consoleContract } from '../../contract/index.ts';
import { socketChannel } from '../../rpc/channels/socket.ts';
import { connect } from '../../rpc/connect.ts';
import type { Client } from '../../rpc/procedure.ts';

/** A second client of a served console (start it with `--sessions 2`): the address's token opens the socket, as the page does it. */
export async function connectToConsole(url: string): Promise<{ readonly client: Client<ConsoleContract>; readonly close: () => void }> {
  const { origin, host, hash } = new URL(url);
  const token = hash.slice('#t='.length);
  const socket = new WebSocket(`ws://${host}/rpc`, ['console.v1', `t.${token}`], { origin });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const channel = socketChannel(socket);
  return { client: connect(channel, consoleContract), close: () => channel.close() };
}
