import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { InferenceSession, listSupportedBackends, Tensor } from 'onnxruntime-node';
import { RpcError } from '../../rpc/error.ts';
import { type DeviceChoice, type DeviceReport, type ProviderName, providerNames } from './contract.ts';
import { buildProbeGraph, probeExpected, probeInput } from './graph/probe-graph.ts';
import { sessionOptions } from './session-options.ts';

export interface ChosenProvider {
  readonly provider: ProviderName;
  readonly reason: string;
}

interface Attempt {
  readonly available: boolean;
  readonly reason: string;
}

const labels: Readonly<Record<ProviderName, string>> = {
  cuda: 'CUDA',
  coreml: 'CoreML',
  directml: 'DirectML',
  webgpu: 'WebGPU',
  cpu: 'The CPU',
};
const platforms: Readonly<Partial<Record<ProviderName, NodeJS.Platform>>> = { coreml: 'darwin', directml: 'win32' };
const platformNames: Readonly<Partial<Record<ProviderName, string>>> = { coreml: 'macOS', directml: 'Windows' };

/**
 * Decides what every session runs on. `auto` takes the first of CUDA, CoreML, DirectML and (on a hardware adapter only) WebGPU that creates a
 * session and computes rightly, else the CPU. Throws `unavailable` when the provider asked for cannot be had.
 */
export async function chooseProvider(device: DeviceChoice, threads: number): Promise<ChosenProvider> {
  if (device === 'cpu') return { provider: 'cpu', reason: 'The CPU was asked for.' };
  if (device !== 'auto') {
    const attempt = await tryProvider(device, threads);
    if (attempt.available) return { provider: device, reason: `${labels[device]} was asked for and works.` };
    throw new RpcError({
      code: 'unavailable',
      message: `${labels[device]} cannot be used here: ${lowerFirst(attempt.reason)} Choose --device auto or cpu.`,
    });
  }
  for (const provider of providerNames) {
    if (provider === 'cpu' || (provider === 'webgpu' && hardwareAdapter() === undefined)) continue;
    if ((await tryProvider(provider, threads)).available) return { provider, reason: `${labels[provider]} works here and comes first.` };
  }
  return { provider: 'cpu', reason: 'No hardware accelerator can be used here, so the CPU is in use.' };
}

/** Tries every provider now and says, for each, why it is or is not the one in use. */
export async function reportDevices(device: DeviceChoice, chosen: ChosenProvider, threads: number): Promise<readonly DeviceReport[]> {
  const reports: DeviceReport[] = [];
  for (const provider of providerNames) {
    const inUse = provider === chosen.provider;
    const attempt: Attempt = inUse ? { available: true, reason: chosen.reason } : await tryProvider(provider, threads);
    reports.push({
      provider,
      available: attempt.available,
      reason: attempt.available && !inUse ? unused(provider, device) : attempt.reason,
      inUse,
    });
  }
  return reports;
}

function unused(provider: ProviderName, device: DeviceChoice): string {
  if (device !== 'auto') return `${labels[provider]} works here; --device ${device} was asked for.`;
  if (provider === 'webgpu' && hardwareAdapter() === undefined) {
    return 'WebGPU works here, but its adapter may be software, which is slower than the CPU: choose --device webgpu to use it.';
  }
  return `${labels[provider]} works here; a faster provider is in use.`;
}

async function tryProvider(provider: ProviderName, threads: number): Promise<Attempt> {
  const missing = obviousObstacle(provider);
  if (missing !== undefined) return { available: false, reason: missing };
  try {
    const session = await InferenceSession.create(buildProbeGraph(), sessionOptions(provider, threads));
    try {
      const { y } = await session.run({ x: new Tensor('float32', probeInput, [2, 2]) });
      const right = y !== undefined && probeExpected.every((value, index) => y.data[index] === value);
      return right
        ? { available: true, reason: `${labels[provider]} works here.` }
        : { available: false, reason: `${labels[provider]} computes a wrong product.` };
    } finally {
      await session.release();
    }
  } catch (error) {
    return { available: false, reason: `${labels[provider]} does not start: ${oneSentence(error)}` };
  }
}

/** What can be known without asking the runtime, whose own attempts write to stderr. */
function obviousObstacle(provider: ProviderName): string | undefined {
  const platform = platforms[provider];
  if (platform !== undefined && platform !== process.platform)
    return `${labels[provider]} exists on ${platformNames[provider] ?? platform} only.`;
  const backend = provider === 'directml' ? 'dml' : provider;
  if (!listSupportedBackends().some(({ name }) => name === backend)) return `This build of ONNX Runtime has no ${labels[provider]}.`;
  if (
    provider === 'cuda' &&
    !existsSync(join(bindingFolder(), process.platform === 'win32' ? 'onnxruntime_providers_cuda.dll' : 'libonnxruntime_providers_cuda.so'))
  ) {
    return 'The CUDA libraries of ONNX Runtime are not installed; they do not come with its npm package.';
  }
  if (provider === 'webgpu' && process.platform === 'linux' && !vulkanLoader()) return 'No Vulkan loader (libvulkan.so.1) is installed.';
  return undefined;
}

function bindingFolder(): string {
  const main = createRequire(import.meta.url).resolve('onnxruntime-node');
  return join(dirname(main), '..', 'bin', 'napi-v6', process.platform, process.arch);
}

function vulkanLoader(): boolean {
  const declared = (process.env['LD_LIBRARY_PATH'] ?? '').split(':').filter((folder) => folder !== '');
  const usual = ['/usr/lib', '/usr/lib64', '/lib', '/lib64', '/usr/local/lib'].flatMap((folder) => [
    folder,
    `${folder}/x86_64-linux-gnu`,
    `${folder}/aarch64-linux-gnu`,
  ]);
  return [...declared, ...usual].some((folder) => existsSync(join(folder, 'libvulkan.so.1')));
}

/** Vendor of a physical GPU, where the system shows one and no software driver is forced; only Linux can show it. */
function hardwareAdapter(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  const forced = `${process.env['VK_DRIVER_FILES'] ?? ''}${process.env['VK_ICD_FILENAMES'] ?? ''}`;
  if (/swiftshader|lvp|llvmpipe/i.test(forced)) return undefined;
  const vendors: Readonly<Record<string, string>> = { '0x10de': 'NVIDIA', '0x1002': 'AMD', '0x8086': 'Intel' };
  try {
    for (const card of readdirSync('/sys/class/drm').filter((name) => name.startsWith('renderD'))) {
      const vendor = vendors[readFileSync(`/sys/class/drm/${card}/device/vendor`, 'utf8').trim()];
      if (vendor !== undefined) return vendor;
    }
  } catch {
    // No DRM folder: no adapter can be shown.
  }
  return undefined;
}

/** The runtime's own words start with source places; what follows the last of them is for people. */
function oneSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const cleaned = message
    .replace(/^.*was false\.\s*/s, '')
    .replaceAll(/\/\S+/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const first = cleaned.split(/(?<=\.)\s/)[0] ?? cleaned;
  return first.length > 160 ? `${first.slice(0, 157)}...` : first.endsWith('.') ? first : `${first}.`;
}

function lowerFirst(sentence: string): string {
  return /^[A-Z][a-z]/.test(sentence) && !/^(CoreML|DirectML|WebGPU|Vulkan)/.test(sentence)
    ? sentence.charAt(0).toLowerCase() + sentence.slice(1)
    : sentence;
}
