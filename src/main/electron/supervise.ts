import { decideRestart, describeEnd } from '../shell/restart-policy.ts';

/** What is used of Electron's utility process. */
export interface HostProcess<Port> {
  postMessage(message: unknown, ports?: Port[]): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  kill(): boolean;
}

export interface Supervisor<Port> {
  /** Hands the port's end to the host; answers why not when there is no host now. */
  connect(port: Port): string | undefined;
  /** Lets the host drain; resolves when its process has ended. */
  stop(): Promise<void>;
}

/** A little more than the host gives itself. */
const stopMs = 10_000;

/** Keeps the host's process running: starts it, starts it again with growing waits, and gives up with a reason. */
export function supervise<Port>(fork: () => HostProcess<Port>, options: unknown, onNote: (line: string) => void): Supervisor<Port> {
  const ended = Promise.withResolvers<void>();
  let host: HostProcess<Port> | undefined;
  let away = 'The host is starting.';
  let restarts = 0;
  let stopping = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function start(): void {
    const started = fork();
    let readyAtMs: number | undefined;
    let refusal: string | undefined;
    host = started;
    started.on('message', (message) => {
      const answer = message as { readonly type: 'ready' } | { readonly type: 'refused'; readonly reason: string };
      if (answer.type === 'ready') readyAtMs = performance.now();
      else refusal = answer.reason;
    });
    started.on('exit', (code) => {
      host = undefined;
      if (stopping) return ended.resolve();
      const readyForMs = readyAtMs === undefined ? 0 : performance.now() - readyAtMs;
      const decision =
        refusal === undefined
          ? decideRestart({ how: describeEnd(code, undefined), readyForMs, restarts })
          : ({ type: 'stop', reason: refusal } as const);
      away = decision.type === 'stop' ? decision.reason : 'The host is starting again.';
      onNote(away);
      if (decision.type === 'stop') return;
      restarts = decision.restarts;
      timer = setTimeout(start, decision.afterMs);
    });
    started.postMessage({ type: 'start', options });
  }

  start();
  return {
    connect(port) {
      if (host === undefined || stopping) return away;
      host.postMessage({ type: 'connect' }, [port]);
      return undefined;
    },
    stop() {
      if (stopping) return ended.promise;
      stopping = true;
      clearTimeout(timer);
      const last = host;
      if (last === undefined) ended.resolve();
      else {
        last.postMessage({ type: 'stop' });
        const deadline = setTimeout(() => last.kill(), stopMs);
        void ended.promise.then(() => clearTimeout(deadline));
      }
      return ended.promise;
    },
  };
}
