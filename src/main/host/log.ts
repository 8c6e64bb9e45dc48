/** One JSON object a line on stderr, so that stdout stays for answers. */
export interface Log {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(message: string, facts?: Readonly<Record<string, unknown>>): void;
  error(message: string, facts?: Readonly<Record<string, unknown>>): void;
}

export type LogLevel = 'info' | 'warn' | 'error' | 'silent';

const order: Readonly<Record<LogLevel, number>> = { info: 0, warn: 1, error: 2, silent: 3 };

export function createLog(least: LogLevel, write: (line: string) => void = (line) => process.stderr.write(line)): Log {
  function at(level: Exclude<LogLevel, 'silent'>) {
    return (message: string, facts: Readonly<Record<string, unknown>> = {}) => {
      if (order[level] < order[least]) return;
      write(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...facts })}\n`);
    };
  }
  return { info: at('info'), warn: at('warn'), error: at('error') };
}
