import { Button, Skeleton } from '@mantine/core';
import { IconAlertTriangle, IconRefresh, IconRulerMeasure } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { describeError } from '../data/console-error.ts';
import classes from './states.module.css';

interface EmptyStateProps {
  readonly icon?: ComponentType<{ readonly size?: number; readonly stroke?: number }>;
  readonly title: string;
  /** What to do next, or why there is nothing. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** Nothing is here yet: says so, and what to do next. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className={classes['state']}>
      {Icon === undefined ? undefined : (
        <span className={classes['icon']} aria-hidden>
          <Icon size={22} stroke={1.5} />
        </span>
      )}
      <h2>{title}</h2>
      {children === undefined ? undefined : <div className={classes['text']}>{children}</div>}
      {action === undefined ? undefined : <div className={classes['action']}>{action}</div>}
    </div>
  );
}

interface LoadingStateProps {
  /** Rows of the given height are drawn where the content will stand, so that nothing jumps when it comes. */
  readonly rows?: number;
  readonly rowHeight?: number;
  readonly label?: string;
}

export function LoadingState({ rows = 4, rowHeight = 26, label = 'Loading' }: LoadingStateProps) {
  return (
    <div role="status" aria-label={label} className={classes['loading']}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={rowHeight - 8} mb={8} radius="sm" width={`${100 - ((row * 17) % 35)}%`} />
      ))}
    </div>
  );
}

interface ErrorStateProps {
  readonly error: unknown;
  /** What was being done: `The session was not read`. */
  readonly title?: string;
  readonly onRetry?: () => void;
}

/** What went wrong, where, what to do, and the code to quote. */
export function ErrorState({ error, title = 'This did not work', onRetry }: ErrorStateProps) {
  const text = describeError(error);
  return (
    <div className={classes['error']} role="alert">
      <IconAlertTriangle size={18} stroke={1.7} aria-hidden />
      <div>
        <h2>{title}</h2>
        <p>{text.message}</p>
        {text.place === undefined ? undefined : <p className="data">{text.place}</p>}
        {text.remedy === undefined ? undefined : <p className="dim">{text.remedy}</p>}
        <p className={classes['code']}>
          {text.code}
          {text.id === undefined ? '' : ` \u00b7 ${text.id}`}
        </p>
        {onRetry === undefined ? undefined : (
          <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={onRetry} mt={8}>
            Try again
          </Button>
        )}
      </div>
    </div>
  );
}

interface TooLittleStateProps {
  /** The reason in one sentence: what is missing and how much would be needed. */
  readonly reason: ReactNode;
  readonly title?: string;
  readonly children?: ReactNode;
}

/** Stands where a number would, when the data cannot carry one. */
export function TooLittleState({ reason, title = 'Too little data to say', children }: TooLittleStateProps) {
  return (
    <div className={classes['little']}>
      <IconRulerMeasure size={16} stroke={1.6} aria-hidden />
      <div>
        <strong>{title}</strong>
        <div className="dim">{reason}</div>
        {children}
      </div>
    </div>
  );
}
