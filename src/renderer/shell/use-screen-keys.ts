import { useHotkeys } from '@mantine/hooks';
import { isTyping } from './use-go-keys.ts';

/** Single keys of a screen, by what each does: wherever the focus is, sliders and radios too, except while the person types. */
export function useScreenKeys(keys: readonly (readonly [key: string, act: () => void])[]): void {
  useHotkeys(
    keys.map(([key, act]) => [key, (event) => !isTyping(event.target) && act()]),
    [],
  );
}
