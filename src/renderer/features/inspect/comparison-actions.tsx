import { Button } from '@mantine/core';
import { IconArrowsExchange, IconPin, IconPinnedOff } from '@tabler/icons-react';
import { memo } from 'react';
import classes from './comparison-actions.module.css';

interface ComparisonActionsProps {
  readonly pinned: boolean;
  readonly onPin: () => void;
  readonly onUnpin: () => void;
  readonly onSwap: () => void;
}

export const ComparisonActions = memo(function ComparisonActions({ pinned, onPin, onUnpin, onSwap }: ComparisonActionsProps) {
  return (
    <span className={classes['comparisonActions']}>
      {pinned ? (
        <>
          <Button variant="default" size="compact-xs" leftSection={<IconArrowsExchange size={13} />} onClick={onSwap}>
            Swap A and B
          </Button>
          <Button variant="default" size="compact-xs" leftSection={<IconPinnedOff size={13} />} onClick={onUnpin}>
            Unpin A
          </Button>
        </>
      ) : (
        <Button variant="default" size="compact-xs" leftSection={<IconPin size={13} />} onClick={onPin}>
          Pin as A
        </Button>
      )}
    </span>
  );
});
