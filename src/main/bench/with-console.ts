import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConsoleContract } from '../../contract/index.ts';
import type { Client } from '../../rpc/procedure.ts';
import type { BenchContext } from './bench-case.ts';
import { type BenchPage, openPage } from './browser.ts';
import { connectToConsole } from './console-client.ts';
import { startServedConsole } from './served-console.ts';
import { untilSeeded } from './until-seeded.ts';

/** A served console over a workspace of its own that holds the demo, a client of it, and a page where there is a browser. */
export interface BenchConsole {
  readonly url: string;
  readonly client: Client<ConsoleContract>;
  /** Not yet at the console's address. */
  readonly page: BenchPage | undefined;
  /** For files of the benchmark; gone afterwards. */
  readonly folder: string;
}

/** Runs `work` with a console of its own, and leaves nothing behind. */
export async function withConsole<T>(context: BenchContext, work: (console: BenchConsole) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'paretoscope-bench-'));
  try {
    const served = await startServedConsole(context.projectFolder, join(folder, 'workspace'), ['--sessions', '2']);
    const second = await connectToConsole(served.url);
    const browser = await openPage(context.projectFolder, (reason) => context.progress(reason));
    try {
      await untilSeeded(second.client, context);
      return await work({ url: served.url, client: second.client, page: browser?.page, folder });
    } finally {
      await browser?.close();
      second.close();
      await served.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
