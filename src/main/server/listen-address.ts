import { RpcError } from '../../rpc/error.ts';

/** The console listens on this machine alone (security N1): two literal addresses, no names, no wildcard. Throws `usage`. */
export function listenAddress(host: string): '127.0.0.1' | '::1' {
  if (host === '127.0.0.1' || host === '::1') return host;
  throw new RpcError({
    code: 'usage',
    message: `--host ${host}: the console listens on 127.0.0.1 or ::1 only. To use it from another machine, forward its port: ssh -L PORT:127.0.0.1:PORT this-machine`,
  });
}

/** A port number from text. Throws `usage`. */
export function listenPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new RpcError({ code: 'usage', message: `--port ${text}: a port is a number from 0 (any free one) to 65535.` });
  return port;
}
