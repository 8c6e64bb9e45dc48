import { datasetName } from '../../contract/procedure.ts';

/** Why a dataset cannot have this name, undefined when it can. */
export function nameProblem(name: string, taken: readonly string[]): string | undefined {
  if (name === '') return 'A dataset needs a name';
  if (taken.includes(name)) return 'A dataset has this name already';
  const checked = datasetName.safeParse(name);
  return checked.success ? undefined : 'Letters, digits, spaces, dots, dashes and underscores; first a letter or digit';
}
