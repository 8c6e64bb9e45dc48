import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useConnection } from '../data/console-context.tsx';
import { EmptyState } from '../ui/states.tsx';
import classes from './fatal-state.module.css';

/** The host is gone for good: nothing on the page can work, so nothing else is shown. */
export function FatalState({ reason }: { readonly reason: string | undefined }) {
  const connection = useConnection();
  return (
    <main role="alert" className={classes['fatal']}>
      <EmptyState
        icon={IconPlugConnectedX}
        title="No connection to the console host"
        action={<Button onClick={() => connection.retry()}>Connect again</Button>}
      >
        <p>{reason ?? 'It stopped several times in a row and was not started again.'}</p>
        <p>The workspace is whole: an import that was running is either finished or undone.</p>
      </EmptyState>
    </main>
  );
}
