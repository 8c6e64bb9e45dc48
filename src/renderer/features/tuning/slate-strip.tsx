import type { ItemCard } from '../../../contract/datasets.ts';
import { formatName } from '../../ui/format.ts';
import { ItemSwatch } from '../../ui/item-swatch.tsx';
import classes from './request-view.module.css';

interface SlateStripProps {
  readonly title: string;
  readonly items: readonly ItemCard[];
  /** The slate it is compared with: what is new or moved is marked. */
  readonly before?: readonly ItemCard[];
  /** What the user did with each. */
  readonly outcomes?: readonly (readonly string[])[];
}

/** One slate as pictures in order. */
export function SlateStrip({ title, items, before, outcomes }: SlateStripProps) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ol className={classes['strip']}>
        {items.map((item, place) => {
          const was = before?.findIndex(({ id }) => id === item.id);
          const mark =
            was === undefined
              ? (outcomes?.[place] ?? []).map(formatName).join(', ')
              : was < 0
                ? 'new'
                : was === place
                  ? ''
                  : moved(was - place);
          return (
            <li key={item.id} title={`${place + 1}. ${item.title}${mark === '' ? '' : ` (${mark})`}`} data-new={was === -1 || undefined}>
              <ItemSwatch item={item} size="large" />
              <span>{mark}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function moved(by: number): string {
  return by > 0 ? `\u2191${by}` : `\u2193${-by}`;
}
