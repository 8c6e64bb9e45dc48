/** Where each worker's entry lies, from source (Node 24 strips the types) and in the flat build folder. */
const sources = {
  'compute-worker': './compute/worker.ts',
  'serving-worker': './engine/serving-worker.ts',
  'learning-worker': './engine/learning/learning-worker.ts',
  'sweep-worker': './bench/sweep-worker.ts',
} as const;

export function workerUrl(name: keyof typeof sources): URL {
  return new URL(import.meta.url.endsWith('.ts') ? sources[name] : `./${name}.js`, import.meta.url);
}
