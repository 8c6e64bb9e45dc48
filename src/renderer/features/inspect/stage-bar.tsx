import { memo } from 'react';
import type { InspectResult, StageTime } from '../../../contract/inspect.ts';
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

/** `412 M`, `3.1 G`: floating point operations. */
function formatFlops(flops: number): string {
  return flops >= 1e9 ? `${formatSignificant(flops / 1e9, 3)} G` : `${formatSignificant(flops / 1e6, 3)} M`;
}

interface PathBarProps {
  readonly label: string;
  readonly detail: string;
  readonly parts: readonly { readonly label: string; readonly ms: number; readonly tone: string }[];
  /** Milliseconds of the whole width. */
  readonly most: number;
}

function PathBar({ label, detail, parts, most }: PathBarProps) {
  return (
    <div className={classes['path']}>
      <span>{label}</span>
      <span className={classes['pathTrack']} aria-hidden="true">
        {parts.map((part) => (
          <span
            key={part.label}
            title={`${part.label}: ${formatDuration(part.ms)}`}
            style={{ width: `${(part.ms / most) * 100}%`, background: part.tone }}
          />
        ))}
      </span>
      <span className={classes['pathFigure']}>{detail}</span>
    </div>
  );
}

/** Where the time of this request went, and what a second model that reads the history for itself would add. One request, so the figures are indicative. */
export const StageBar = memo(function StageBar({ result }: { readonly result: InspectResult }) {
  const { stages: measured, twoModels } = result;
  const shown = stages.flatMap(({ key, label, one }) => {
    const stage: StageTime | undefined = measured[key];
    return stage === undefined ? [] : [{ key, label, one, stage }];
  });
  const total = shown.reduce((sum, { stage }) => sum + stage.ms, 0);
  const flops = shown.every(({ key, stage }) => key === 'utility' || stage.flops !== undefined)
    ? shown.reduce((sum, { stage }) => sum + (stage.flops ?? 0), 0)
    : undefined;
  const most = Math.max(total, twoModels.ms, 1e-6);
  const parts = shown.map(({ label, stage }, index) => ({
    label,
    ms: stage.ms,
    tone: `color-mix(in srgb, var(--accent) ${90 - index * 18}%, var(--surface))`,
  }));
  const again = { label: 'Encode again in the ranking model', ms: Math.max(0, twoModels.ms - total), tone: 'var(--warn)' };
  const words = (ms: number, work: number | undefined) => `${formatDuration(ms)}${work === undefined ? '' : ` · ${formatFlops(work)}FLOP`}`;
  return (
    <section className={classes['bar']} aria-label="Stage timings">
      <dl className={classes['stages']}>
        {shown.map(({ key, label, one, stage }) => (
          <div
            key={key}
            className={classes['stage']}
            title={stage.flops === undefined ? undefined : `${formatFlops(stage.flops)}FLOP, attention counted`}
          >
            <dt>{label}</dt>
            <dd>
              <strong>{formatDuration(stage.ms)}</strong>
              <span className="dim">{formatCounted(stage.count, one)}</span>
              {stage.flops === undefined ? undefined : <span className="dim">{formatFlops(stage.flops)}</span>}
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
      <div
        className={classes['paths']}
        title="The second bar is reckoned from the stages of the first: a ranking model of the same size reads the history once more."
      >
        <PathBar label="Shared K/V" detail={words(total, flops)} parts={parts} most={most} />
        <PathBar
          label="Two models"
          detail={`${words(twoModels.ms, twoModels.flops)}${total > 0 ? ` · ${formatNumber(twoModels.ms / total, 2)}×` : ''}`}
          parts={[...parts, again]}
          most={most}
        />
      </div>
    </section>
  );
});
