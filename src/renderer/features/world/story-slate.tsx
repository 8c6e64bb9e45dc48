import type { RequestRecord } from '../../../contract/requests.ts';
import { formatName } from '../../ui/format.ts';
import { headColor } from '../../ui/head-color.ts';
import { HeadNames } from '../../ui/head-names.tsx';
import { ItemSwatch } from '../../ui/item-swatch.tsx';
import classes from './world.module.css';

const emptyPlaces = 12;

/** The slate that was served, first position first, with what the user did with each item. */
export function StorySlate({ record }: { readonly record: RequestRecord | undefined }) {
  const rewards = Object.keys(record?.rewards ?? {});
  const done = rewards.filter((reward) => record?.slate.some(({ outcomes }) => outcomes.includes(reward)) === true);
  return (
    <>
      <ol className={classes['slate']} aria-label="The slate as served" aria-busy={record === undefined || undefined}>
        {record === undefined
          ? Array.from({ length: emptyPlaces }, (_, place) => <li key={place} />)
          : record.slate.map(({ position, item, outcomes }) => (
              <li key={position} title={`${position}: ${item.title} (${item.topics.join(', ')})${said(outcomes)}`}>
                <ItemSwatch item={item} size="tile" />
                <span className="visually-hidden">
                  {item.title}
                  {said(outcomes)}
                </span>
                <span className={classes['marks']} aria-hidden>
                  {outcomes.map((outcome) => (
                    <span key={outcome} style={{ background: headColor(outcome, rewards) }} />
                  ))}
                </span>
              </li>
            ))}
      </ol>
      <p className={classes['did']}>
        {done.length === 0 ? (
          <span className="faint">{record === undefined ? 'Reading the request' : 'Nothing came of it'}</span>
        ) : (
          <HeadNames heads={done} />
        )}
      </p>
    </>
  );
}

function said(outcomes: readonly string[]): string {
  return outcomes.length === 0 ? '' : `: ${outcomes.map(formatName).join(', ')}`;
}
