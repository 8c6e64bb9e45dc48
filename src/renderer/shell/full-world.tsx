import { Button } from '@mantine/core';
import { IconWorldPlus } from '@tabler/icons-react';
import { useDatasets } from '../data/datasets.ts';
import { useJobs } from '../data/jobs.ts';
import { useSystemStatus } from '../data/system.ts';
import { estimateWorld, sayRoughly } from '../data/world-estimate.ts';
import { originOfJob } from '../data/world-origin.ts';
import { freeName, presetSize } from '../data/world-presets.ts';
import { useCreateWorld } from '../data/worlds.ts';
import { formatBytes, formatCount } from '../ui/format.ts';
import { ErrorState } from '../ui/states.tsx';
import { addressOf } from './address.ts';
import classes from './full-world.module.css';
import { hashHref } from './hash-location.ts';

/** The full world beside the small one of the same seed: one click makes it, and says before what that takes. */
export function FullWorld({ seed }: { readonly seed: number }) {
  const datasets = useDatasets();
  const jobs = useJobs();
  const create = useCreateWorld();
  const isWritable = useSystemStatus().data?.writable !== false;
  if (datasets.data === undefined || jobs.data === undefined) return undefined;

  const isFull = (origin: { readonly preset: string; readonly seed: number; readonly users?: number } | undefined) =>
    origin?.preset === 'demo' && origin.seed === seed && origin.users === undefined;
  const known = jobs.data;
  const made = datasets.data.find((dataset) => isFull(dataset.world) && dataset.users === presetSize('demo').users);
  if (made !== undefined) {
    return (
      <a className={classes['link']} href={hashHref(addressOf('/world', { dataset: made.name }))}>
        Open the full world, {made.name}
      </a>
    );
  }
  const running = known.find((job) => job.state === 'running' && isFull(originOfJob(job)));
  if (running !== undefined) {
    return (
      <a className={classes['link']} href={hashHref(addressOf('/create-world', { job: running.id }))}>
        The full world is being made
      </a>
    );
  }
  const { ms, bytes, from } = estimateWorld('demo', known);
  const taken = datasets.data.map((dataset) => dataset.name);
  return (
    <div className={classes['offer']}>
      <Button
        variant="default"
        leftSection={<IconWorldPlus size={14} />}
        loading={create.isPending}
        disabled={!isWritable}
        onClick={() => create.mutate({ preset: 'demo', seed, as: freeName('demo', taken) })}
      >
        Make the full world
      </Button>
      <span className={classes['cost']}>
        {formatCount(presetSize('demo').requests)} requests, {sayRoughly(ms)} and {formatBytes(bytes)}
        <span className="faint">{from === undefined ? ' by rates measured elsewhere' : `, by what ${from} took here`}</span>
      </span>
      {create.isError ? <ErrorState title="The full world was not started" error={create.error} /> : undefined}
    </div>
  );
}
