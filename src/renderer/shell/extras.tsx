import { Notifications } from '@mantine/notifications';
import { DropAnywhere } from './drop-anywhere.tsx';
import { KeyboardHelp } from './keyboard-help.tsx';
import { Palette } from './palette.tsx';

interface ExtrasProps {
  readonly onToggleTheme: () => void;
  readonly onHelp: () => void;
  readonly helpOpened: boolean;
  readonly onCloseHelp: () => void;
}

/** What no first screen needs: a chunk of its own, mounted once the frame stands. */
export function Extras({ onToggleTheme, onHelp, helpOpened, onCloseHelp }: ExtrasProps) {
  return (
    <>
      <Notifications position="bottom-right" limit={4} />
      <Palette onToggleTheme={onToggleTheme} onHelp={onHelp} />
      <KeyboardHelp opened={helpOpened} onClose={onCloseHelp} />
      <DropAnywhere />
    </>
  );
}
