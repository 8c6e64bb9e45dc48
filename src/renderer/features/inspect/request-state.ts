/** Weights and history edits: everything that makes one order differ from another for the same request. */
export interface RankingSetting {
  /** Only the weights that differ from the bundle's own, by head name. */
  readonly weights: Readonly<Record<string, number>>;
  /** Positions in the user's sequence, ascending. */
  readonly mask: readonly number[];
  readonly drop: readonly number[];
}

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
  readonly view: 'table' | 'compare';
}

export const plainSetting: RankingSetting = { weights: {}, mask: [], drop: [] };

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

/** Reads the address; anything that does not fit is left out, never an error. */
export function readRequestState(search: string): RequestState {
  const parameters = new URLSearchParams(search);
  const at = readPosition(parameters.get('at'));
  const item = readPosition(parameters.get('item'));
  const pinned = parameters.get('a');
  const [weights, mask, drop] = (pinned ?? '').split(';');
  return {
    ...(parameters.get('user') ? { user: parameters.get('user') ?? '' } : {}),
    ...(at === undefined ? {} : { at }),
    ...(item === undefined ? {} : { item }),
    setting: {
      weights: readWeights(parameters.get('w')),
      mask: readPositions(parameters.get('mask')),
      drop: readPositions(parameters.get('drop')),
    },
    ...(pinned === null ? {} : { pinned: { weights: readWeights(weights), mask: readPositions(mask), drop: readPositions(drop) } }),
    view: parameters.get('view') === 'compare' ? 'compare' : 'table',
  };
}

/** The parameters of the address for a state; what is at its default is `undefined`, which removes it. */
export function writeRequestState(state: RequestState): Readonly<Record<string, string | undefined>> {
  const { setting, pinned } = state;
  return {
    user: state.user,
    at: state.at?.toString(),
    w: writeWeights(setting.weights) || undefined,
    mask: setting.mask.join(',') || undefined,
    drop: setting.drop.join(',') || undefined,
    a: pinned === undefined ? undefined : [writeWeights(pinned.weights), pinned.mask.join(','), pinned.drop.join(',')].join(';'),
    item: state.item?.toString(),
    view: state.view === 'table' ? undefined : state.view,
  };
}

/** Turns one history edit on or off; an event is either masked or dropped, never both. */
export function toggleEdit(setting: RankingSetting, seq: number, edit: 'mask' | 'drop'): RankingSetting {
  const without = (positions: readonly number[]) => positions.filter((position) => position !== seq);
  const isOn = setting[edit].includes(seq);
  const next = { ...setting, mask: without(setting.mask), drop: without(setting.drop) };
  return isOn ? next : { ...next, [edit]: [...next[edit], seq].sort((a, b) => a - b) };
}
