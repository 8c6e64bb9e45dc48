import { useCallback, useEffect, useRef, useState } from 'react';
import { useAddress } from '../../shell/address.ts';
import { useHashSearch } from '../../shell/hash-location.ts';
import { type RequestState, readRequestState, writeRequestState } from './request-state.ts';

/** Moves of a slider reach the address when it rests: browsers limit how often an address may change. */
const restMs = 200;

/** The screen's state: changed at once in the page, written to the address a moment later, read back when the address is changed by hand. */
export function useRequestState(): readonly [
  RequestState,
  (change: Partial<RequestState> | ((state: RequestState) => Partial<RequestState>)) => void,
] {
  const search = useHashSearch();
  const { change: changeAddress } = useAddress();
  const [state, setState] = useState(() => readRequestState(search));
  const latest = useRef(state);
  const pending = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const write = useRef(changeAddress);
  useEffect(() => {
    write.current = changeAddress;
  }, [changeAddress]);

  useEffect(() => {
    // While a change waits to be written the address is behind, not ahead.
    if (pending.current !== undefined) return;
    const read = readRequestState(search);
    if (JSON.stringify(writeRequestState(read)) === JSON.stringify(writeRequestState(latest.current))) return;
    latest.current = read;
    setState(read);
  }, [search]);

  useEffect(() => () => clearTimeout(pending.current), []);

  const change = useCallback((update: Partial<RequestState> | ((state: RequestState) => Partial<RequestState>)) => {
    const next = { ...latest.current, ...(typeof update === 'function' ? update(latest.current) : update) };
    latest.current = next;
    setState(next);
    clearTimeout(pending.current);
    pending.current = setTimeout(() => {
      pending.current = undefined;
      write.current(writeRequestState(latest.current));
    }, restMs);
  }, []);
  return [state, change];
}
