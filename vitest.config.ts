import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Tests start many processes and threads from the sources: what Node compiled of them once serves the next.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules', '.cache', 'compile');

/** One project per layer (tests mirror `src`), so a layer can be run alone: `vitest run --project core`. */
function project(name: string, include: readonly string[], testTimeout = 20_000) {
  return { test: { name, include: [...include], environment: 'node' as const, pool: 'forks' as const, testTimeout, hookTimeout: 60_000 } };
}

export default defineConfig({
  test: {
    // By default a processor is kept free, which on a machine of two leaves one worker.
    maxWorkers: '100%',
    projects: [
      project('core', ['test/core/**/*.test.ts']),
      project('rpc', ['test/rpc/**/*.test.ts', 'test/contract/**/*.test.ts']),
      project('store', ['test/main/store/**/*.test.ts', 'test/main/files/**/*.test.ts']),
      project('workers', ['test/main/engine/**/*.test.ts', 'test/main/compute/**/*.test.ts'], 60_000),
      project('services', ['test/main/host/**/*.test.ts', 'test/main/cli/**/*.test.ts'], 120_000),
      project(
        'shells',
        ['test/main/server/**/*.test.ts', 'test/main/shell/**/*.test.ts', 'test/main/electron/**/*.test.ts', 'test/security/**/*.test.ts'],
        120_000,
      ),
      project('renderer', ['test/renderer/**/*.test.ts']),
      project('project', ['test/*.test.ts', 'test/scripts/**/*.test.ts'], 120_000),
    ],
  },
});
