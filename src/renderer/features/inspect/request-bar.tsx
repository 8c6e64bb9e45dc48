import { ActionIcon, NumberInput, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { memo, useId, useMemo, useState } from 'react';
import { useSessions } from '../../data/sessions.ts';
import type { WorldStory } from '../../../core/world/card/stories.ts';
import { formatCounted } from '../../ui/format.ts';
import classes from './request-bar.module.css';
import { StoryMenu } from './story-menu.tsx';

interface RequestBarProps {
  readonly dataset: string;
  readonly user: string;
  /** Requests that the dataset pins; none unless it is a simulated population. */
  readonly stories: readonly WorldStory[];
  /** Events before the request. */
  readonly at: number | undefined;
  /** Events of the whole sequence. */
  readonly total: number | undefined;
  readonly onUser: (user: string) => void;
  readonly onAt: (at: number) => void;
}

/** Which request: a user, and how much of the sequence stands before it. */
export const RequestBar = memo(function RequestBar({ dataset, user, stories, at, total, onUser, onAt }: RequestBarProps) {
  const userId = useId();
  const atId = useId();
  const [search, setSearch] = useState('');
  const [settled] = useDebouncedValue(search, 200);
  const sessions = useSessions(dataset, settled === user ? '' : settled);
  const users = useMemo(() => {
    const found = new Set(sessions.data?.pages.flatMap((page) => page.sessions.map((session) => session.user)));
    found.add(user);
    return [...found];
  }, [sessions.data, user]);
  const move = (next: number) => onAt(Math.max(0, Math.min(total ?? next, next)));
  return (
    <div className={classes['request']}>
      <label htmlFor={userId}>User</label>
      <Select
        id={userId}
        w={150}
        searchable
        data={users}
        value={user}
        searchValue={search}
        onSearchChange={setSearch}
        filter={({ options }) => options}
        placeholder="Id or title"
        nothingFoundMessage={sessions.isFetching ? 'Searching' : 'No user or title matches'}
        allowDeselect={false}
        maxDropdownHeight={300}
        onChange={(next) => next !== null && onUser(next)}
      />
      <label htmlFor={atId}>Request at position</label>
      <span className={classes['position']}>
        <ActionIcon
          aria-label="One event earlier"
          variant="default"
          size={28}
          disabled={at === undefined || at <= 0}
          onClick={() => move((at ?? 0) - 1)}
        >
          <IconChevronLeft size={14} />
        </ActionIcon>
        <NumberInput
          id={atId}
          w={68}
          hideControls
          min={0}
          {...(total === undefined ? {} : { max: total })}
          allowDecimal={false}
          value={at ?? ''}
          onChange={(next) => typeof next === 'number' && move(next)}
        />
        <ActionIcon
          aria-label="One event later"
          variant="default"
          size={28}
          disabled={at === undefined || total === undefined || at >= total}
          onClick={() => move((at ?? 0) + 1)}
        >
          <IconChevronRight size={14} />
        </ActionIcon>
      </span>
      <span className="dim">{total === undefined ? '' : `of ${formatCounted(total, 'event')}`}</span>
      {stories.length === 0 ? undefined : <StoryMenu stories={stories} user={user} onUser={onUser} />}
    </div>
  );
});
