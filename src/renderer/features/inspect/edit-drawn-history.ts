import type { RankingSetting } from './ranking-setting.ts';
import type { RequestState } from './request-state.ts';

/** A user and a position of the user's sequence, where it is known. */
export interface RequestPlace {
  readonly user: string;
  readonly at: number | undefined;
}

/** The request whose history is on the screen: another one than asked for until that one's answer comes, none before the first. */
export interface DrawnRequest {
  readonly user?: string | undefined;
  readonly at?: number | undefined;
}

/**
 * What an edit of the history on the screen changes. Positions of a history that is about to leave the screen mean other events of the next one, or none: then nothing.
 *
 * @param usual the request meant where the state names none
 */
export function editDrawnHistory(
  now: Pick<RequestState, 'user' | 'at' | 'setting'>,
  usual: RequestPlace,
  drawn: DrawnRequest,
  update: (setting: RankingSetting) => Partial<RankingSetting>,
): Partial<RequestState> {
  const isDrawn = (now.user ?? usual.user) === drawn.user && (now.at ?? usual.at) === drawn.at;
  return isDrawn ? { setting: { ...now.setting, ...update(now.setting) } } : {};
}
