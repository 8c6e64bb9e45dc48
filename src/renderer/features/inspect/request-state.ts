import { horizons } from '../../../contract/inspect.ts';
import { type Insertion, type Movement, type RankingSetting, type VectorCount } from './ranking-setting.ts';

/** What the Inspect screen shows; it lives in the address, so a link reproduces the screen. */
export interface RequestState {
  readonly user?: string | undefined;
  /** Events before the request; all of them when undefined. */
  readonly at?: number | undefined;
  readonly setting: RankingSetting;
  /** The pinned setting that the current one is compared with. */
  readonly pinned?: RankingSetting | undefined;
  /** Item number of the selected candidate. */
  readonly item?: number | undefined;
  /** Another bundle that the current one is compared with, under the same setting. */
  readonly otherBundle?: string | undefined;
  readonly view: 'table' | 'compare';
  /** Which panel stands beside the candidates. */
  readonly side: SidePanel;
}

export const sidePanels = ['rank', 'retrieve', 'why', 'findings'] as const;
export type SidePanel = (typeof sidePanels)[number];

function readNumber(text: string | null | undefined): number | undefined {
  if (text === null || text === undefined || text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function readPosition(text: string | null): number | undefined {
  const value = readNumber(text);
  return value !== undefined && Number.isInteger(value) && value >= 0 ? value : undefined;
}

function readPositions(text: string | null | undefined): readonly number[] {
  const positions = (text ?? '').split(',').map((part) => readPosition(part));
  return [...new Set(positions.filter((position) => position !== undefined))].sort((a, b) => a - b).slice(0, 1000);
}

function readName(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readWeights(text: string | null | undefined): Readonly<Record<string, number>> {
  const weights: Record<string, number> = {};
  for (const part of (text ?? '').split(',')) {
    const cut = part.lastIndexOf('=');
    const value = readNumber(cut < 1 ? undefined : part.slice(cut + 1));
    if (value !== undefined) weights[readName(part.slice(0, cut))] = value;
  }
  return weights;
}

function writeWeights(weights: Readonly<Record<string, number>>): string {
  return Object.entries(weights)
    .map(([head, value]) => `${encodeURIComponent(head)}=${value}`)
    .join(',');
}

/** `5:item:save+click`, separated by `|`; names are percent-encoded. */
function readInsertions(text: string | null | undefined): readonly Insertion[] {
  return (text ?? '').split('|').flatMap((part) => {
    const [at, item, actions] = part.split(':');
    const before = readPosition(at ?? null);
    if (before === undefined || item === undefined || item === '') return [];
    return [{ before, item: readName(item), actions: (actions ?? '').split('+').filter(Boolean).map(readName) }];
  });
}

function readMovements(text: string | null | undefined): readonly Movement[] {
  return (text ?? '').split(',').flatMap((part) => {
    const [event, before] = part.split('-').map((position) => readPosition(position));
    return event === undefined || before === undefined ? [] : [{ event, before }];
  });
}

function readVectors(text: string | null | undefined): VectorCount {
  return text === '4' ? 4 : text === '16' ? 16 : 1;
}

type SettingText = Readonly<Record<'w' | 'mask' | 'drop' | 'ins' | 'mv' | 'topics' | 'mix' | 'q' | 'span', string>>;
const settingKeys = ['w', 'mask', 'drop', 'ins', 'mv', 'topics', 'mix', 'q', 'span'] as const;

function readSetting(text: (key: (typeof settingKeys)[number]) => string | null | undefined): RankingSetting {
  return {
    weights: readWeights(text('w')),
    mask: readPositions(text('mask')),
    drop: readPositions(text('drop')),
    insert: readInsertions(text('ins')),
    move: readMovements(text('mv')),
    topics: (text('topics') ?? '').split(',').filter(Boolean).map(readName),
    outcome: Object.fromEntries(Object.entries(readWeights(text('mix'))).filter(([, share]) => share > 0)),
    vectors: readVectors(text('q')),
    horizon: horizons.find((horizon) => horizon === text('span')) ?? 'real-time',
  };
}

function writeSetting(setting: RankingSetting): SettingText {
  return {
    w: writeWeights(setting.weights),
    mask: setting.mask.join(','),
    drop: setting.drop.join(','),
    ins: setting.insert
      .map(({ before, item, actions }) => `${before}:${encodeURIComponent(item)}:${actions.map(encodeURIComponent).join('+')}`)
      .join('|'),
    mv: setting.move.map(({ event, before }) => `${event}-${before}`).join(','),
    topics: setting.topics.map(encodeURIComponent).join(','),
    mix: writeWeights(setting.outcome),
    q: setting.vectors === 1 ? '' : String(setting.vectors),
    span: setting.horizon === 'real-time' ? '' : setting.horizon,
  };
}

/** Reads the address; anything that does not fit is left out, never an error. */
export function readRequestState(search: string): RequestState {
  const parameters = new URLSearchParams(search);
  const at = readPosition(parameters.get('at'));
  const item = readPosition(parameters.get('item'));
  const pinned = parameters.get('a')?.split(';');
  return {
    ...(parameters.get('user') ? { user: parameters.get('user') ?? '' } : {}),
    ...(at === undefined ? {} : { at }),
    ...(item === undefined ? {} : { item }),
    ...(parameters.get('against') ? { otherBundle: parameters.get('against') ?? '' } : {}),
    setting: readSetting((key) => parameters.get(key)),
    ...(pinned === undefined ? {} : { pinned: readSetting((key) => pinned[settingKeys.indexOf(key)]) }),
    view: parameters.get('view') === 'compare' ? 'compare' : 'table',
    side: sidePanels.find((side) => side === parameters.get('side')) ?? 'rank',
  };
}

/** The parameters of the address for a state; what is at its default is `undefined`, which removes it. */
export function writeRequestState(state: RequestState): Readonly<Record<string, string | undefined>> {
  const { pinned } = state;
  const setting = Object.entries(writeSetting(state.setting)).map(([key, text]) => [key, text || undefined] as const);
  return {
    user: state.user,
    at: state.at?.toString(),
    ...Object.fromEntries(setting),
    a: pinned === undefined ? undefined : Object.values(writeSetting(pinned)).join(';'),
    against: state.otherBundle,
    item: state.item?.toString(),
    view: state.view === 'table' ? undefined : state.view,
    side: state.side === 'rank' ? undefined : state.side,
  };
}
