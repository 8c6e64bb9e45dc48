import { existsSync } from 'node:fs';
import { dirname } from 'node:path';

const places = ['/usr/lib/chromium/vk_swiftshader_icd.json', '/usr/lib/chromium-browser/vk_swiftshader_icd.json'];

/** Environment of a process that finds a software Vulkan driver, or why there is none. */
export function softwareVulkan(): { readonly env: NodeJS.ProcessEnv } | { readonly reason: string } {
  const driver = places.find((path) => existsSync(path));
  if (driver === undefined) return { reason: `no SwiftShader Vulkan driver (looked for ${places.join(', ')})` };
  return { env: { ...process.env, VK_DRIVER_FILES: driver, LD_LIBRARY_PATH: dirname(driver) } };
}
