import { Tabs } from '@mantine/core';
import type { Register } from '../../../contract/policies.ts';
import { AuditChain } from './audit-chain.tsx';
import classes from './policies.module.css';
import { SnapshotDiff } from './snapshot-diff.tsx';
import { WeightConfigs } from './weight-configs.tsx';

/** What stands behind the policies: the chain, the frozen frontiers, the weight configs. */
export function RegisterTabs({ register }: { readonly register: Register }) {
  const { audit, snapshots, weights } = register;
  return (
    <Tabs defaultValue="audit" keepMounted={false} className={classes['tabs'] ?? ''}>
      <Tabs.List>
        <Tabs.Tab value="audit">Audit chain ({audit.length})</Tabs.Tab>
        <Tabs.Tab value="snapshots">Frontier snapshots ({snapshots.length})</Tabs.Tab>
        <Tabs.Tab value="weights">Weight configs ({weights.length})</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="audit" tabIndex={0}>
        <AuditChain register={register} />
      </Tabs.Panel>
      <Tabs.Panel value="snapshots" tabIndex={0}>
        <SnapshotDiff snapshots={snapshots} />
      </Tabs.Panel>
      <Tabs.Panel value="weights" tabIndex={0}>
        <WeightConfigs weights={weights} />
      </Tabs.Panel>
    </Tabs>
  );
}
