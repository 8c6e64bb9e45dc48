import { type ChainEntry, nextEntry } from '../../../core/register/chain.ts';
import type { RegisterEvent } from '../../../core/register/events.ts';
import { applyDeed, type RegisterState, ruleBroken } from '../../../core/register/register-state.ts';
import type { HostContext } from '../context.ts';
import { refused } from '../rejections.ts';
import { sha256 } from './digest.ts';
import { readRegister } from './read-register.ts';

/** Appends what is allowed to the chain, all of it or nothing, and answers the state after it; refuses on a chain that cannot be trusted. */
export function registerWriter({ store, notify }: Pick<HostContext, 'store' | 'notify'>) {
  return (
    events: readonly RegisterEvent[],
    who: string,
    snapshots: readonly { readonly hash: string; readonly body: string }[] = [],
  ): RegisterState => {
    const { entries, problems, ...read } = readRegister(store);
    const first = problems[0];
    if (first !== undefined)
      throw refused(`The audit chain is not valid, so nothing is added to it: ${first.message} Restore the workspace from a backup.`);
    const at = new Date().toISOString();
    let state = read.state;
    const added: ChainEntry[] = [];
    for (const event of events) {
      const broken = ruleBroken(state, { event, who, at });
      if (broken !== undefined) throw refused(broken);
      state = applyDeed(state, { event, who, at });
      added.push(nextEntry(added.at(-1) ?? entries.at(-1), { at, who, what: event.what, payload: event }, sha256));
    }
    store.register.append(added, snapshots);
    notify('policies');
    return state;
  };
}
