import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { requiredOption } from './options.ts';
import type { Invocation } from './command.ts';

/**
 * `--bundle`: the name of a bundle of the workspace, or the path of a bundle folder. A folder is added to the workspace under its own name first,
 * unless a bundle with the same manifest is there already.
 */
export async function bundleArgument(invocation: Invocation): Promise<string> {
  const text = requiredOption(invocation.values, 'bundle');
  const client = await invocation.client();
  const { bundles } = await client['bundles.list']({});
  if (bundles.some((bundle) => bundle.name === text)) return text;
  const manifest = join(resolve(text), 'manifest.json');
  if (!existsSync(manifest)) return text;
  const hash = createHash('sha256').update(readFileSync(manifest)).digest('hex');
  const present = bundles.find((bundle) => bundle.hash === hash);
  if (present !== undefined) return present.name;
  const { context } = await invocation.host();
  const added = await client['bundles.add']({ grant: context.grants.add(resolve(text), { temporary: false }).id });
  return added.name;
}
