import { formatNumber } from '../../ope/format-number.ts';
import type { FrontierPoint, SweepResult } from '../../policy/sweep-result.ts';
import { chosenPolicy, choiceWords, type PolicyChoice } from '../chosen-policy.ts';
import { html, type Html } from './html.ts';

const width = 680;
const height = 400;
const margin = { left: 78, right: 18, top: 16, bottom: 46 };

interface Spot {
  readonly x: number;
  readonly y: number;
}

/** The frontier of two objectives as lifts over production, with the chosen policy, its intervals and production; undefined for more objectives. */
export function frontierSvg(result: SweepResult, choice: PolicyChoice): Html | undefined {
  const [first, second, more] = result.objectives;
  if (first === undefined || second === undefined || more !== undefined) return undefined;
  const liftOf = (point: Pick<FrontierPoint, 'lifts'>): Spot | undefined => {
    const x = point.lifts[first];
    const y = point.lifts[second];
    return x === undefined || y === undefined ? undefined : { x, y };
  };
  const shown = result.points.flatMap((point, place) => {
    const spot = liftOf(point);
    return spot === undefined || point.status === 'refused' ? [] : [{ point, place, spot }];
  });
  const beside = (result.policies ?? []).flatMap((policy) => {
    const spot = liftOf(policy);
    return spot === undefined || policy.status === 'refused' ? [] : [{ policy, spot }];
  });
  if (shown.length + beside.length === 0) return undefined;
  const production = result.baseline.scored.values;
  const arms = result.statics.flatMap(({ values, name, status }) => {
    const spot = {
      x: (values[first] ?? Number.NaN) / (production[first] ?? 0) - 1,
      y: (values[second] ?? Number.NaN) / (production[second] ?? 0) - 1,
    };
    return Number.isFinite(spot.x) && Number.isFinite(spot.y) && status !== 'refused' ? [{ name, spot }] : [];
  });
  const picked = chosenPolicy(result, choice);
  const pickedSpot = picked === undefined || picked.status === 'refused' ? undefined : liftOf(picked);
  const bars = [first, second].map((objective) => picked?.liftIntervals.find((interval) => interval.objective === objective));
  const ends = pickedSpot === undefined ? [] : cross(pickedSpot, bars[0], bars[1]);
  const everything = [{ x: 0, y: 0 }, ...shown.map(({ spot }) => spot), ...beside.map(({ spot }) => spot), ...ends];
  const across = scale(
    everything.map(({ x }) => x),
    margin.left,
    width - margin.right,
  );
  const up = scale(
    everything.map(({ y }) => y),
    height - margin.bottom,
    margin.top,
  );
  const inside = ({ x, y }: Spot) => x >= across.low && x <= across.high && y >= up.low && y <= up.high;
  const line = shown.filter(({ point }) => point.status === 'supported').toSorted((a, b) => a.spot.x - b.spot.x);
  return html`<svg
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label="${`Frontier of ${first} and ${second}, as lifts over production`}"
  >
    <rect
      x="${across.at(0)}"
      y="${margin.top}"
      width="${width - margin.right - across.at(0)}"
      height="${up.at(0) - margin.top}"
      class="gain"
    />
    ${across.ticks.map((tick) => html`<g><line class="grid" x1="${across.at(tick)}" x2="${across.at(tick)}" y1="${margin.top}" y2="${height - margin.bottom}" /><text x="${across.at(tick)}" y="${height - margin.bottom + 16}" text-anchor="middle">${signed(tick)}</text></g>`)}
    ${up.ticks.map((tick) => html`<g><line class="grid" x1="${margin.left}" x2="${width - margin.right}" y1="${up.at(tick)}" y2="${up.at(tick)}" /><text x="${margin.left - 8}" y="${up.at(tick) + 4}" text-anchor="end">${signed(tick)}</text></g>`)}
    <text class="axis" x="${(margin.left + width - margin.right) / 2}" y="${height - 8}" text-anchor="middle">
      ${`${first}, lift over production`}
    </text>
    <text class="axis" transform="translate(14 ${(margin.top + height - margin.bottom) / 2}) rotate(-90)" text-anchor="middle">
      ${`${second}, lift over production`}
    </text>
    ${arms.filter(({ spot }) => inside(spot)).map(({ name, spot }) => html`<circle class="arm" cx="${across.at(spot.x)}" cy="${up.at(spot.y)}" r="2.5"><title>${name}</title></circle>`)}
    <polyline class="front" points="${line.map(({ spot }) => `${across.at(spot.x)},${up.at(spot.y)}`).join(' ')}" />
    ${shown.map(
      ({ point, spot }) =>
        html`<circle class="${point.status}" cx="${across.at(spot.x)}" cy="${up.at(spot.y)}" r="4"
          ><title>
            ${`alpha ${[point.alpha]
              .flat()
              .map((value) => formatNumber(value))
              .join(', ')}: ${signed(spot.x)} ${first}, ${signed(spot.y)} ${second}; ${point.status}`}
          </title></circle
        >`,
    )}
    ${beside.map(({ policy, spot }) => html`<path class="beside" d="M ${across.at(spot.x)} ${up.at(spot.y) - 5} l 5 9 l -10 0 z"><title>${`${policy.name}: ${signed(spot.x)} ${first}, ${signed(spot.y)} ${second}; ${policy.status}`}</title></path>`)}
    ${ends.length < 4 ? undefined : [0, 2].map((end) => html`<line class="interval" x1="${across.at(ends[end]?.x ?? 0)}" y1="${up.at(ends[end]?.y ?? 0)}" x2="${across.at(ends[end + 1]?.x ?? 0)}" y2="${up.at(ends[end + 1]?.y ?? 0)}" />`)}
    ${pickedSpot === undefined ? undefined : html`<circle class="chosen" cx="${across.at(pickedSpot.x)}" cy="${up.at(pickedSpot.y)}" r="7"><title>${choiceWords(choice)}</title></circle>`}
    <path class="production" d="M ${across.at(0)} ${up.at(0) - 6} l 6 6 l -6 6 l -6 -6 z"><title>Production</title></path>
  </svg>`;
}

/** The ends of both intervals of a point: left, right, low, high. */
function cross(spot: Spot, across: { readonly low: number; readonly high: number } | undefined, up: typeof across): readonly Spot[] {
  if (across === undefined || up === undefined) return [];
  return [
    { x: across.low, y: spot.y },
    { x: across.high, y: spot.y },
    { x: spot.x, y: up.low },
    { x: spot.x, y: up.high },
  ];
}

function scale(values: readonly number[], from: number, to: number) {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const pad = 0.06 * (most - least || 0.02);
  const [low, high] = [least - pad, most + pad];
  const step = niceStep((high - low) / 6);
  const ticks: number[] = [];
  for (let tick = Math.ceil(low / step); tick * step <= high; tick += 1) ticks.push(tick * step);
  return { low, high, ticks, at: (value: number) => Math.round((from + ((value - low) / (high - low)) * (to - from)) * 100) / 100 };
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5].find((multiple) => multiple * power >= rough) ?? 10);
}

/** A lift as a percentage with its sign. */
export function signed(lift: number): string {
  const text = (100 * lift).toFixed(Math.abs(lift) < 0.1 ? 2 : 1);
  return `${lift > 0 ? '+' : ''}${text}%`.replace('-', '\u2212');
}
