import type { Dataset } from '../../../contract/datasets.ts';
import type { WorldStory } from '../../../core/world/card/stories.ts';
import { useLoggedRequest } from '../../data/requests.ts';
import { useLastSession } from '../../data/sessions.ts';
import { addressOf } from '../../shell/address.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { formatTime } from '../../ui/format.ts';
import { ErrorState } from '../../ui/states.tsx';
import { StorySlate } from './story-slate.tsx';
import classes from './world.module.css';

interface StoryListProps {
  readonly dataset: Dataset;
  readonly stories: readonly WorldStory[];
  /** A bundle that fits, without which there is nothing to inspect. */
  readonly bundle: string | undefined;
}

/** Requests pinned for a first look: what each shows, and where to see it. */
export function StoryList({ dataset, stories, bundle }: StoryListProps) {
  return (
    <section aria-label="Pinned requests" className={classes['stories']}>
      {stories.map((story) => (
        <StoryCard key={story.kind} dataset={dataset.name} story={story} bundle={bundle} />
      ))}
    </section>
  );
}

function StoryCard({
  dataset,
  story,
  bundle,
}: {
  readonly dataset: string;
  readonly story: WorldStory;
  readonly bundle: string | undefined;
}) {
  const last = useLastSession(dataset, story.user);
  const request = useLoggedRequest({ dataset, log: story.log, request: story.request });
  return (
    <article className={classes['story']} aria-label={story.title}>
      <h2>{story.title}</h2>
      <p>{story.sentence}</p>
      {request.isError ? (
        <ErrorState title="The request was not read" error={request.error} onRetry={() => void request.refetch()} />
      ) : (
        <StorySlate record={request.data} />
      )}
      <p className="faint">
        Request {story.request} of {story.log}, {formatTime(story.atMs)} UTC
      </p>
      <p className={classes['links']}>
        <a href={hashHref(addressOf('/replay', { dataset, bundle, session: last.data?.id }))}>Replay {story.user}</a>
        {bundle === undefined ? undefined : <a href={hashHref(addressOf('/inspect', { dataset, bundle, user: story.user }))}>Inspect</a>}
      </p>
    </article>
  );
}
