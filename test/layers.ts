/**
 * Who may import whom: the table of docs/architecture.md, held by architecture.test.ts.
 * A layer is a folder under `src`; a file belongs to the longest folder that holds it.
 * `packages` lists npm packages by name; `node` allows Node's built-in modules.
 */
export interface Layer {
  readonly folder: string;
  readonly layers: readonly string[];
  readonly packages: readonly string[];
  readonly node: boolean;
}

const browserPackages = [
  'react',
  'react-dom',
  '@mantine/core',
  '@mantine/hooks',
  '@mantine/notifications',
  '@mantine/spotlight',
  '@tabler/icons-react',
  '@tanstack/react-query',
  '@tanstack/react-virtual',
  '@fontsource-variable/inter',
  '@fontsource-variable/jetbrains-mono',
  'recharts',
  'wouter',
  'get-nonce',
  'zod',
];

export const layers: readonly Layer[] = [
  { folder: 'core', layers: ['core'], packages: [], node: false },
  { folder: 'contract', layers: ['contract', 'core'], packages: ['zod'], node: false },
  { folder: 'rpc', layers: ['rpc'], packages: [], node: false },
  { folder: 'main', layers: ['main'], packages: [], node: true },
  { folder: 'main/store', layers: ['main/store', 'core', 'rpc'], packages: ['better-sqlite3'], node: true },
  {
    folder: 'main/files',
    layers: ['main/files', 'core', 'rpc', 'contract'],
    packages: ['papaparse', 'hyparquet', 'hyparquet-compressors', 'hyparquet-writer', 'zod'],
    node: true,
  },
  { folder: 'main/engine', layers: ['main/engine', 'main', 'core', 'rpc', 'contract'], packages: ['onnxruntime-node'], node: true },
  { folder: 'main/compute', layers: ['main/compute', 'main/files', 'main', 'core', 'rpc', 'contract'], packages: [], node: true },
  {
    folder: 'main/host',
    layers: ['main/host', 'main/store', 'main/files', 'main/engine', 'main/compute', 'main', 'contract', 'core', 'rpc'],
    packages: ['zod'],
    node: true,
  },
  { folder: 'main/shell', layers: ['main/shell'], packages: [], node: true },
  { folder: 'main/server', layers: ['main/server', 'main/host', 'main/shell', 'contract', 'rpc'], packages: ['ws'], node: true },
  {
    folder: 'main/bench',
    layers: [
      'main/bench',
      'main/host',
      'main/store',
      'main/files',
      'main/engine',
      'main/compute',
      'main/shell',
      'main',
      'contract',
      'core',
      'rpc',
    ],
    packages: ['ws', '@playwright/test'],
    node: true,
  },
  {
    folder: 'main/cli',
    layers: ['main/cli', 'main/host', 'main/server', 'main/shell', 'main/bench', 'contract', 'rpc'],
    packages: [],
    node: true,
  },
  { folder: 'main/electron', layers: ['main/electron', 'main/shell', 'rpc'], packages: ['electron'], node: true },
  { folder: 'preload', layers: ['preload'], packages: ['electron'], node: false },
  { folder: 'renderer', layers: ['renderer', 'core', 'contract', 'rpc'], packages: browserPackages, node: false },
];

/** One file may step outside its layer: the entry that Electron forks is the host itself. */
export const exceptions: Readonly<Record<string, readonly string[]>> = {
  'main/electron/host-entry.ts': ['main/host', 'contract'],
};
