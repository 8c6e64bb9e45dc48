import type { BundleSummary } from '../../../contract/bundles.ts';
import { addressOf } from '../../shell/address.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { formatCounted } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';

/** A bundle was checked and copied: says what it is and what it fits. */
export function BundleResult({ bundle }: { readonly bundle: BundleSummary }) {
  return (
    <Panel title={`Bundle ${bundle.name} added`}>
      <p>
        {formatCounted(bundle.heads.length, 'head')} ({bundle.heads.join(', ')}), {formatCounted(bundle.items, 'item')} of{' '}
        {bundle.dimensions} dimensions.
      </p>
      <p className="dim">
        {bundle.dataset === undefined
          ? 'No dataset here has the hash it was trained on; import that dataset to use it.'
          : `It was trained on ${bundle.dataset}, which is loaded.`}
      </p>
      <p>
        {bundle.dataset === undefined ? (
          <a href={hashHref('/system')}>See all bundles</a>
        ) : (
          <a href={hashHref(addressOf('/replay', { dataset: bundle.dataset, bundle: bundle.name }))}>Replay a session with it</a>
        )}
      </p>
    </Panel>
  );
}
