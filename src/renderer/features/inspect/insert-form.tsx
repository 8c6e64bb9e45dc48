import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { ItemCard } from '../../../contract/datasets.ts';
import type { SequenceEvent } from '../../../contract/sessions.ts';
import { formatName } from '../../ui/format.ts';
import classes from './history-strip.module.css';
import { ItemSearch } from './item-search.tsx';
import type { Insertion } from './ranking-setting.ts';

interface InsertFormProps {
  readonly dataset: string;
  readonly heads: readonly string[];
  /** Position that the new event will stand before; the end when it is the request's. */
  readonly before: number;
  readonly end: number;
  /** What the user really did next, offered as a first choice. */
  readonly suggested: SequenceEvent | undefined;
  readonly onInsert: (insertion: Insertion) => void;
  readonly onCancel: () => void;
}

/** Which item, with which actions: one line under the history, so that the evidence stays in sight. */
export function InsertForm({ dataset, heads, before, end, suggested, onInsert, onCancel }: InsertFormProps) {
  const [item, setItem] = useState<ItemCard | undefined>(suggested?.item);
  const [actions, setActions] = useState<readonly string[]>(
    suggested?.actions.filter((action) => heads.includes(action)) ?? heads.slice(0, 1),
  );
  return (
    <form
      className={classes['insert']}
      aria-label="Insert an event"
      onSubmit={(event) => {
        event.preventDefault();
        if (item !== undefined) onInsert({ before, item: item.id, actions: [...actions] });
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onCancel();
      }}
    >
      <span>Insert {before >= end ? 'at the end' : `before event ${before}`}:</span>
      <span className={classes['insertItem']}>
        <ItemSearch dataset={dataset} label="Item to insert" value={item} onChange={setItem} />
      </span>
      <Checkbox.Group value={[...actions]} onChange={setActions} aria-label="What the user did">
        <span className={classes['insertActions']}>
          {heads.map((head) => (
            <Checkbox key={head} size="xs" value={head} label={formatName(head)} />
          ))}
        </span>
      </Checkbox.Group>
      <Button type="submit" size="compact-sm" disabled={item === undefined}>
        Insert
      </Button>
      <Button variant="default" size="compact-sm" onClick={onCancel}>
        Cancel
      </Button>
    </form>
  );
}
