import { Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useConnection, useConnectionStatus } from '../data/console-context.tsx';
import classes from './connection-banner.module.css';

/** Says that the host is away, and for a moment that it is back. */
export function ConnectionBanner() {
  const connection = useConnection();
  const { state, reason } = useConnectionStatus();
  const [wasLost, setWasLost] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = connection.subscribe(() => {
      clearTimeout(timer);
      if (connection.status().state === 'reconnecting') setWasLost(true);
      else if (connection.status().state === 'connected') timer = setTimeout(() => setWasLost(false), 4000);
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [connection]);

  if (state === 'reconnecting') {
    return (
      <div className={classes['banner']} data-tone="warn" role="status">
        <Loader size={13} color="currentColor" />
        <span>The host is restarting. Nothing is lost; this page continues by itself.{reason === undefined ? '' : ` ${reason}`}</span>
      </div>
    );
  }
  if (!wasLost || state !== 'connected') return undefined;
  return (
    <div className={classes['banner']} data-tone="good" role="status">
      The host is back. Jobs that were running then are marked interrupted.
    </div>
  );
}
