import { Button } from '@mantine/core';
import { useEffect } from 'react';
import type { Dataset } from '../../../contract/datasets.ts';
import type { Job } from '../../../contract/jobs.ts';
import { useCancelJob, useJobs } from '../../data/jobs.ts';
import { estimateWorld, sayRoughly } from '../../data/world-estimate.ts';
import { originOfJob } from '../../data/world-origin.ts';
import { freeName, usualSeed } from '../../data/world-presets.ts';
import { useCreateWorld, useFirstItems, useWorldPreview } from '../../data/worlds.ts';
import { addressOf } from '../../shell/address.ts';
import { FullWorld } from '../../shell/full-world.tsx';
import { hashHref } from '../../shell/hash-location.ts';
import { JobProgress } from '../../shell/job-progress.tsx';
import { bundlesFor, useSelection } from '../../shell/selection.ts';
import { useStored } from '../../shell/stored.ts';
import { Figures } from '../../ui/figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { PictureStrip } from '../../ui/picture-strip.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { StoryLinks } from './story-links.tsx';
import classes from './world-panel.module.css';

/** Tiles asked for; what the window has no room for is cut off. */
const tiles = 36;

/** The simulated world of the workspace: being made, or ready to be looked into, or still to be made. */
export function WorldPanel() {
  const { dataset, datasets, isLoading } = useSelection();
  const jobs = useJobs();
  useWorldFirst();
  if (isLoading || jobs.data === undefined) return undefined;
  const making = jobs.data.find((job) => job.kind === 'world' && job.state === 'running');
  const worlds = datasets.filter((entry) => entry.format === 'world').toSorted((a, b) => b.createdAtMs - a.createdAtMs);
  const world = worlds.find((entry) => entry.name === dataset?.name) ?? worlds[0];
  if (making !== undefined && world === undefined) return <WorldInTheMaking job={making} jobs={jobs.data} />;
  if (world !== undefined) return <WorldAtHand world={world} />;
  return <NoWorld jobs={jobs.data} taken={datasets.map((entry) => entry.name)} />;
}

/** A world that a model fits becomes the dataset in use, as long as nobody has chosen another: only here, where nothing that is looked at changes with it. */
function useWorldFirst(): void {
  const { datasets, bundles } = useSelection();
  const [chosen, choose] = useStored('dataset');
  const world = datasets.find((entry) => entry.format === 'world' && bundlesFor(entry, bundles).length > 0)?.name;
  useEffect(() => {
    if (chosen === undefined && world !== undefined) choose(world);
  }, [chosen, choose, world]);
}

function WorldInTheMaking({ job, jobs }: { readonly job: Job; readonly jobs: readonly Job[] }) {
  const cancel = useCancelJob();
  const origin = originOfJob(job);
  const preview = useWorldPreview(origin, tiles);
  return (
    <section className={classes['panel']} aria-label="World">
      <PictureStrip items={preview.data} count={tiles} label="Some of its items" />
      <div className={classes['words']}>
        <h2>
          {job.title.replace(/^World /, '')}
          <span className={classes['tag']}>being made</span>
        </h2>
        <p className="dim">
          A simulated population whose truth is known: what the console claims is checked against it.
          {origin === undefined
            ? ''
            : ` Preset ${origin.preset}, seed ${origin.seed}; ${sayRoughly(estimateWorld(origin.preset, jobs, origin.users).ms)} in all.`}
        </p>
        <JobProgress job={job} />
      </div>
      <div className={classes['actions']}>
        <Button variant="default" onClick={() => cancel.mutate(job.id)} loading={cancel.isPending}>
          Cancel
        </Button>
      </div>
    </section>
  );
}

function WorldAtHand({ world }: { readonly world: Dataset }) {
  const { bundles } = useSelection();
  const bundle = bundlesFor(world, bundles)[0]?.name;
  const items = useFirstItems(world.name, Math.min(tiles, world.items));
  const origin = world.world;
  return (
    <section className={classes['panel']} aria-label="World">
      <PictureStrip items={items.data} count={tiles} label={`Some items of ${world.name}`} />
      <div className={classes['words']}>
        <h2>
          {world.name}
          <span className={classes['detail']}>
            a simulated population whose truth is known
            {origin === undefined ? '' : `: preset\u00a0${origin.preset}, seed\u00a0${origin.seed}`}
          </span>
        </h2>
        <Figures
          figures={[
            { label: 'Users', value: formatCount(world.users) },
            { label: 'Items', value: formatCount(world.items) },
            { label: 'Sessions', value: formatCount(world.sessions) },
            { label: 'Logged requests', value: formatCount(world.requests) },
          ]}
        />
        {origin === undefined || origin.stories.length === 0 ? undefined : (
          <StoryLinks dataset={world.name} bundle={bundle} stories={origin.stories} />
        )}
      </div>
      <div className={classes['actions']}>
        <div className={classes['row']}>
          <Button component="a" href={hashHref(addressOf('/world', { dataset: world.name }))}>
            Open the world card
          </Button>
          <Button component="a" variant="default" href={hashHref(addressOf('/replay', { dataset: world.name, bundle }))}>
            Replay its users
          </Button>
        </div>
        {origin === undefined ? undefined : <FullWorld seed={origin.seed} />}
      </div>
    </section>
  );
}

function NoWorld({ jobs, taken }: { readonly jobs: readonly Job[]; readonly taken: readonly string[] }) {
  const create = useCreateWorld();
  return (
    <section className={classes['invitation']} aria-label="World">
      <div className={classes['words']}>
        <h2>No simulated world is in this workspace</h2>
        <p className="dim">
          A population whose truth is known, with two years of sequences and an exploration log: what the console claims is checked against
          one.
        </p>
        {create.isError ? <ErrorState title="The world was not started" error={create.error} /> : undefined}
      </div>
      <Button
        variant="default"
        loading={create.isPending}
        onClick={() => create.mutate({ preset: 'small', seed: usualSeed, as: freeName('small', taken) })}
      >
        Make a small world, {sayRoughly(estimateWorld('small', jobs).ms)}
      </Button>
    </section>
  );
}
