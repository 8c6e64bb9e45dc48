import type { ParseArgsConfig } from 'node:util';
import type { ConsoleContract } from '../../contract/index.ts';
import type { Client } from '../../rpc/procedure.ts';
import type { Host } from '../host/host.ts';

export type OptionValues = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;

/** What a command is given when it runs. */
export interface Invocation {
  readonly positionals: readonly string[];
  readonly values: OptionValues;
  /** Opens the workspace (once) and answers the host; commands that need none never call it. */
  host(): Promise<Host>;
  /** The console's contract on that host. */
  client(): Promise<Client<ConsoleContract>>;
  /** A line for a person, on stderr; overwritten by the next where stderr is a terminal. */
  progress(line: string): void;
  /** Prints an answer before the command ends (a server's address): the document with `--json`, else the text. */
  announce(document: unknown, text: string): void;
  /** Aborts on Ctrl-C and SIGTERM. */
  readonly signal: AbortSignal;
}

export interface Outcome {
  /** The JSON document of `--json`; undefined when the command has announced it already. */
  readonly document?: unknown;
  /** What is printed without `--json`. */
  readonly text: string;
  /** 1 when it ran and the answer is no. */
  readonly exit?: 0 | 1;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Positional arguments as shown in the usage line: `DATASET --log NAME`. */
  readonly usage: string;
  readonly example: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** One line per option, for `--help`. */
  readonly help: Readonly<Record<string, string>>;
  readonly positionals: { readonly least: number; readonly most: number };
  run(invocation: Invocation): Promise<Outcome>;
}
