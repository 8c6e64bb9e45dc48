import { useCallback, useEffect, useRef, useState } from 'react';
import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { useAddress } from '../../shell/address.ts';
import { type Selection, selectionOf } from './shown-policy.ts';

/** The card, the table and the address follow when the slider rests this long: browsers limit how often an address may change. */
const restMs = 150;

export interface SelectedPolicy {
  readonly selected: Selection;
  /** Where it last came to rest. */
  readonly rested: Selection;
  readonly select: (point: number) => void;
  /** Looks at a policy beside the frontier; the slider stays where it is. */
  readonly selectBeside: (place: number) => void;
  /** Takes what is selected as where it rests, at once; answers it. */
  readonly settle: () => Selection;
}

/** What the desk is set to, kept in the address. */
export function useSelectedPolicy(result: SweepResult): SelectedPolicy {
  const { parameters, change } = useAddress();
  const [selected, setSelected] = useState(() => selectionOf(result, parameters));
  const [rested, setRested] = useState(selected);
  const newest = useRef(selected);
  const write = useRef(change);
  useEffect(() => {
    write.current = change;
  }, [change]);
  const pending = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(pending.current), []);
  const settle = useCallback(() => {
    clearTimeout(pending.current);
    if (pending.current !== undefined) write.current({ point: newest.current.point, beside: newest.current.beside });
    pending.current = undefined;
    setRested(newest.current);
    return newest.current;
  }, []);
  const move = useCallback(
    (next: Selection) => {
      newest.current = next;
      setSelected(next);
      clearTimeout(pending.current);
      pending.current = setTimeout(settle, restMs);
    },
    [settle],
  );
  const select = useCallback((point: number) => move({ point }), [move]);
  const selectBeside = useCallback(
    (beside: number) => {
      move({ point: newest.current.point, beside });
      settle();
    },
    [move, settle],
  );
  return { selected, rested, select, selectBeside, settle };
}
