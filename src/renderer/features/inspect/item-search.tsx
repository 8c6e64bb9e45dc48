import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { memo, useState } from 'react';
import type { ItemCard } from '../../../contract/datasets.ts';
import { useFindItems } from '../../data/inspect.ts';

interface ItemSearchProps {
  readonly dataset: string;
  readonly label: string;
  readonly value: ItemCard | undefined;
  readonly onChange: (item: ItemCard | undefined) => void;
}

/** Finds an item of the whole catalogue by a part of its title or by its id. */
export const ItemSearch = memo(function ItemSearch({ dataset, label, value, onChange }: ItemSearchProps) {
  const [text, setText] = useState('');
  const [settled] = useDebouncedValue(text, 200);
  const found = useFindItems(dataset, settled === value?.title ? '' : settled);
  const items = new Map([...(value === undefined ? [] : [value]), ...(found.data ?? [])].map((item) => [item.id, item]));
  const noMatch = text.trim() === '' ? 'Type a part of a title' : found.isFetching ? 'Searching' : 'No title or id matches';
  return (
    <Select
      aria-label={label}
      placeholder="Title or id"
      searchable
      clearable
      data={[...items.values()].map(({ id, title, topics }) => ({
        value: id,
        label: topics[0] === undefined ? title : `${title} · ${topics[0]}`,
      }))}
      value={value?.id ?? null}
      onSearchChange={setText}
      filter={({ options }) => options}
      nothingFoundMessage={found.isError ? 'The search did not work; try again' : noMatch}
      maxDropdownHeight={260}
      onChange={(id) => onChange(id === null ? undefined : items.get(id))}
    />
  );
});
