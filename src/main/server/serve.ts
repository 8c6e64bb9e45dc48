import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { RpcError } from '../../rpc/error.ts';
import { decideRestart, describeEnd } from '../shell/restart-policy.ts';
import { listenAddress } from './listen-address.ts';
import type { ChildOptions, ToChild, ToParent } from './messages.ts';
import { removeUrlFile, writeUrlFile } from './url-file.ts';

export interface ServeOptions extends Omit<ChildOptions, 'address' | 'port' | 'token'> {
  /** `127.0.0.1` or `::1`; anything else is refused. */
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** A file (made 0600, removed at the end) that gets the address with its token. */
  readonly urlFile?: string;
  /** Told, in one line, what happens to the host: restarts and why. */
  readonly onNote: (line: string) => void;
}

export interface Served {
  readonly url: string;
  readonly pid: number;
  /** Settles when the console has stopped: asked to (0), or because its host would not run (1 or 2). */
  readonly ended: Promise<number>;
  /** Drains and stops; the same promise as `ended`. */
  stop(): Promise<number>;
}

/** Connections kept for a host that is being started again. */
const maximumWaiting = 64;
/** A little more than the child gives itself. */
const stopMs = 10_000;

/**
 * The served shell: this process keeps the address, the token and the listening socket, a child is the host. Because the socket is never given up,
 * no other program can take the port while the host restarts and so be handed the token.
 * Resolves once the host is ready; throws `usage`, `unavailable`, or what the host refused with. Aborting the signal stops it, as `stop` does.
 */
export async function serve(options: ServeOptions, signal?: AbortSignal): Promise<Served> {
  const address = listenAddress(options.host);
  const token = randomBytes(32).toString('base64url');
  const door = createServer({ pauseOnConnect: true });
  const port = await listen(door, address, options.port);
  const url = `http://${address === '::1' ? '[::1]' : address}:${port}/#t=${token}`;
  const { host: _host, port: _port, urlFile, onNote, ...rest } = options;
  const childOptions: ChildOptions = { ...rest, address, port, token };
  const waiting: Socket[] = [];
  const untaken = new Map<number, Socket>();
  let handed = 0;
  const first = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<number>();
  let child: ChildProcess | undefined;
  let ready = false;
  let stopping = false;
  let restarts = 0;
  let restartTimer: NodeJS.Timeout | undefined;

  /** A socket sent to a child that is dying would hang for ever, so this process keeps its end until the child says that it has the socket. */
  function hand(socket: Socket): void {
    handed += 1;
    const id = handed;
    const message: ToChild = { type: 'connection', id };
    untaken.set(id, socket);
    child?.send(message, socket, { keepOpen: true }, (error) => {
      if (error !== null) letGo(id);
    });
  }

  function letGo(id: number): void {
    untaken.get(id)?.destroy();
    untaken.delete(id);
  }

  function startChild(): void {
    ready = false;
    let readyAtMs: number | undefined;
    let refusal: RpcError | undefined;
    const started = fork(fileURLToPath(childEntry()), [], { stdio: ['ignore', 2, 2, 'ipc'] });
    child = started;
    started.on('message', (message: ToParent) => {
      if (message.type === 'taken') return letGo(message.id);
      if (message.type === 'refused') {
        refusal = new RpcError(message.error);
        return;
      }
      ready = true;
      readyAtMs = performance.now();
      first.resolve();
      for (const socket of waiting.splice(0)) hand(socket);
    });
    started.on('error', (error) => onNote(`The host could not be started: ${error.message}`));
    started.on('exit', (code, signal) => {
      ready = false;
      child = undefined;
      // The browser sees a reset and tries again.
      for (const id of untaken.keys()) letGo(id);
      if (refusal !== undefined) {
        first.reject(refusal);
        return finish(2);
      }
      if (stopping) return finish(code === 0 ? 0 : 1);
      const how = describeEnd(code ?? undefined, signal ?? undefined);
      const decision = decideRestart({ how, readyForMs: readyAtMs === undefined ? 0 : performance.now() - readyAtMs, restarts });
      if (decision.type === 'stop') {
        onNote(decision.reason);
        first.reject(new RpcError({ code: 'unavailable', message: decision.reason }));
        return finish(1);
      }
      restarts = decision.restarts;
      onNote(`The host ended by ${how}; it starts again in ${decision.afterMs / 1000} s.`);
      restartTimer = setTimeout(startChild, decision.afterMs);
    });
    const message: ToChild = { type: 'start', options: childOptions };
    started.send(message);
  }

  function finish(code: number): void {
    clearTimeout(restartTimer);
    door.close();
    for (const socket of waiting.splice(0)) socket.destroy();
    if (urlFile !== undefined) removeUrlFile(urlFile);
    ended.resolve(code);
  }

  function stop(): Promise<number> {
    if (stopping) return ended.promise;
    stopping = true;
    clearTimeout(restartTimer);
    door.close();
    if (child === undefined) {
      finish(0);
    } else {
      const message: ToChild = { type: 'stop' };
      const stopped = child;
      if (stopped.connected) stopped.send(message);
      setTimeout(() => stopped.kill('SIGKILL'), stopMs).unref();
    }
    return ended.promise;
  }

  door.on('connection', (socket) => {
    socket.on('error', () => socket.destroy());
    if (ready) hand(socket);
    else if (waiting.length < maximumWaiting) waiting.push(socket);
    else socket.destroy();
  });
  // An answer to `stop` before the first `ready` is no error of anybody's.
  void ended.promise.then(() => first.reject(new RpcError({ code: 'cancelled', message: 'The console was stopped while it started.' })));
  startChild();
  signal?.addEventListener('abort', () => void stop(), { once: true });
  if (signal?.aborted === true) void stop();
  await first.promise;
  try {
    if (urlFile !== undefined) writeUrlFile(urlFile, url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, pid: process.pid, ended: ended.promise, stop };
}

/** Beside this file, from source and in the flat build. */
function childEntry(): URL {
  const name = import.meta.url.endsWith('.ts') ? './child.ts' : './server-child.js';
  return new URL(name, import.meta.url);
}

function listen(server: Server, address: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const remedy =
        error.code === 'EADDRINUSE' ? 'it is taken. Choose another with --port, or leave --port out for a free one.' : `${error.message}.`;
      reject(new RpcError({ code: 'unavailable', message: `Port ${port} of ${address} cannot be opened: ${remedy}` }));
    });
    server.listen({ host: address, port, exclusive: true }, () => {
      const bound = server.address();
      if (bound === null || typeof bound === 'string') reject(new RpcError({ code: 'unavailable', message: 'The server has no port.' }));
      else resolve(bound.port);
    });
  });
}
