import { memo } from 'react';
import type { InspectResult, PathStages, RequestCost, StageTime } from '../../../contract/inspect.ts';
import { formatCounted, formatDuration, formatNumber, formatSignificant } from '../../ui/format.ts';
import classes from './stage-bar.module.css';

interface Stage {
  readonly key: keyof InspectResult['stages'];
  readonly label: string;
  readonly one: string;
}

const stages: readonly Stage[] = [
  { key: 'encode', label: 'Encode', one: 'event' },
  { key: 'generate', label: 'Generate', one: 'vector' },
  { key: 'retrieve', label: 'Retrieve', one: 'item' },
  { key: 'rank', label: 'Rank', one: 'candidate' },
  { key: 'utility', label: 'Utility', one: 'candidate' },
];

/** Shades of one tone: the order of the stages, not their size. */
const shades: Readonly<Record<PathStages[number]['stage'], number>> = { encode: 92, generate: 74, retrieve: 56, rank: 38 };

/** `412 MFLOP`, `3.1 GFLOP`: floating point operations. */
function formatFlops(flops: number): string {
  return flops >= 1e9 ? `${formatSignificant(flops / 1e9, 3)} GFLOP` : `${formatSignificant(flops / 1e6, 3)} MFLOP`;
}

function sum(path: PathStages, what: 'ms' | 'flops'): number {
  return path.reduce((total, stage) => total + stage[what], 0);
}

interface PathBarProps {
  readonly label: string;
  readonly path: PathStages;
  /** Milliseconds of the whole width. */
  readonly most: number;
  readonly ratio?: number;
}

function PathBar({ label, path, most, ratio }: PathBarProps) {
  return (
    <div className={classes['path']}>
      <span>{label}</span>
      <span className={classes['pathTrack']} aria-hidden="true">
        {path.map(({ stage, ms, flops }) => (
          <span
            key={stage}
            title={`${stage}: ${formatDuration(ms)}, ${formatFlops(flops)}`}
            style={{ width: `${(ms / most) * 100}%`, background: `color-mix(in srgb, var(--accent) ${shades[stage]}%, var(--surface))` }}
          />
        ))}
      </span>
      <span className={classes['pathFigure']}>
        {formatDuration(sum(path, 'ms'))} · {formatFlops(sum(path, 'flops'))}
        {ratio === undefined ? '' : ` · ${formatNumber(ratio, 2)}×`}
      </span>
    </div>
  );
}

/** One model for both stages against two of the same size, measured on this request. */
function PathBars({ cost }: { readonly cost: RequestCost }) {
  const [shared, two] = [sum(cost.shared, 'ms'), sum(cost.twoModels, 'ms')];
  const most = Math.max(shared, two, 1e-6);
  return (
    <>
      <PathBar label="Shared K/V" path={cost.shared} most={most} />
      <PathBar label="Two models" path={cost.twoModels} most={most} ratio={shared > 0 ? two / shared : 1} />
    </>
  );
}

function stageTitle(key: Stage['key'], { flops, count }: StageTime, read: number): string | undefined {
  if (flops === undefined) return undefined;
  const work = `${formatFlops(flops)}, attention counted`;
  return key === 'encode' && read < count ? `${work}; ${formatCounted(count - read, 'event')} kept from an earlier request` : work;
}

interface StageBarProps {
  readonly result: InspectResult;
  /** Undefined until it is measured. */
  readonly cost: RequestCost | undefined;
}

/** Where the time of this request went, and what a second model that reads the history for itself would take. One request, so the figures are indicative. */
export const StageBar = memo(function StageBar({ result, cost }: StageBarProps) {
  const { stages: measured, kept, read } = result;
  const shown = stages.map(({ key, label, one }) => {
    const stage: StageTime = measured[key];
    return { key, label, one, stage };
  });
  const total = shown.reduce((all, { stage }) => all + stage.ms, 0);
  return (
    <section className={classes['bar']} aria-label="Stage timings">
      <dl className={classes['stages']}>
        {shown.map(({ key, label, one, stage }) => (
          <div key={key} className={classes['stage']} title={stageTitle(key, stage, read)}>
            <dt>{label}</dt>
            <dd>
              <strong>{key === 'encode' && kept ? 'kept' : formatDuration(stage.ms)}</strong>
              <span className="dim">
                {key === 'encode' && read > 0 && read < stage.count ? `${read} of ` : ''}
                {formatCounted(stage.count, one)}
              </span>
            </dd>
          </div>
        ))}
        <div className={classes['stage']}>
          <dt>Total</dt>
          <dd>
            <strong>{formatDuration(total)}</strong>
            <span className="dim">on {result.provider}, one run</span>
          </dd>
        </div>
      </dl>
      <div className={classes['paths']} title="One run each after a warm-up, from a fresh encoding; models of the same depth and width.">
        {cost === undefined ? <span className="dim">Measuring both ways</span> : <PathBars cost={cost} />}
      </div>
    </section>
  );
});
