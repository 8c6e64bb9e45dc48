import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { BundleSummary } from '../../../contract/bundles.ts';
import { useBundles, useRemoveBundle } from '../../data/bundles.ts';
import { useDatasets } from '../../data/datasets.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { bundlesFor } from '../../shell/selection.ts';
import { Facts } from '../../ui/facts.tsx';
import { formatBytes, formatCount, formatName } from '../../ui/format.ts';
import { HeadNames } from '../../ui/head-names.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RemoveButton } from '../../ui/remove-button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { RecordedTable } from './recorded-table.tsx';
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
      <Loaded
        query={bundles}
        failed="The bundles were not listed"
        rows={3}
        empty={
          <EmptyState title="No bundle in this workspace">Drop a folder with a manifest and ONNX graphs anywhere on this page.</EmptyState>
        }
      >
        {(listed) => listed.map((bundle) => <BundleEntry key={bundle.name} bundle={bundle} />)}
      </Loaded>
    </Panel>
  );
}

function BundleEntry({ bundle }: { readonly bundle: BundleSummary }) {
  const remove = useRemoveBundle();
  const ranked = (useDatasets().data ?? []).filter((dataset) => bundlesFor(dataset, [bundle]).length > 0);
  return (
    <article className={classes['bundle']} aria-label={`Bundle ${bundle.name}`}>
      <div className={classes['bundle-head']}>
        <strong>{bundle.name}</strong>
        {bundle.demo ? <Tag>demo</Tag> : undefined}
        <HeadNames heads={bundle.heads} />
        <RemoveButton
          what={bundle.name}
          consequence="The bundle leaves the workspace. Results that were computed with it stay."
          isPending={remove.isPending}
          error={remove.isError ? remove.error : undefined}
          onRemove={() => remove.mutate(bundle.name)}
        />
      </div>
      <Facts
        className={classes['facts']}
        entries={[
          ['Trained on', bundle.dataset ?? 'a dataset that is not loaded here'],
          ['Can rank', ranked.length === 0 ? 'no dataset that is loaded here' : ranked.map(({ name }) => name).join(', ')],
          [
            'Shape',
            `${formatCount(bundle.items)} items, ${formatCount(bundle.dimensions)} dimensions, reads ${formatCount(bundle.historyLength)} events of history, ${formatBytes(bundle.bytes)}`,
          ],
          ['Hash', bundle.hash, 'data'],
          ['Dataset hash', bundle.datasetHash, 'data'],
        ]}
      />
      {bundle.figures.map((figures) => (
        <RecordedTable key={figures.title} figures={figures} />
      ))}
      <details className={classes['record']}>
        <summary>Training record</summary>
        <Facts
          className={classes['facts']}
          entries={Object.entries(bundle.training).map(([name, value]) => [
            formatName(name),
            typeof value === 'string' ? value : JSON.stringify(value),
            'data',
          ])}
        />
      </details>
    </article>
  );
}
