import type { Provider } from '../../contract/system.ts';

export const providerNames: Readonly<Record<Provider, string>> = {
  cpu: 'CPU',
  webgpu: 'WebGPU',
  cuda: 'CUDA',
  coreml: 'CoreML',
  directml: 'DirectML',
};
