import type { InferenceSession } from 'onnxruntime-node';
import type { ProviderName } from './contract.ts';

const executionProviders: Readonly<Record<ProviderName, string>> = {
  cuda: 'cuda',
  coreml: 'coreml',
  directml: 'dml',
  webgpu: 'webgpu',
  cpu: 'cpu',
};

/**
 * Options of every session. Threads are set and do not spin: spinning threads made two threads on two cores three times slower than one.
 * Operators a device does not have run on the CPU.
 */
export function sessionOptions(provider: ProviderName, threads: number): InferenceSession.SessionOptions {
  const name = executionProviders[provider];
  return {
    executionProviders: provider === 'cpu' ? ['cpu'] : [name, 'cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 4,
    extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
    // DirectML forbids memory patterns.
    ...(provider === 'directml' ? { enableMemPattern: false } : {}),
  };
}
