import { useEffect, useRef } from 'react';
import { isTyping } from '../../shell/use-go-keys.ts';
import { speeds } from './speeds.ts';
import type { Player } from './use-player.ts';

interface ReplayActions {
  readonly player: Player;
  readonly count: number;
  readonly goToSession: (direction: 1 | -1) => void;
  readonly focusSearch: () => void;
  readonly focusGoTo: () => void;
  readonly inspect: () => void;
}

/** The player by keyboard, wherever the focus is except in a field; a focused button or link keeps Space and Enter. */
export function useReplayKeys(actions: ReplayActions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('[aria-modal="true"]') !== null) return;
      const onControl =
        event.target instanceof HTMLElement && event.target.closest('button, a, summary, input, [role="radio"], [role="button"]') !== null;
      if (onControl && (event.key === ' ' || event.key === 'Enter')) return;
      if (event.target instanceof HTMLInputElement && event.target.type === 'radio' && event.key.startsWith('Arrow')) return;
      if (act(event.key, event.shiftKey, latest.current)) event.preventDefault();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function act(key: string, shift: boolean, { player, count, goToSession, focusSearch, focusGoTo, inspect }: ReplayActions): boolean {
  const forward = (direction: 1 | -1): void => {
    if (shift) goToSession(direction);
    else player.seek(player.step + direction);
  };
  const speed = speeds[Number(key) - 1];
  if (speed !== undefined) player.setSpeed(speed);
  else if (key === ' ') player.toggle();
  else if (key === 'ArrowRight') forward(1);
  else if (key === 'ArrowLeft') forward(-1);
  else if (key === 'Home') player.seek(0);
  else if (key === 'End') player.seek(count - 1);
  else if (key === '[') player.changeSpeed(-1);
  else if (key === ']') player.changeSpeed(1);
  else if (key === '/') focusSearch();
  else if (key === 't') focusGoTo();
  else if (key === 'Enter') inspect();
  else return false;
  return true;
}
