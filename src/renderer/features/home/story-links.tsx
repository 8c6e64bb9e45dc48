import type { WorldStory } from '../../../core/world/card/stories.ts';
import { useLastSession } from '../../data/sessions.ts';
import { addressOf } from '../../shell/address.ts';
import { hashHref } from '../../shell/hash-location.ts';
import classes from './world-panel.module.css';

interface StoryLinksProps {
  readonly dataset: string;
  readonly bundle: string | undefined;
  readonly stories: readonly WorldStory[];
}

/** People of a world to begin with, each in Replay. */
export function StoryLinks({ dataset, bundle, stories }: StoryLinksProps) {
  return (
    <p className={classes['stories']}>
      <span className="dim">Meet</span>
      {stories.map((story) => (
        <StoryLink key={story.kind} dataset={dataset} bundle={bundle} story={story} />
      ))}
    </p>
  );
}

function StoryLink({ dataset, bundle, story }: Omit<StoryLinksProps, 'stories'> & { readonly story: WorldStory }) {
  const last = useLastSession(dataset, story.user);
  return (
    <a href={hashHref(addressOf('/replay', { dataset, bundle, session: last.data?.id }))} title={story.sentence}>
      {story.title.charAt(0).toLowerCase()}
      {story.title.slice(1)}
    </a>
  );
}
