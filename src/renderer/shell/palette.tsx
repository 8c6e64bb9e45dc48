import { Spotlight, spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconDatabase, IconFileImport, IconHelp, IconMoon, IconPackage, IconPlayerPlay, IconSearch, IconWorld } from '@tabler/icons-react';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useSessions } from '../data/sessions.ts';
import { formatCounted, formatTime } from '../ui/format.ts';
import { addressOf } from './address.ts';
import { navigate } from './hash-location.ts';
import { modifierKey } from './modifier-key.ts';
import { screens } from './screens.ts';
import { useSelection } from './selection.ts';

interface PaletteProps {
  readonly onToggleTheme: () => void;
  readonly onHelp: () => void;
}

const iconSize = { size: 16, stroke: 1.6 } as const;

export function openPalette(): void {
  spotlight.open();
}

/** Everything that can be reached or run, by typing: screens, datasets, bundles, sessions of the chosen dataset, actions. */
export function Palette({ onToggleTheme, onHelp }: PaletteProps) {
  const [query, setQuery] = useState('');
  const [search] = useDebouncedValue(query.trim(), 150);
  const selection = useSelection();
  // Sessions are asked for only once there is something to look for.
  const sessions = useSessions(search.length >= 2 ? selection.dataset?.name : undefined, search);
  const kept = { dataset: selection.dataset?.name, bundle: selection.bundle?.name };

  const groups: SpotlightActionGroupData[] = [
    {
      group: 'Screens',
      actions: screens.map((screen) => ({
        id: `screen ${screen.path}`,
        label: screen.label,
        description: screen.purpose,
        leftSection: <screen.icon {...iconSize} />,
        rightSection: <kbd className="data">g {screen.key}</kbd>,
        onClick: () => navigate(addressOf(screen.path, kept)),
      })),
    },
    {
      group: 'Actions',
      actions: [
        {
          id: 'import',
          label: 'Import a dataset',
          keywords: 'open file folder csv parquet',
          leftSection: <IconFileImport {...iconSize} />,
          onClick: () => navigate('/import'),
        },
        {
          id: 'create-world',
          label: 'Create a world',
          keywords: 'simulate population preset demo truth',
          leftSection: <IconWorld {...iconSize} />,
          onClick: () => navigate('/create-world'),
        },
        {
          id: 'theme',
          label: 'Switch between light and dark',
          leftSection: <IconMoon {...iconSize} />,
          rightSection: <kbd className="data">{modifierKey} J</kbd>,
          onClick: onToggleTheme,
        },
        {
          id: 'help',
          label: 'Keyboard help',
          leftSection: <IconHelp {...iconSize} />,
          rightSection: <kbd className="data">?</kbd>,
          onClick: onHelp,
        },
      ],
    },
    {
      group: 'Datasets',
      actions: selection.datasets.map((dataset) => ({
        id: `dataset ${dataset.name}`,
        label: dataset.name,
        description: `Use this dataset \u00b7 ${formatCounted(dataset.users, 'user')}, ${formatCounted(dataset.items, 'item')}`,
        leftSection: <IconDatabase {...iconSize} />,
        onClick: () => selection.chooseDataset(dataset.name),
      })),
    },
    {
      group: 'Bundles',
      actions: selection.fitting.map((bundle) => ({
        id: `bundle ${bundle.name}`,
        label: bundle.name,
        description: `Use this bundle \u00b7 ${formatCounted(bundle.heads.length, 'head')}`,
        leftSection: <IconPackage {...iconSize} />,
        onClick: () => selection.chooseBundle(bundle.name),
      })),
    },
  ];
  const found: SpotlightActionData[] =
    search.length < 2
      ? []
      : (sessions.data?.pages[0]?.sessions ?? []).slice(0, 20).map((session) => ({
          id: `session ${session.id}`,
          label: `Session ${session.id}`,
          description: `${formatCounted(session.events, 'event')}${session.start === '' ? '' : ` \u00b7 ${formatTime(session.start)} UTC`}`,
          // The host matched titles too, which stand nowhere in the entry.
          keywords: search,
          leftSection: <IconPlayerPlay {...iconSize} />,
          onClick: () => navigate(addressOf('/replay', { ...kept, session: session.id })),
        }));

  return (
    <Spotlight
      actions={found.length === 0 ? groups : [...groups, { group: `Sessions of ${selection.dataset?.name ?? ''}`, actions: found }]}
      query={query}
      onQueryChange={setQuery}
      shortcut="mod + K"
      scrollable
      // The frame does not scroll, and locking it would style the whole page again.
      lockScroll={false}
      attributes={{ content: { 'aria-label': 'Command palette' } }}
      overlayProps={{ backgroundOpacity: 0.3 }}
      transitionProps={{ duration: 100 }}
      maxHeight={440}
      radius="md"
      nothingFound={sessions.isFetching ? 'Searching sessions' : 'Nothing has this name'}
      searchProps={{
        placeholder: 'Go to a screen, choose a dataset, find a session',
        'aria-label': 'Command palette',
        leftSection: <IconSearch {...iconSize} />,
      }}
    />
  );
}
