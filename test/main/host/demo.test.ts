import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { JobState } from '../../../src/contract/jobs.ts';
import { asDemoChoice, type DemoChoice, seedDemo } from '../../../src/main/host/demo.ts';
import type { JobHandle } from '../../../src/main/host/jobs.ts';
import { serviceContext } from './service-context.ts';

/** A host's start in one workspace: the making of the world is left to `work`, and what was asked for is kept. */
function startIn(context: ReturnType<typeof serviceContext>) {
  const asked: { readonly preset: string; readonly seed: number }[] = [];
  return {
    asked,
    start: async (choice: DemoChoice, work: (handle: JobHandle) => Promise<void>): Promise<JobState | undefined> => {
      let made: number | undefined;
      // No toy data lies there: only what becomes of the world is looked at.
      await seedDemo({ ...context, resourcesDirectory: join(context.folder, 'none') }, choice, (input) => {
        asked.push(input);
        made = context.jobs.start('world', 'World', work);
        return { job: made };
      });
      return made === undefined ? undefined : context.jobs.get(made).state;
    },
  };
}

const done = async () => undefined;

test('a new workspace gets the small world of seed 7, once', async () => {
  const { asked, start } = startIn(serviceContext());
  expect(await start('both', done)).toBe('done');
  expect(asked).toEqual([{ preset: 'small', seed: 7, as: 'world-small', workers: 2 }]);
  expect(await start('both', done)).toBeUndefined();
});

test('a world that was cancelled does not come back', async () => {
  const context = serviceContext();
  const { start } = startIn(context);
  const state = await start('world', async ({ id }) => {
    context.jobs.cancel(id);
    throw new Error('stopped');
  });
  expect(state).toBe('cancelled');
  expect(await start('world', done)).toBeUndefined();
});

test('a world whose host ended is made by the next, also where only toys are wanted meanwhile', async () => {
  const context = serviceContext();
  const { start } = startIn(context);
  const closing = start(
    'world',
    ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('closing')))),
  );
  await expect.poll(() => context.jobs.list()[0]?.state).toBe('running');
  await context.jobs.close();
  expect(await closing).toBe('interrupted');
  expect(await start('toy', done)).toBeUndefined();
  expect(await start('both', done)).toBe('done');
});

test('a workspace that holds something already, or wants no demo, gets no world', async () => {
  const context = serviceContext();
  const { asked, start } = startIn(context);
  await start('none', done);
  await start('toy', done);
  await start('both', done);
  expect(asked).toEqual([]);
});

test('another word than the known ones is a usage error', () => {
  expect(() => asDemoChoice('everything')).toThrow(/--demo is one of both, world, toy, none; "everything"/);
});
