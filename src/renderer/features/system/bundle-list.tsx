import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { BundleSummary } from '../../../contract/bundles.ts';
import { useBundles, useRemoveBundle } from '../../data/bundles.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { formatBytes, formatCount, formatName } from '../../ui/format.ts';
import { HeadNames } from '../../ui/head-names.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RemoveButton } from '../../ui/remove-button.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import classes from './system-screen.module.css';

/** The bundles with where they come from: training record, hash, the data they fit. */
export function BundleList() {
  const bundles = useBundles();
  return (
    <Panel
      title="Model bundles"
      note="drop a bundle folder anywhere to add one"
      flush
      actions={
        <Button component="a" href={hashHref('/import')} variant="default" leftSection={<IconPlus size={14} />}>
          Add
        </Button>
      }
    >
      {bundles.isPending ? (
        <LoadingState rows={3} />
      ) : bundles.isError ? (
        <ErrorState title="The bundles were not listed" error={bundles.error} onRetry={() => void bundles.refetch()} />
      ) : bundles.data.length === 0 ? (
        <EmptyState title="No bundle in this workspace">Drop a folder with a manifest and ONNX graphs anywhere on this page.</EmptyState>
      ) : (
        bundles.data.map((bundle) => <BundleEntry key={bundle.name} bundle={bundle} />)
      )}
    </Panel>
  );
}

function BundleEntry({ bundle }: { readonly bundle: BundleSummary }) {
  const remove = useRemoveBundle();
  return (
    <article className={classes['bundle']} aria-label={`Bundle ${bundle.name}`}>
      <div className={classes['bundle-head']}>
        <strong>{bundle.name}</strong>
        {bundle.demo ? <span className={classes['tag']}>demo</span> : undefined}
        <HeadNames heads={bundle.heads} />
        <RemoveButton
          what={bundle.name}
          consequence="The bundle leaves the workspace. Results that were computed with it stay."
          isPending={remove.isPending}
          error={remove.isError ? remove.error : undefined}
          onRemove={() => remove.mutate(bundle.name)}
        />
      </div>
      <dl className={classes['facts']}>
        <dt>Trained on</dt>
        <dd>{bundle.dataset ?? 'a dataset that is not loaded here'}</dd>
        <dt>Shape</dt>
        <dd>
          {formatCount(bundle.items)} items, {formatCount(bundle.dimensions)} dimensions, reads {formatCount(bundle.historyLength)} events
          of history, {formatBytes(bundle.bytes)}
        </dd>
        <dt>Hash</dt>
        <dd className="data">{bundle.hash}</dd>
        <dt>Dataset hash</dt>
        <dd className="data">{bundle.datasetHash}</dd>
      </dl>
      <details className={classes['record']}>
        <summary>Training record</summary>
        <dl className={classes['facts']}>
          {Object.entries(bundle.training).map(([name, value]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{formatName(name)}</dt>
              <dd className="data">{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </article>
  );
}
