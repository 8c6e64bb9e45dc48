/** Finds a Chromium for the browser journeys, the screenshots and the benchmarks. Nothing is fetched unless this machine has none at all. */
import { spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

export interface FoundChromium {
  readonly path: string;
  /** Where it came from, in words. */
  readonly source: string;
}

type Source = () => Promise<FoundChromium | undefined> | FoundChromium | undefined;

const systemPaths: readonly string[] = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** The order in which a Chromium is looked for. */
export const chromiumSources: Readonly<Record<'environment' | 'system' | 'playwright' | 'package' | 'distribution', Source>> = {
  environment: fromEnvironment,
  system: () => firstThatRuns(systemPaths, 'the system'),
  playwright: fromPlaywright,
  package: fromPackage,
  distribution: fromDistribution,
};

let search: Promise<FoundChromium | undefined> | undefined;

/** The first Chromium that starts and says its version; undefined, after one line on stderr, when there is none. Looked for once. */
export function findChromium(): Promise<FoundChromium | undefined> {
  search ??= (async () => {
    for (const source of Object.values(chromiumSources)) {
      const found = await source();
      if (found !== undefined) return found;
    }
    process.stderr.write('No Chromium was found: install one, or name it in PARETOSCOPE_CHROMIUM. What needs a browser is skipped.\n');
    return undefined;
  })();
  return search;
}

function fromEnvironment(): FoundChromium | undefined {
  for (const name of ['PARETOSCOPE_CHROMIUM', 'CHROMIUM_PATH']) {
    const path = process.env[name];
    if (path === undefined || path === '') continue;
    // What was named is used or it is an error: another browser than the one asked for would be a surprise.
    if (!runs(path)) throw new Error(`${name} names ${path}, which does not start.`);
    return { path, source: name };
  }
  return undefined;
}

async function fromPlaywright(): Promise<FoundChromium | undefined> {
  const { chromium } = await import('@playwright/test');
  return firstThatRuns([chromium.executablePath()], "Playwright's own download");
}

/** The npm package that carries a headless Chromium and the libraries it needs, packed; unpacked once into a folder of its own. */
async function fromPackage(): Promise<FoundChromium | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  let packed: string;
  let version: string;
  try {
    const require = createRequire(import.meta.url);
    packed = join(dirname(require.resolve('@sparticuz/chromium')), '..', 'bin');
    ({ version } = require(join(packed, '..', 'package.json')) as { readonly version: string });
  } catch {
    return undefined;
  }
  const folder = join(tmpdir(), `paretoscope-chromium-${version}-${process.getuid?.() ?? 0}`);
  const start = join(folder, 'start');
  if (!existsSync(start)) await unpack(packed, folder);
  // Another user of this machine may have made a folder of that name.
  if (statSync(folder).uid !== process.getuid?.()) return undefined;
  return firstThatRuns([start], 'the npm package @sparticuz/chromium');
}

async function unpack(packed: string, folder: string): Promise<void> {
  // Unpacked beside and renamed, so that two at once do not meet and a half folder is never used.
  const draft = mkdtempSync(`${folder}-`);
  try {
    await pipeline(
      createReadStream(join(packed, 'chromium.br')),
      createBrotliDecompress(),
      createWriteStream(join(draft, 'chromium'), { mode: 0o755 }),
    );
    for (const archive of ['swiftshader', 'al2023', 'fonts']) {
      const tar = join(draft, `${archive}.tar`);
      await pipeline(createReadStream(join(packed, `${archive}.tar.br`)), createBrotliDecompress(), createWriteStream(tar));
      const into = archive === 'swiftshader' ? draft : join(draft, archive);
      mkdirSync(into, { recursive: true });
      spawnSync('tar', ['-xf', tar, '-C', into]);
      rmSync(tar);
    }
    const script = [
      '#!/bin/sh',
      'here=$(dirname "$(readlink -f "$0")")',
      'export LD_LIBRARY_PATH="$LD_LIBRARY_PATH${LD_LIBRARY_PATH:+:}$here/al2023/lib:$here"',
      'test -d /etc/fonts || export FONTCONFIG_FILE="$here/fonts.conf"',
      'exec "$here/chromium" --headless=shell "$@"',
      '',
    ];
    writeFileSync(join(draft, 'start'), script.join('\n'), { mode: 0o755 });
    const fonts = `<?xml version="1.0"?><fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/cache</cachedir></fontconfig>\n`;
    writeFileSync(join(draft, 'fonts.conf'), fonts);
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(join(folder, 'start'))) throw error;
  }
}

/** Last: the distribution's own package, where this user may install one. */
function fromDistribution(): FoundChromium | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  process.stderr.write("Installing the distribution's Chromium ...\n");
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ]) {
    if (spawnSync('apt-get', args, { env: environment, stdio: 'ignore', timeout: 240_000 }).status !== 0) return undefined;
  }
  return firstThatRuns(systemPaths, "the distribution's package");
}

function firstThatRuns(paths: readonly string[], source: string): FoundChromium | undefined {
  const path = paths.find(runs);
  return path === undefined ? undefined : { path, source };
}

/** A file that is there may still not start (a missing library, a stub that wants another installer). */
function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return false;
  }
  // Chrome for Windows opens a window instead of saying its version.
  if (process.platform === 'win32') return true;
  const { status, stdout } = spawnSync(path, ['--version'], {
    encoding: 'utf8',
    timeout: 20_000,
    env: { ...process.env, HOME: process.env['HOME'] ?? tmpdir() },
  });
  return status === 0 && /chrom/i.test(stdout);
}
