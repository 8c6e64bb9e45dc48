import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The part of a request that is judged. */
export type GuardedRequest = Pick<IncomingMessage, 'headers' | 'rawHeaders'>;

export interface Refusal {
  readonly status: 401 | 403 | 404 | 421;
  readonly reason: string;
}

/** The names by which this server may be addressed; the port is part of each (security N2). */
export function acceptedHosts(address: '127.0.0.1' | '::1', port: number): readonly string[] {
  return [address === '::1' ? `[::1]:${port}` : `127.0.0.1:${port}`, `localhost:${port}`];
}

/** Judges every request before anything else looks at it: exactly one Host, one of ours, and not sent by another site's page (N2, N3). */
export function refuseRequest(request: GuardedRequest, hosts: readonly string[]): Refusal | undefined {
  const host = request.headers.host;
  if (countHeader(request, 'host') !== 1 || host === undefined || !hosts.includes(host))
    return { status: 421, reason: 'This server does not answer for that host' };
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return { status: 403, reason: 'Requests from other sites are refused' };
  return undefined;
}

/** Judges a request for the socket, after `refuseRequest`: our path, our page's origin, our token (N3, N4). */
export function refuseUpgrade(request: GuardedRequest & { readonly url?: string | undefined }, token: string): Refusal | undefined {
  if (request.url !== '/rpc') return { status: 404, reason: 'Not found' };
  const { origin, host } = request.headers;
  if (countHeader(request, 'origin') !== 1 || origin !== `http://${host}`)
    return { status: 403, reason: 'The socket is only for the page of this server' };
  const given = offeredToken(request.headers['sec-websocket-protocol']);
  if (given === undefined || !sameToken(given, token)) return { status: 401, reason: 'The session token is missing or wrong' };
  return undefined;
}

/** The subprotocols must be exactly `console.v1, t.<token>`. */
function offeredToken(header: string | undefined): string | undefined {
  const [version, second, ...more] = (header ?? '').split(',').map((part) => part.trim());
  if (version !== 'console.v1' || second === undefined || more.length > 0 || !second.startsWith('t.')) return undefined;
  return second.slice(2);
}

/** Digests are of equal length, so the comparison says nothing about the token's. */
function sameToken(given: string, token: string): boolean {
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Node keeps the first of two Host headers in `headers`; the raw list shows both. */
function countHeader({ rawHeaders }: GuardedRequest, name: string): number {
  return rawHeaders.filter((entry, index) => index % 2 === 0 && entry.toLowerCase() === name).length;
}
