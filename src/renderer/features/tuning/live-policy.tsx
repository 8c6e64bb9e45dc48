import { useRegister } from '../../data/policies.ts';
import { addressOf } from '../../shell/address.ts';
import { hashHref, navigate } from '../../shell/hash-location.ts';
import { useBackKey } from '../../shell/use-back-key.ts';
import { ProductionGlyph } from '../../ui/production-mark.tsx';
import classes from './tuning-screen.module.css';

/** What the dataset runs on now, and the way back to production: the key `b`, or a click. */
export function LivePolicy({ dataset }: { readonly dataset: string }) {
  const register = useRegister();
  const live = register.data?.policies.find((policy) => policy.dataset === dataset && policy.state === 'live');
  const back = live === undefined ? undefined : addressOf('/policies', { dataset, policy: live.id, back: 1 });
  useBackKey(() => {
    if (back !== undefined) navigate(back);
  });
  if (live === undefined || back === undefined) return undefined;
  return (
    <span className="dim">
      <ProductionGlyph /> runs on <a href={hashHref(addressOf('/policies', { dataset, policy: live.id }))}>policy {live.id}</a>,{' '}
      <a href={hashHref(back)} title="Opens the roll back, filled in">
        back to production
      </a>{' '}
      <kbd className={classes['key']}>b</kbd>
    </span>
  );
}
