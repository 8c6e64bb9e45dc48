import { Tooltip } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { addressOf, useAddress } from './address.ts';
import { hashHref } from './hash-location.ts';
import classes from './navigation.module.css';
import { screens } from './screens.ts';

interface NavigationProps {
  readonly collapsed: boolean;
  readonly onToggle: () => void;
}

/** Links to the screens there are; the chosen dataset and bundle travel along. */
export function Navigation({ collapsed, onToggle }: NavigationProps) {
  const { path, parameters } = useAddress();
  const kept = { dataset: parameters['dataset'], bundle: parameters['bundle'] };
  const Toggle = collapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <nav className={classes['navigation']} aria-label="Screens" data-collapsed={collapsed || undefined}>
      <ul>
        {screens.map((screen) => (
          <li key={screen.path}>
            <Tooltip label={collapsed ? screen.label : screen.purpose} position="right" openDelay={collapsed ? 100 : 700}>
              <a
                href={hashHref(addressOf(screen.path, kept))}
                className={classes['link']}
                aria-current={path === screen.path ? 'page' : undefined}
                aria-label={screen.label}
              >
                <screen.icon size={17} stroke={1.6} />
                <span className={classes['label']}>{screen.label}</span>
              </a>
            </Tooltip>
          </li>
        ))}
      </ul>
      <button
        type="button"
        className={classes['link']}
        onClick={onToggle}
        aria-label={collapsed ? 'Widen the navigation' : 'Narrow the navigation'}
      >
        <Toggle size={17} stroke={1.6} aria-hidden />
        <span className={classes['label']}>Narrow</span>
      </button>
    </nav>
  );
}
