import { ActionIcon, Button, Popover } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { describeError } from '../data/console-error.ts';
import classes from './remove-button.module.css';

interface RemoveButtonProps {
  readonly what: string;
  /** What goes and what stays, in words. */
  readonly consequence: string;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onRemove: () => void;
}

/** Removing asks once, beside the thing that goes. */
export function RemoveButton({ what, consequence, isPending, error, onRemove }: RemoveButtonProps) {
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={280} trapFocus withArrow>
      <Popover.Target>
        <ActionIcon size="sm" aria-label={`Delete ${what}`} onClick={() => setOpened(!opened)}>
          <IconTrash size={15} stroke={1.6} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={`Delete ${what}?`}>
        <div className={classes['ask']}>
          <strong>Delete {what}?</strong>
          <span className="dim">{consequence}</span>
          {error === undefined ? undefined : <span className={classes['problem']}>{describeError(error).message}</span>}
          <div className={classes['buttons']}>
            <Button variant="default" onClick={() => setOpened(false)} data-autofocus>
              Keep
            </Button>
            <Button className={classes['delete'] ?? ''} onClick={onRemove} loading={isPending}>
              Delete
            </Button>
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
