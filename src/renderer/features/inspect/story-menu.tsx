import { Button, Menu } from '@mantine/core';
import { IconPinned } from '@tabler/icons-react';
import { memo } from 'react';
import type { WorldStory } from '../../../core/world/card/stories.ts';
import { formatDay } from '../../ui/format.ts';
import classes from './request-bar.module.css';

interface StoryMenuProps {
  readonly stories: readonly WorldStory[];
  readonly user: string;
  readonly onUser: (user: string) => void;
}

/** The requests that a world pins for a first look: who, when, and what each shows. */
export const StoryMenu = memo(function StoryMenu({ stories, user, onUser }: StoryMenuProps) {
  return (
    <Menu position="bottom-start" width={340}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconPinned size={14} />}>
          Pinned
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {stories.map((story) => (
          <Menu.Item key={story.kind} aria-current={story.user === user} onClick={() => onUser(story.user)}>
            <span className={classes['story']}>
              <strong>{story.title}</strong>
              <span className="faint">
                {story.user}, {formatDay(story.atMs)}
              </span>
              <span className="dim">{story.sentence}</span>
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
});
