import { ActionIcon, Tooltip, useComputedColorScheme } from '@mantine/core';
import { IconHelp, IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import { BundlePicker } from './bundle-picker.tsx';
import { DatasetPicker } from './dataset-picker.tsx';
import classes from './header.module.css';
import { modifierKey } from './modifier-key.ts';

interface HeaderProps {
  /** False while the page is first drawn. */
  readonly withPickers: boolean;
  readonly onToggleTheme: () => void;
  readonly onHelp: () => void;
  readonly onSearch: () => void;
}

export function Header({ withPickers, onToggleTheme, onHelp, onSearch }: HeaderProps) {
  const dark = useComputedColorScheme('light') === 'dark';
  return (
    <header className={classes['header']}>
      <span className={classes['brand']}>
        <Mark />
        <span className={classes['name']}>Paretoscope</span>
      </span>
      {withPickers ? (
        <>
          <DatasetPicker />
          <BundlePicker />
        </>
      ) : undefined}
      <button type="button" className={classes['search']} onClick={onSearch}>
        <IconSearch size={14} stroke={1.7} aria-hidden />
        <span>Go to, search, run</span>
        <span className="visually-hidden">: command palette</span>
        <kbd>{modifierKey} K</kbd>
      </button>
      <Tooltip label={`${dark ? 'Light' : 'Dark'} theme (${modifierKey} J)`}>
        <ActionIcon aria-label={dark ? 'Use the light theme' : 'Use the dark theme'} onClick={onToggleTheme}>
          {dark ? <IconSun size={17} stroke={1.6} /> : <IconMoon size={17} stroke={1.6} />}
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Keyboard help (?)">
        <ActionIcon aria-label="Keyboard help" onClick={onHelp}>
          <IconHelp size={17} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
    </header>
  );
}

/** Points on a frontier. */
function Mark() {
  return (
    <svg width={20} height={20} viewBox="0 0 20 20" aria-hidden>
      <path d="M3 3c.6 7.8 5.4 13 14 14" fill="none" stroke="var(--accent)" strokeWidth={1.8} strokeLinecap="round" />
      <circle cx={4.1} cy={8.2} r={2} fill="var(--text)" />
      <circle cx={7.8} cy={13} r={2} fill="var(--text)" />
      <circle cx={13.2} cy={16.1} r={2} fill="var(--text)" />
      <circle cx={13.5} cy={6.5} r={1.8} fill="none" stroke="var(--text-faint)" strokeWidth={1.3} />
    </svg>
  );
}
