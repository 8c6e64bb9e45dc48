import { useEffect } from 'react';
import { addressOf } from './address.ts';
import { navigate } from './hash-location.ts';
import { screens } from './screens.ts';

/** True while the person types or picks from a list: single keys then belong to the field. Sliders, switches and radios use no letters or digits. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest(
      'input:not([type="range"], [type="radio"], [type="checkbox"]), textarea, select, [contenteditable="true"], [role="listbox"]',
    ) !== null
  );
}

/** `g` then a screen's letter goes there, within a second. */
export function useGoKeys(): void {
  useEffect(() => {
    let pressedAt = Number.NEGATIVE_INFINITY;
    function onKeyDown(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === 'g') {
        pressedAt = event.timeStamp;
        return;
      }
      const screen = event.timeStamp - pressedAt < 1000 ? screens.find((entry) => entry.key === event.key) : undefined;
      pressedAt = Number.NEGATIVE_INFINITY;
      if (screen === undefined) return;
      event.preventDefault();
      // The letter has done its work: a screen that knows it too may not hear it.
      event.stopPropagation();
      // The chosen dataset and bundle travel along, as with the links.
      const query = new URLSearchParams(window.location.hash.split('?')[1] ?? '');
      navigate(addressOf(screen.path, { dataset: query.get('dataset') ?? undefined, bundle: query.get('bundle') ?? undefined }));
    }
    window.addEventListener('keydown', onKeyDown, true);
    return () => window.removeEventListener('keydown', onKeyDown, true);
  }, []);
}
