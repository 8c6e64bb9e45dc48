import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { WorldPreset } from '../../core/world/recipe.ts';
import { useClient } from './console-context.tsx';
import { areas } from './query-keys.ts';

export interface WorldQuestion {
  readonly preset: WorldPreset;
  readonly seed: number;
  /** The first so many of the preset's users; all when left out. */
  readonly users?: number;
  /** Name of the dataset it becomes. */
  readonly as: string;
}

/** Threads; the world is the same for any number. */
const workers = 2;

export function useCreateWorld() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (question: WorldQuestion) => client['worlds.create']({ ...question, workers }),
    onSettled: () => queries.invalidateQueries({ queryKey: [areas.jobs] }),
  });
}

/** The first items of a world that is not made yet; a seed's catalogue never changes. */
export function useWorldPreview(world: { readonly preset: WorldPreset; readonly seed: number } | undefined, items: number) {
  const client = useClient();
  return useQuery({
    queryKey: ['world-preview', world?.preset, world?.seed, items],
    enabled: world !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) =>
      (await client['worlds.preview']({ preset: world?.preset ?? 'small', seed: world?.seed ?? 0, items }, { signal })).items,
  });
}

/** The first items of a dataset. */
export function useFirstItems(dataset: string | undefined, count: number) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.datasets, 'first-items', dataset, count],
    enabled: dataset !== undefined && count > 0,
    queryFn: async ({ signal }) =>
      (await client['datasets.items']({ dataset: dataset ?? '', items: Array.from({ length: count }, (_, index) => index) }, { signal }))
        .items,
  });
}

/** What was measured when the world was made, and what is planted in it. */
export function useWorldCard(dataset: string | undefined) {
  const client = useClient();
  return useQuery({
    queryKey: [areas.datasets, 'world-card', dataset],
    enabled: dataset !== undefined,
    queryFn: ({ signal }) => client['worlds.card']({ dataset: dataset ?? '' }, { signal }),
  });
}
