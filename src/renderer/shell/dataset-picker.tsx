import { Select } from '@mantine/core';
import { useId } from 'react';
import { formatCounted } from '../ui/format.ts';
import classes from './header.module.css';
import { useSelection } from './selection.ts';

/** The dataset every screen works on. */
export function DatasetPicker() {
  const id = useId();
  const { dataset, datasets, chooseDataset, isLoading } = useSelection();
  const details = new Map(
    datasets.map((entry) => [entry.name, `${formatCounted(entry.users, 'user')} \u00b7 ${formatCounted(entry.items, 'item')}`]),
  );
  return (
    <div className={classes['picker']}>
      <label htmlFor={id}>Dataset</label>
      <Select
        id={id}
        w={200}
        data={datasets.map((entry) => entry.name)}
        value={dataset?.name ?? null}
        placeholder={isLoading ? 'Loading' : 'None loaded'}
        disabled={datasets.length === 0}
        allowDeselect={false}
        searchable={datasets.length > 6}
        maxDropdownHeight={320}
        onChange={(name) => name !== null && chooseDataset(name)}
        renderOption={({ option }) => (
          <div>
            <div>{option.label}</div>
            <div className="faint">{details.get(option.value)}</div>
          </div>
        )}
      />
    </div>
  );
}
