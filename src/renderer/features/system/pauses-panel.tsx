import { Button } from '@mantine/core';
import { useHostPause } from '../../data/system.ts';
import { formatDuration } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState } from '../../ui/states.tsx';
import classes from './system-screen.module.css';

/** How long the host was kept from answering; reading it starts the next measurement. */
export function PausesPanel() {
  const pause = useHostPause();
  return (
    <Panel title="Pauses of the host" note="longest time its thread did not answer">
      {pause.isError ? <ErrorState error={pause.error} /> : undefined}
      <div className={classes['pauses']}>
        <span>
          {pause.data === undefined ? (
            <span className="dim">Not read yet. Reading starts a new measurement.</span>
          ) : (
            <>
              <strong>{formatDuration(pause.data.longestMs)}</strong>{' '}
              <span className="dim">in the last {formatDuration(pause.data.sinceMs)}</span>
            </>
          )}
        </span>
        <Button variant="default" onClick={() => void pause.refetch()} loading={pause.isFetching}>
          Read
        </Button>
      </div>
    </Panel>
  );
}
