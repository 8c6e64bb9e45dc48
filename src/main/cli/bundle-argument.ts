import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { requiredOption } from './options.ts';
import type { Invocation } from './command.ts';

/** `--bundle`: the name of a bundle of the workspace, or the path of a bundle folder, which is added to the workspace under its own name first. */
export async function bundleArgument(invocation: Invocation): Promise<string> {
  const text = requiredOption(invocation.values, 'bundle');
  const client = await invocation.client();
  const { bundles } = await client['bundles.list']({});
  if (bundles.some((bundle) => bundle.name === text)) return text;
  const folder = resolve(text);
  if (!existsSync(join(folder, 'manifest.json'))) return text;
  const { context } = await invocation.host();
  const added = await client['bundles.add']({ grant: context.grants.add(folder, { temporary: false }).id });
  return added.name;
}
