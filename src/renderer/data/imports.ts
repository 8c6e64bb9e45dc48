import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ColumnMapping } from '../../contract/imports.ts';
import type { DatasetFormat } from '../../contract/datasets.ts';
import { useClient } from './console-context.tsx';
import { areas } from './query-keys.ts';

export interface PreviewQuestion {
  readonly grant: string;
  readonly format?: DatasetFormat;
  readonly mapping?: ColumnMapping;
}

/** What the importer makes of an upload under a format and a mapping; a change of either asks again. */
export function useImportPreview(question: PreviewQuestion | undefined) {
  const client = useClient();
  return useQuery({
    queryKey: ['import-preview', question],
    enabled: question !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => {
      if (question === undefined) throw new Error('Nothing was uploaded.');
      return client['imports.preview'](question, { signal });
    },
  });
}

export function useMappings() {
  const client = useClient();
  return useQuery({
    queryKey: [areas.mappings, 'list'],
    queryFn: async ({ signal }) => (await client['imports.mappings']({}, { signal })).mappings,
  });
}

export function useSaveMapping() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: { readonly name: string; readonly mapping: ColumnMapping }) => client['imports.saveMapping'](input),
    onSuccess: () => queries.invalidateQueries({ queryKey: [areas.mappings] }),
  });
}
