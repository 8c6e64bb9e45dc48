import { Select } from '@mantine/core';
import { useId } from 'react';
import classes from './header.module.css';
import { useSelection } from './selection.ts';

/** The model bundle every screen works with: only bundles of the chosen dataset can rank it. */
export function BundlePicker() {
  const id = useId();
  const { bundle, fitting, bundles, chooseBundle, isLoading } = useSelection();
  return (
    <div className={classes['picker']}>
      <label htmlFor={id}>Bundle</label>
      <Select
        id={id}
        w={170}
        data={fitting.map((entry) => entry.name)}
        value={bundle?.name ?? null}
        placeholder={isLoading ? 'Loading' : bundles.length === 0 ? 'None loaded' : 'None for this dataset'}
        disabled={fitting.length === 0}
        allowDeselect={false}
        onChange={(name) => name !== null && chooseBundle(name)}
      />
    </div>
  );
}
