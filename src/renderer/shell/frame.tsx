import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useHotkeys, useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useState } from 'react';
import { useConnectionStatus } from '../data/console-context.tsx';
import { useChanges } from '../data/use-changes.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { FatalState } from './fatal-state.tsx';
import classes from './frame.module.css';
import { Header } from './header.tsx';
import { IdleMarker, PendingMark } from './idle-marker.tsx';
import { Later } from './later.tsx';
import { Navigation } from './navigation.tsx';
import { ScreenOutlet } from './screen-outlet.tsx';
import { StatusBar } from './status-bar.tsx';
import { useStored } from './stored.ts';
import { useGoKeys } from './use-go-keys.ts';
import { useScreenKeys } from './use-screen-keys.ts';
import { useStages } from './use-stages.ts';

const Extras = lazy(async () => ({ default: (await import('./extras.tsx')).Extras }));

/** What stands around every screen: navigation, header, status bar, palette, help, banner. */
export function Frame() {
  const connection = useConnectionStatus();
  const [helpOpened, setHelpOpened] = useState(false);
  const [navigation, storeNavigation] = useStored('navigation');
  const isSmall = useMediaQuery('(max-width: 1180px)', undefined, { getInitialValueInEffect: false });
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const toggleTheme = () => setColorScheme(scheme === 'dark' ? 'light' : 'dark');
  // Whatever can pop up measures itself when it is first drawn: the pickers and the bar each do it in a task of their own.
  const stage = useStages(2);
  useChanges();
  useGoKeys();
  // Also while a field has the focus.
  useHotkeys([['mod+J', toggleTheme]], []);
  useScreenKeys([
    ['shift+?', () => setHelpOpened(true)],
    ['?', () => setHelpOpened(true)],
  ]);

  if (connection.state === 'failed') return <FatalState reason={connection.reason} />;
  // A small window starts with icons alone, until the person says otherwise.
  const collapsed = navigation === undefined ? isSmall : navigation === 'collapsed';
  return (
    <div className={classes['frame']} data-collapsed={collapsed || undefined}>
      <a className={classes['skip']} href="#main" onClick={skipToMain}>
        Skip to the screen
      </a>
      <Header withPickers={stage >= 1} onToggleTheme={toggleTheme} onHelp={() => setHelpOpened(true)} onSearch={openPalette} />
      <Navigation collapsed={collapsed} onToggle={() => storeNavigation(collapsed ? 'wide' : 'collapsed')} />
      <main id="main" tabIndex={-1} className={classes['main']}>
        <ConnectionBanner />
        <ScreenOutlet />
      </main>
      {stage >= 2 ? <StatusBar /> : <PendingMark />}
      <Later>
        <Suspense fallback={<PendingMark />}>
          <Extras
            onToggleTheme={toggleTheme}
            onHelp={() => setHelpOpened(true)}
            helpOpened={helpOpened}
            onCloseHelp={() => setHelpOpened(false)}
          />
        </Suspense>
      </Later>
      <IdleMarker />
    </div>
  );
}

// Asked for before it is there, it opens when it comes.
function openPalette(): void {
  void import('./palette.tsx').then((palette) => palette.openPalette());
}

// The hash is the address of the screen, so the link may not change it.
function skipToMain(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('#main')?.focus();
}
