import { useMemo } from 'react';
import type { ItemCard } from '../../../contract/datasets.ts';
import type { RequestRecord } from '../../../contract/requests.ts';
import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import { rankCandidates } from '../../../core/utility/rank-candidates.ts';
import { formatCount } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { SlateStrip } from './slate-strip.tsx';

interface RequestSlatesProps {
  readonly result: SweepResult;
  readonly logged: RequestRecord;
  /** The action that the policy takes. */
  readonly chosen: number;
}

/** Shown where the log does not say how long a slate is. */
const usualLength = 12;

/** The slate that production would have shown, the policy's, and what was served; nothing where a log has no slates. */
export function RequestSlates({ result, logged, chosen }: RequestSlatesProps) {
  const production = result.statics.find((arm) => arm.production)?.action;
  const [before, after] = useMemo(
    () => [slateOf(result, logged, production), slateOf(result, logged, chosen)],
    [result, logged, production, chosen],
  );
  if (logged.slate.length === 0 && after === undefined) return undefined;
  const served = (
    <SlateStrip
      title={`Served then, by ${logged.action.name}`}
      items={logged.slate.map(({ item }) => item)}
      outcomes={logged.slate.map(({ outcomes }) => outcomes)}
    />
  );
  if (after === undefined)
    return (
      <Panel title="The slate">
        <p className="dim">
          The candidates of this request were not kept, so only what was served can be shown. Go to one with all candidates to see the
          policy’s slate.
        </p>
        {served}
      </Panel>
    );
  return (
    <Panel title="The slate" note={before === undefined ? undefined : changeWords(before, after)}>
      {before === undefined ? undefined : <SlateStrip title="Production would have shown" items={before} />}
      <SlateStrip title="The policy shows" items={after} {...(before === undefined ? {} : { before })} />
      {logged.slate.length === 0 ? undefined : served}
    </Panel>
  );
}

function slateOf(result: SweepResult, { candidates, slate }: RequestRecord, action: number | undefined): readonly ItemCard[] | undefined {
  const weights = action === undefined ? undefined : result.actionWeights?.values[action];
  if (candidates === undefined || weights === undefined || result.actionWeights === undefined) return undefined;
  const { heads } = result.actionWeights;
  const inOrder = candidates.heads.map((head) => weights[heads.indexOf(head)] ?? 0);
  const { order } = rankCandidates(candidates.values, candidates.bonus, inOrder);
  return [...order.subarray(0, slate.length || usualLength)].flatMap((place) => candidates.cards[place] ?? []);
}

function changeWords(before: readonly ItemCard[], after: readonly ItemCard[]): string {
  const fresh = after.filter(({ id }) => !before.some((item) => item.id === id)).length;
  const moved = after.filter(({ id }, place) => before[place]?.id !== id).length - fresh;
  if (fresh + moved === 0) return 'the same as production’s';
  return `against production’s: ${formatCount(fresh)} new, ${formatCount(moved)} moved`;
}
