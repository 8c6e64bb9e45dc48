import { Button, NumberInput, Select } from '@mantine/core';
import type { RequestRecord } from '../../../contract/requests.ts';
import type { SweepResult } from '../../../core/policy/sweep-result.ts';
import type { useChangedRequests } from '../../data/requests.ts';
import { useAddress } from '../../shell/address.ts';
import { formatCount, formatTime } from '../../ui/format.ts';
import { alphaLabel } from './alpha-span.ts';
import classes from './request-view.module.css';
import type { Selection } from './shown-policy.ts';

/** In place of a request's number: the one that the policy changes most. */
export const mostChanged = 'most';

interface RequestBarProps {
  readonly result: SweepResult;
  readonly title: string;
  readonly choosing: { readonly selection: Selection; readonly choose: (next: Selection) => void } | undefined;
  readonly request: number;
  readonly logged: RequestRecord | undefined;
  /** Requests whose candidates are kept, ascending. */
  readonly kept: readonly number[];
  readonly changed: ReturnType<typeof useChangedRequests>;
}

/** Which policy is asked about which request. */
export function RequestBar({ result, title, choosing, request, logged, kept, changed }: RequestBarProps) {
  const { change } = useAddress();
  const open = (place: number) => change({ request: place });
  const next = kept.find((place) => place > request);
  const { examined = 0, requests: most = [] } = changed.data ?? {};
  const at = most.findIndex((one) => one.request === request);
  const following = most[at + 1] ?? most[0];
  return (
    <div className={classes['bar']}>
      {choosing === undefined ? (
        <p>
          <strong>{title}</strong>
        </p>
      ) : (
        <PolicyPicker result={result} {...choosing} />
      )}
      <NumberInput
        label="Request"
        w={110}
        min={0}
        allowDecimal={false}
        value={request}
        onChange={(value) => typeof value === 'number' && open(value)}
      />
      <Button
        variant="default"
        disabled={following === undefined}
        loading={changed.isPending}
        title={
          changed.data === undefined || most.length > 0
            ? `Of the first ${formatCount(examined)} requests${kept.length > 0 ? ' with all candidates' : ''}: most places of the slate first, then by the policy’s own score`
            : `It gives the first ${formatCount(examined)} requests what production does`
        }
        onClick={() => following !== undefined && open(following.request)}
      >
        {at >= 0 ? `Changed most: ${at + 1} of ${most.length}, next` : 'Go to what it changes most'}
      </Button>
      {kept.length === 0 ? undefined : (
        <Button variant="default" disabled={next === undefined} onClick={() => next !== undefined && open(next)}>
          Next with all candidates
        </Button>
      )}
      {logged === undefined ? undefined : (
        <p className="dim">
          {[
            logged.user === undefined ? undefined : `user ${logged.user}`,
            logged.ts === undefined ? undefined : `${formatTime(logged.ts)} UTC`,
            `logged with ${logged.action.name}`,
          ]
            .filter((text) => text !== undefined)
            .join(', ')}
        </p>
      )}
    </div>
  );
}

/** Any policy of the run: the points of the frontier by alpha, and those beside it by name. */
function PolicyPicker({ result, selection, choose }: { readonly result: SweepResult } & NonNullable<RequestBarProps['choosing']>) {
  const beside = result.policies ?? [];
  const order = result.points
    .map((point, index) => ({ point, index }))
    .toSorted((a, b) => (typeof a.point.alpha === 'number' && typeof b.point.alpha === 'number' ? a.point.alpha - b.point.alpha : 0));
  return (
    <Select
      label="Policy"
      w={300}
      searchable
      allowDeselect={false}
      value={selection.beside === undefined ? `p${selection.point}` : `o${selection.beside}`}
      data={[
        ...(beside.length === 0
          ? []
          : [{ group: 'Beside the frontier', items: beside.map(({ name }, place) => ({ value: `o${place}`, label: name })) }]),
        {
          group: 'Points of the frontier',
          items: order.map(({ point, index }) => ({
            value: `p${index}`,
            label: `alpha ${alphaLabel(point)}${point.method === undefined || point.method === 'linear' ? '' : `, ${point.method}`}`,
          })),
        },
      ]}
      onChange={(next) => {
        if (next === null) return;
        const place = Number(next.slice(1));
        choose(next.startsWith('o') ? { ...selection, beside: place } : { point: place });
      }}
    />
  );
}
