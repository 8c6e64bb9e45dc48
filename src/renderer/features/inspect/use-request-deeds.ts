import { useMemo } from 'react';
import { type DrawnRequest, editDrawnHistory, type RequestPlace } from './edit-drawn-history.ts';
import { moveEvent, noHistoryEdits, plainSetting, type RankingSetting, toggleEdit, type Insertion } from './ranking-setting.ts';
import type { RequestState, SidePanel } from './request-state.ts';
import type { useRequestState } from './use-request-state.ts';

type Change = ReturnType<typeof useRequestState>[1];

/**
 * Everything a person can do to a request; each stays the same function while the request is the same, so that a moving slider redraws nothing else.
 *
 * @param usual the request meant where the state names none
 * @param drawn the request whose history is on the screen
 */
export function useRequestDeeds(
  change: Change,
  { user, at }: RequestPlace,
  { user: drawnUser, at: drawnAt }: DrawnRequest,
  heads: readonly string[] | undefined,
  defaults: readonly number[] | undefined,
) {
  return useMemo(() => {
    const edit = (update: (setting: RankingSetting) => Partial<RankingSetting>) =>
      change((now) => ({ setting: { ...now.setting, ...update(now.setting) } }));
    const editHistory: typeof edit = (update) =>
      change((now) => editDrawnHistory(now, { user, at }, { user: drawnUser, at: drawnAt }, update));
    const setWeights = (changes: Readonly<Record<string, number>>) =>
      edit(({ weights }) => {
        const next = { ...weights, ...changes };
        // What equals the bundle's own is not kept.
        return {
          weights: Object.fromEntries(Object.entries(next).filter(([head, value]) => value !== defaults?.[heads?.indexOf(head) ?? -1])),
        };
      });
    // Edits name positions of one sequence, so they leave with it; what retrieval is asked for stays.
    const openRequest = (next: { readonly user?: string; readonly at?: number }) =>
      change((now) => ({
        user,
        at: undefined,
        item: undefined,
        pinned: undefined,
        setting: { ...now.setting, ...noHistoryEdits },
        ...next,
      }));
    return {
      select: (item: number) => change({ item }),
      setWeight: (head: string, value: number) => setWeights({ [head]: value }),
      setWeights,
      resetWeights: () => edit(() => ({ weights: plainSetting.weights })),
      setSetting: (part: Partial<RankingSetting>) => edit(() => part),
      toggle: (seq: number, kind: 'mask' | 'drop') => editHistory((setting) => toggleEdit(setting, seq, kind)),
      move: (order: readonly number[], seq: number, by: -1 | 1) => editHistory((setting) => moveEvent(setting, order, at ?? 0, seq, by)),
      insert: (insertion: Insertion) => editHistory(({ insert }) => ({ insert: [...insert, insertion] })),
      removeInserted: (place: number) => edit(({ insert }) => ({ insert: insert.toSpliced(place, 1) })),
      clearEdits: () => edit(() => noHistoryEdits),
      openRequest,
      openUser: (next: string) => openRequest({ user: next }),
      openAt: (next: number) => openRequest({ at: next }),
      pin: () => change((now) => ({ pinned: now.setting, otherBundle: undefined })),
      unpin: () => change({ pinned: undefined, view: 'table' }),
      swap: () => change((now) => (now.pinned === undefined ? {} : { pinned: now.setting, setting: now.pinned })),
      compareWith: (bundle: string | undefined) => change({ otherBundle: bundle, ...(bundle === undefined ? { view: 'table' } : {}) }),
      setView: (view: RequestState['view']) => change({ view }),
      setSide: (side: SidePanel) => change({ side }),
      change,
    };
  }, [change, user, at, drawnUser, drawnAt, heads, defaults]);
}
