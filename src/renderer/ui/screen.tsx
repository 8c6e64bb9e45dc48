import type { ReactNode } from 'react';
import classes from './screen.module.css';

interface ScreenProps {
  /** It takes the height of the window, and what is long scrolls inside its panels; else it grows with what it holds. */
  readonly fills?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A screen: its header and its panels below each other, one gap between them. */
export function Screen({ fills = false, className, children }: ScreenProps) {
  return <div className={[fills ? classes['filling'] : classes['growing'], className ?? ''].join(' ')}>{children}</div>;
}
