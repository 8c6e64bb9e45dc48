import type { Store, StoredDataset } from '../../store/types.ts';
import { loggedSlates } from '../logged-slates.ts';

/** One logged slate: what was shown, in its places, and what the user did with each item, as action bits of the dataset. */
export interface Slate {
  readonly atMs: number;
  /** The dataset's surface, -1 where unknown. */
  readonly surface: number;
  readonly items: readonly number[];
  readonly actions: readonly number[];
}

/** Slates by the value of `users` (which maps the dataset's users), each user's in time order; empty where the dataset logs none. */
export async function datasetSlates(
  store: Store,
  dataset: StoredDataset,
  users: ReadonlyMap<number, number>,
): Promise<ReadonlyMap<number, readonly Slate[]>> {
  const found = new Map<number, Slate[]>();
  const logged = await loggedSlates(store, dataset, new Set(users.keys()));
  let at = 0;
  logged?.user.forEach((user, slate) => {
    const end = at + (logged.length[slate] ?? 0);
    const key = users.get(user);
    const own = {
      atMs: logged.atMs[slate] ?? Number.NaN,
      surface: logged.surface[slate] ?? -1,
      items: Array.from(logged.item.subarray(at, end)),
      actions: Array.from(logged.actions.subarray(at, end)),
    };
    at = end;
    if (key === undefined) return;
    const list = found.get(key);
    if (list === undefined) found.set(key, [own]);
    else list.push(own);
  });
  return found;
}
