import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { Job } from '../../../contract/jobs.ts';
import type { WorldResult } from '../../../contract/worlds.ts';
import { estimateWorld, sayRoughly } from '../../data/world-estimate.ts';
import { originOfJob } from '../../data/world-origin.ts';
import { useWorldPreview } from '../../data/worlds.ts';
import { addressOf } from '../../shell/address.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { JobPanel } from '../../shell/job-panel.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Figures } from '../../ui/figures.tsx';
import { formatCount, formatDuration } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { PictureStrip } from '../../ui/picture-strip.tsx';
import classes from './world.module.css';

/** Tiles of the preview: what the window has no room for is cut off. */
const tiles = 60;

/** A world while it is made, with its first pictures, and after. */
export function WorldJob({ job, jobs }: { readonly job: Job; readonly jobs: readonly Job[] }) {
  const origin = originOfJob(job);
  const preview = useWorldPreview(origin, tiles);
  return (
    <>
      <JobPanel
        job={job}
        noun="world"
        repeat="create it again"
        again={
          <a href={hashHref('/create-world')} className="dim">
            Create another world
          </a>
        }
        expected={
          origin === undefined ? undefined : (
            <p className="faint">
              Preset {origin.preset}, seed {origin.seed}: {sayRoughly(estimateWorld(origin.preset, jobs, origin.users).ms)} in all.
            </p>
          )
        }
      >
        {/* A job of kind `world` holds a `WorldResult`: the host writes it, and answers are typed there. */}
        <WorldSummary result={job.result as WorldResult} />
      </JobPanel>
      {origin === undefined ? undefined : (
        <Panel title="Its first items" note="what the seed holds, drawn as they are made">
          <PictureStrip items={preview.data} count={tiles} label="Some of its items" />
        </Panel>
      )}
    </>
  );
}

function WorldSummary({ result }: { readonly result: WorldResult }) {
  return (
    <Panel
      title={`${result.dataset} is ready`}
      note={`preset ${result.preset}, seed ${result.seed}, made in ${formatDuration(result.seconds * 1000)}`}
      actions={
        <>
          <a href={hashHref('/create-world')} className={classes['another']}>
            Create another
          </a>
          <Button
            component="a"
            href={hashHref(addressOf('/world', { dataset: result.dataset }))}
            rightSection={<IconArrowRight size={14} />}
          >
            Open the world card
          </Button>
        </>
      }
    >
      <Figures
        figures={[
          { label: 'Users', value: formatCount(result.users) },
          { label: 'Items', value: formatCount(result.items) },
          { label: 'Sessions', value: formatCount(result.sessions) },
          { label: 'Events', value: formatCount(result.events) },
          { label: 'Logged requests', value: formatCount(result.requests) },
        ]}
      />
      <Facts
        className={classes['facts']}
        entries={[
          [
            'Truth',
            <>
              kept apart in <span className="data">{result.truth}</span>; only verification opens it
            </>,
          ],
          ['Hash', result.hash, 'data'],
        ]}
      />
    </Panel>
  );
}
