import type { BenchCase, BenchContext, BenchFigure } from '../bench-case.ts';
import { figure, median } from '../measure.ts';
import { type BenchConsole, withConsole } from '../with-console.ts';

const dataset = 'demo-tuning';
const frames = 240;

/** What the page answers: milliseconds between frames, of script and layout per move, and of every task over 50 ms. */
interface Drag {
  readonly frames: readonly number[];
  readonly moves: readonly number[];
  readonly longTasks: readonly number[];
}

/**
 * Moves the alpha slider once a frame, as a hand that drags it does (or only waits for the frames, as a control). A move ends when the page has handled it and laid
 * the result out.
 */
const drag = (moving: boolean): string => `(async () => {
  const slider = document.querySelector('input[type=range][aria-label=Alpha]');
  const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const longTasks = [];
  const observer = new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ type: 'longtask' });
  const frames = [], moves = [];
  let last = await new Promise(requestAnimationFrame);
  for (let frame = 0; frame < ${frames}; frame++) {
    if (${moving}) {
      const started = performance.now();
      const place = 0.5 - 0.5 * Math.cos(frame / 20);
      write.call(slider, String(Number(slider.min) + place * (Number(slider.max) - Number(slider.min))));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      document.querySelector('[data-selected-point]')?.getBoundingClientRect();
      moves.push(performance.now() - started);
    }
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - last);
    last = now;
  }
  observer.disconnect();
  return { frames, moves, longTasks };
})()`;

/** Time between frames while the alpha slider of a swept log is dragged, beside the same page at rest. */
export const sliderCase: BenchCase = {
  name: 'slider',
  summary: 'time between frames while the alpha slider is dragged, beside the same page at rest',
  async run(context) {
    return withConsole(context, (console) => measure(context, console));
  },
};

async function measure(context: BenchContext, { client, page, url }: BenchConsole): Promise<readonly BenchFigure[]> {
  if (page === undefined) return [];
  context.progress('sweeping');
  const { job } = await client['tuning.sweep']({ dataset, learner: 'prl-puts', estimator: 'dr', level: 0.95, learnShare: 0.5, seed: 1 });
  for await (const { phase } of client['jobs.watch']({ job })) context.progress(phase);
  await page.goto(url);
  await page.waitForSelector('body[data-idle="true"]', { timeout: 30_000 });
  await page.evaluate(`location.hash = '#/tuning?dataset=${dataset}'`);
  await page.waitForSelector('[data-selected-point]', { timeout: 30_000 });
  await page.waitForSelector('body[data-idle="true"]', { timeout: 30_000 });
  context.progress('at rest, then dragging');
  const rest = await page.evaluate<Drag>(drag(false));
  const moved = await page.evaluate<Drag>(drag(true));
  const long = `${moved.longTasks.length} tasks over 50 ms${moved.longTasks.length === 0 ? '' : `, longest ${Math.max(...moved.longTasks).toFixed(0)} ms`}`;
  const baseline = median(rest.frames);
  return [
    figure('slider: between frames while dragged', 'ms', moved.frames, {
      baseline,
      baselineName: 'the page at rest',
      ratio: baseline / median(moved.frames),
      note: `${long}; at rest the longest frame took ${Math.max(...rest.frames).toFixed(1)} ms`,
    }),
    figure('slider: script and layout of a move', 'ms', moved.moves),
  ];
}
