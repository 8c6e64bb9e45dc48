import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { WorldPreset } from '../../core/world/recipe.ts';
import { useClient } from './console-context.tsx';
import { areas } from './query-keys.ts';

export interface WorldQuestion {
  readonly preset: WorldPreset;
  readonly seed: number;
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
