import type { BundleSummary } from '../../../contract/bundles.ts';
import { useBundles } from '../../data/bundles.ts';
import { useDatasets } from '../../data/datasets.ts';
import { bundlesFor } from '../../shell/selection.ts';
import { HeadNames } from '../../ui/head-names.tsx';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import classes from './tables.module.css';

/** The model bundles and the datasets each can rank. */
export function BundlesPanel() {
  const bundles = useBundles();
  const datasets = useDatasets().data ?? [];
  const served = (bundle: BundleSummary) =>
    datasets.filter((dataset) => bundlesFor(dataset, [bundle]).length > 0).map((dataset) => dataset.name);
  return (
    <Panel title="Model bundles" note="details on System" flush>
      <Loaded
        query={bundles}
        failed="The bundles were not listed"
        rows={2}
        rowHeight={34}
        empty={
          <EmptyState title="No bundle in this workspace">
            Drop a bundle folder anywhere on this page. Replay and Inspect need one; Tuning does not.
          </EmptyState>
        }
      >
        {(listed) => (
          <ScrollTable
            label="Table of bundles"
            columns={['Name', 'For', 'Heads', { number: 'Items' }, { number: 'Dimensions' }, { number: 'Size' }]}
            className={classes['scroll']}
          >
            {listed.map((bundle) => (
              <tr key={bundle.name}>
                <td>
                  <strong>{bundle.name}</strong>
                  {bundle.demo ? <Tag>demo</Tag> : undefined}
                </td>
                <td className="dim">{served(bundle).join(', ') || 'a dataset that is not loaded'}</td>
                <td>
                  <HeadNames heads={bundle.heads} />
                </td>
                <td className="number">{formatCount(bundle.items)}</td>
                <td className="number">{formatCount(bundle.dimensions)}</td>
                <td className="number">{formatBytes(bundle.bytes)}</td>
              </tr>
            ))}
          </ScrollTable>
        )}
      </Loaded>
    </Panel>
  );
}
