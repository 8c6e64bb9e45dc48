import { Button } from '@mantine/core';
import { IconListSearch } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { WorldStory } from '../../../core/world/card/stories.ts';
import { useSessions } from '../../data/sessions.ts';
import { hashHref } from '../../shell/hash-location.ts';
import { useSelection } from '../../shell/selection.ts';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { InspectRequest } from './inspect-request.tsx';

const noStories: readonly WorldStory[] = [];

/** Explains one ranked request: finds out what to explain, then hands over. */
export function InspectScreen() {
  const { dataset, bundle, bundles, fitting, chooseBundle, isLoading } = useSelection();
  const names = useMemo(() => fitting.map(({ name }) => name), [fitting]);
  const sessions = useSessions(dataset?.name, '');
  if (isLoading) return <LoadingState rows={12} label="Loading datasets and bundles" />;
  const importLink = (
    <Button component="a" href={hashHref('/import')}>
      Import a dataset
    </Button>
  );
  if (dataset === undefined) {
    return (
      <>
        <ScreenHeader title="Inspect" />
        <EmptyState icon={IconListSearch} title="No dataset is loaded" action={importLink}>
          Import user sequences to see what retrieval and ranking make of them.
        </EmptyState>
      </>
    );
  }
  if (bundle === undefined) {
    return (
      <>
        <ScreenHeader title="Inspect" />
        <EmptyState icon={IconListSearch} title={`No bundle ranks ${dataset.name}`}>
          {bundles.length === 0
            ? 'No bundle is loaded. Train one on this dataset from the command line, or add one on the System screen.'
            : `The loaded bundles were trained on other data (${bundles.map((entry) => entry.name).join(', ')}). Train one on ${dataset.name}, or choose their dataset above.`}
        </EmptyState>
      </>
    );
  }
  if (sessions.isError)
    return <ErrorState title="The users were not read" error={sessions.error} onRetry={() => void sessions.refetch()} />;
  if (sessions.data === undefined) return <LoadingState rows={12} label="Loading users" />;
  const first = sessions.data.pages[0]?.sessions[0]?.user;
  if (first === undefined) {
    return (
      <>
        <ScreenHeader title="Inspect" />
        <EmptyState icon={IconListSearch} title={`${dataset.name} has no user sequences`}>
          It holds logs only. Open the Tuning screen to learn from them, or choose a dataset with events.
        </EmptyState>
      </>
    );
  }
  return (
    <InspectRequest
      key={`${dataset.name} ${bundle.name}`}
      dataset={dataset.name}
      bundle={bundle.name}
      bundles={names}
      onBundle={chooseBundle}
      stories={dataset.world?.stories ?? noStories}
      firstUser={first}
    />
  );
}
