import { Button } from '@mantine/core';
import { IconCertificate } from '@tabler/icons-react';
import { useRegister } from '../../data/policies.ts';
import { useAddress } from '../../shell/address.ts';
import { useSelection } from '../../shell/selection.ts';
import { useBackKey } from '../../shell/use-back-key.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { Panel } from '../../ui/panel.tsx';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { ChainMark } from './chain-mark.tsx';
import classes from './policies.module.css';
import { PolicyCard } from './policy-card.tsx';
import { PolicyTable } from './policy-table.tsx';
import { RegisterTabs } from './register-tabs.tsx';

/** What runs, who decided it and on which numbers; and the chain that keeps it. */
export function PoliciesScreen() {
  const register = useRegister();
  const { parameters, change } = useAddress();
  const { dataset } = useSelection();
  useBackKey(() => {
    const live = register.data?.policies.filter(({ state }) => state === 'live') ?? [];
    const asked =
      live.find(({ id }) => id === Number(parameters['policy'])) ?? live.find((policy) => policy.dataset === dataset?.name) ?? live[0];
    if (asked !== undefined) change({ policy: asked.id, back: 1 });
  });
  if (register.isPending) return <LoadingState rows={12} label="Reading the register" />;
  if (register.isError)
    return <ErrorState title="The register was not read" error={register.error} onRetry={() => void register.refetch()} />;
  const { policies } = register.data;
  const asked = Number(parameters['policy'] ?? NaN);
  const selected = policies.find(({ id }) => id === asked) ?? policies.find(({ state }) => state === 'live') ?? policies[0];
  return (
    <div className={classes['screen']}>
      <ScreenHeader title="Policies" actions={<ChainMark register={register.data} />}>
        Operating policies, who approved them, and on which numbers
      </ScreenHeader>
      <div className={classes['desk']} data-empty={selected === undefined || undefined}>
        <div className={classes['left']}>
          <Panel title="Operating policies" note={policies.length === 0 ? undefined : String(policies.length)} flush>
            {policies.length === 0 ? (
              <EmptyState
                icon={IconCertificate}
                title="No policy was proposed yet"
                action={
                  <Button component="a" href={hashHref('/tuning')}>
                    Open Tuning
                  </Button>
                }
              >
                Choose a point of a frontier in Tuning and propose it. A second person approves it here; every step is kept.
              </EmptyState>
            ) : (
              <PolicyTable
                policies={policies}
                snapshots={register.data.snapshots}
                selected={selected?.id}
                onSelect={(policy) => change({ policy, back: undefined })}
              />
            )}
          </Panel>
          <RegisterTabs register={register.data} />
        </div>
        {selected === undefined ? undefined : <PolicyCard key={selected.id} policy={selected} policies={policies} />}
      </div>
    </div>
  );
}
