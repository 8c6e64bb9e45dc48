import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

/** Every process of the console is one entry here; `out/main` stays flat so that a worker is always `./name.js` beside its caller. */
const mainEntries = {
  cli: 'src/main/cli/main.ts',
  'server-child': 'src/main/server/child.ts',
  host: 'src/main/electron/host-entry.ts',
  electron: 'src/main/electron/main.ts',
  'compute-worker': 'src/main/compute/worker.ts',
  'serving-worker': 'src/main/engine/serving-worker.ts',
  'learning-worker': 'src/main/engine/learning/learning-worker.ts',
  'checkpoint-worker': 'src/main/store/checkpoint-worker.ts',
  'sweep-worker': 'src/main/bench/sweep-worker.ts',
};

/** The store reads its SQL from a folder beside its own module: `src/main/store/migrations`, and this copy in the build. */
function copyMigrations(): Plugin {
  const folder = join(import.meta.dirname, 'src/main/store/migrations');
  return {
    name: 'store-migrations',
    generateBundle() {
      for (const file of readdirSync(folder)) {
        if (file.endsWith('.sql'))
          this.emitFile({ type: 'asset', fileName: `migrations/${file}`, source: readFileSync(join(folder, file), 'utf8') });
      }
    },
  };
}

export default defineConfig({
  main: {
    publicDir: false,
    plugins: [copyMigrations()],
    build: {
      outDir: 'out/main',
      minify: false,
      rolldownOptions: {
        input: mainEntries,
        // The benchmarks drive a browser with it where it is installed; it is a development package and stays outside the build.
        external: ['@playwright/test'],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    build: {
      outDir: 'out/renderer',
      minify: true,
      chunkSizeWarningLimit: 1500,
      // Fonts and images stay files: the page's policy allows no font from a data address.
      assetsInlineLimit: 0,
      rolldownOptions: { input: { index: 'src/renderer/index.html' } },
    },
    plugins: [react()],
  },
});
