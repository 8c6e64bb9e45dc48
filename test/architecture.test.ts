import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { exceptions, type Layer, layers } from './layers.ts';

const root = join(import.meta.dirname, '..', 'src');

interface Import {
  readonly file: string;
  readonly target: string;
}

function filesBelow(): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
}

function sourceFiles(): readonly string[] {
  return filesBelow().filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'));
}

function importsOf(file: string, text: string): readonly Import[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => ({ file, target: fileName }));
}

function layerOf(path: string): Layer | undefined {
  return layers
    .filter(({ folder }) => path.startsWith(`${folder}/`))
    .toSorted((left, right) => right.folder.length - left.folder.length)[0];
}

/** Why an import is not allowed, or undefined. */
function fault({ file, target }: Import): string | undefined {
  const layer = layerOf(file);
  if (layer === undefined) return `${file} is in no layer`;
  if (target.startsWith('.')) {
    const path = posix.normalize(posix.join(posix.dirname(file), target));
    const to = layerOf(path);
    if (to === undefined) return `${file} imports ${target}, which is in no layer`;
    const allowed = [...layer.layers, ...(exceptions[file] ?? [])];
    if (!allowed.includes(to.folder)) return `${file} (${layer.folder}) may not import ${path} (${to.folder})`;
    return featureFault(file, path);
  }
  if (target.startsWith('node:') || builtinModules.includes(target)) return layer.node ? undefined : `${file} may not import ${target}`;
  const name = target.startsWith('@') ? target.split('/').slice(0, 2).join('/') : (target.split('/')[0] ?? target);
  return layer.packages.includes(name) ? undefined : `${file} may not import the package ${name}`;
}

/** A feature knows the frame, never another feature. */
function featureFault(file: string, path: string): string | undefined {
  const from = /^renderer\/features\/([^/]+)\//.exec(file)?.[1];
  const to = /^renderer\/features\/([^/]+)\//.exec(path)?.[1];
  return from !== undefined && to !== undefined && from !== to ? `${file} imports another feature: ${path}` : undefined;
}

const files = sourceFiles();
const imports = files.flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')));

describe('architecture', () => {
  it('reads the whole source', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(imports.length).toBeGreaterThan(files.length);
  });

  it('lets each layer import only what its row allows', () => {
    expect(imports.map(fault).filter((reason) => reason !== undefined)).toEqual([]);
  });

  it('finds planted violations', () => {
    const planted: readonly Import[] = [
      { file: 'core/ope/ips.ts', target: 'node:fs' },
      { file: 'core/ope/ips.ts', target: '../../main/store/open.ts' },
      { file: 'renderer/app.tsx', target: '../main/host/host.ts' },
      { file: 'renderer/features/replay/page.tsx', target: '../inspect/page.tsx' },
      { file: 'main/host/host.ts', target: 'onnxruntime-node' },
      { file: 'main/host/host.ts', target: 'better-sqlite3' },
      { file: 'main/server/child.ts', target: 'electron' },
      { file: 'main/store/open.ts', target: '../host/services/datasets.ts' },
    ];
    expect(planted.filter((one) => fault(one) === undefined)).toEqual([]);
  });

  it('has one importer each of electron, onnxruntime-node and better-sqlite3', () => {
    const foldersOf = (name: string) =>
      [...new Set(imports.filter(({ target }) => target === name).map(({ file }) => layerOf(file)?.folder ?? ''))].toSorted((left, right) =>
        left < right ? -1 : 1,
      );
    expect(foldersOf('electron')).toEqual(['main/electron', 'preload']);
    expect(foldersOf('onnxruntime-node')).toEqual(['main/engine']);
    expect(foldersOf('better-sqlite3')).toEqual(['main/store']);
  });

  it('keeps files under 400 lines, style sheets and SQL too', () => {
    const others = filesBelow().filter((path) => /\.(css|sql)$/.test(path));
    expect(others.filter((file) => file.endsWith('.css')).length).toBeGreaterThan(40);
    expect(others.some((file) => file.endsWith('.sql'))).toBe(true);
    const long = [...files, ...others].filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 401);
    expect(long).toEqual([]);
  });

  it('has no barrel file but the contract', () => {
    const barrels = files
      .filter((file) => /(^|\/)index\.tsx?$/.test(file))
      .filter((file) => dirname(file) !== 'contract' && dirname(file) !== 'preload');
    expect(barrels).toEqual([]);
  });

  it('keeps the desktop shell thin', () => {
    const lines = files
      .filter((file) => file.startsWith('main/electron/') || file.startsWith('preload/'))
      .map((file) => readFileSync(join(root, file), 'utf8').split('\n').length)
      .reduce((sum, count) => sum + count, 0);
    expect(lines).toBeLessThanOrEqual(400);
  });

  it('keeps the clock, locale and chance out of core', () => {
    const words =
      /\bDate\.now\(|\bnew Date\(\)|Math\.random\(|performance\.now\(|toLocale(String|DateString|TimeString|LowerCase|UpperCase)\(|\bIntl\./;
    const found = files.filter((file) => file.startsWith('core/') && words.test(readFileSync(join(root, file), 'utf8')));
    expect(found.map((file) => relative('.', file))).toEqual([]);
  });
});
