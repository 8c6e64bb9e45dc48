import type { Invocation } from './command.ts';
import { finishJob } from './job.ts';
import { textOption, usageError } from './options.ts';

/**
 * `--user-embeddings`: the bundle whose long-term user embeddings join the state, by name, or by its hash where it is no longer in the workspace. They are
 * made first where none are stored. Answers the hash; undefined where the option was not given.
 */
export async function userEmbeddingsArgument(invocation: Invocation, dataset: string): Promise<string | undefined> {
  const bundle = textOption(invocation.values, 'user-embeddings');
  if (bundle === undefined) return undefined;
  if (textOption(invocation.values, 'learner') === 'static')
    throw usageError('--user-embeddings has no use with --learner static, which gives every request the same action.');
  const client = await invocation.client();
  const find = async () => {
    const { stored } = await client['embeddings.list']({ dataset });
    return stored.find((one) => one.name === bundle || one.bundle === bundle)?.bundle;
  };
  const known = await find();
  if (known !== undefined) return known;
  const log = textOption(invocation.values, 'log') ?? (await firstLog(invocation, dataset));
  const { job } = await client['embeddings.make']({ dataset, log, bundle });
  await finishJob(invocation, job);
  // Where no user was known before a request there is nothing to store; the sweep's own refusal says so of the bundle that was named.
  return (await find()) ?? (await client['bundles.list']({})).bundles.find(({ name }) => name === bundle)?.hash;
}

async function firstLog(invocation: Invocation, name: string): Promise<string> {
  const { datasets } = await (await invocation.client())['datasets.list']({});
  return datasets.find((one) => one.name === name)?.logs.find(({ kind }) => kind === 'exploration')?.name ?? '';
}
