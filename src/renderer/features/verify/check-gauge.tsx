import { memo } from 'react';
import type { Bound } from '../../../core/checks/check.ts';
import { type Domain, paddedDomain, toPixel } from '../../ui/chart/scale.ts';

interface GaugeProps {
  readonly value: number | undefined;
  readonly pass: boolean | undefined;
  readonly bound: Bound;
  /** Drawn below on the same scale, hollow. */
  readonly control?: { readonly value: number | undefined; readonly pass: boolean | undefined; readonly bound: Bound } | undefined;
  readonly width?: number;
}

const lane = 13;

/** Where the value lies against its bound, and the control against its own; the numbers stand beside it. */
export const CheckGauge = memo(function CheckGauge({ value, pass, bound, control, width = 120 }: GaugeProps) {
  const lanes = [{ value, bound }, ...(control === undefined ? [] : [control])];
  const numbers = lanes.flatMap((one) => [one.value, one.bound.least, one.bound.most]);
  const domain = paddedDomain(
    numbers.filter((number) => number !== undefined),
    0.18,
  );
  const height = control === undefined ? lane : lane * 2;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false" display="block">
      <Lane y={lane / 2} value={value} pass={pass} bound={bound} domain={domain} width={width} hollow={false} />
      {control === undefined ? undefined : <Lane y={lane * 1.5} {...control} domain={domain} width={width} hollow />}
    </svg>
  );
});

interface LaneProps extends Omit<GaugeProps, 'control' | 'width'> {
  readonly y: number;
  readonly domain: Domain;
  readonly width: number;
  readonly hollow: boolean;
}

function Lane({ y, value, pass, bound, domain, width, hollow }: LaneProps) {
  const at = (number: number) => toPixel(number, domain, 4, width - 4);
  const from = bound.least === undefined ? 0 : at(bound.least);
  const to = bound.most === undefined ? width : at(bound.most);
  const color = pass === false ? 'var(--bad)' : 'var(--text)';
  return (
    <>
      <line x1={0} x2={width} y1={y} y2={y} stroke="var(--line)" strokeWidth={1} />
      <rect
        x={from}
        y={y - 3.5}
        width={Math.max(1.5, to - from)}
        height={7}
        rx={1.5}
        fill="var(--good)"
        fillOpacity={hollow ? 0.16 : 0.34}
      />
      {[bound.least, bound.most].map((end, index) =>
        end === undefined ? undefined : (
          <line
            key={index === 0 ? 'least' : 'most'}
            x1={at(end)}
            x2={at(end)}
            y1={y - 5}
            y2={y + 5}
            stroke="var(--good)"
            strokeWidth={1.25}
          />
        ),
      )}
      {value === undefined ? undefined : pass === false ? (
        <path d={`M${at(value) - 3} ${y - 3}l6 6m0 -6l-6 6`} stroke={color} strokeWidth={2} fill="none" />
      ) : (
        <circle cx={at(value)} cy={y} r={3} fill={hollow ? 'var(--surface)' : color} stroke={color} strokeWidth={1.5} />
      )}
    </>
  );
}
