import { Select } from '@mantine/core';
import { memo } from 'react';

interface BundleSelectProps {
  readonly bundles: readonly string[];
  readonly value: string | undefined;
  readonly onChange: (bundle: string | undefined) => void;
}

/** Another bundle of the same dataset to stand beside this one. Memoised: a moving slider should not draw it again. */
export const BundleSelect = memo(function BundleSelect({ bundles, value, onChange }: BundleSelectProps) {
  return (
    <Select
      aria-label="Compare with bundle"
      placeholder="Another bundle"
      size="xs"
      w={140}
      clearable
      data={[...bundles]}
      value={value ?? null}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
});
