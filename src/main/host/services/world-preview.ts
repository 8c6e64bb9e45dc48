import type { worldPreviewContract } from '../../../contract/world-preview.ts';
import type { Handlers } from '../../../rpc/procedure.ts';
import type { HostContext } from '../context.ts';

/** A look at a world's catalogue before the world is made: a worker makes the first items and nothing is stored. */
export function worldPreviewHandlers({ compute }: Pick<HostContext, 'compute'>): Handlers<typeof worldPreviewContract> {
  return {
    'worlds.preview': async ({ preset, seed, items: count }, { signal }) => {
      const { parts } = await compute.use((tasks) => tasks['world.chunk']({ preset, seed, phase: 'items', first: 0, count }, { signal }));
      const items = parts.flatMap((part) => (part.type === 'items' ? part.items : []));
      return {
        items: items.map(({ id, title, topics, image }, index) => ({
          index,
          id,
          title,
          topics,
          ...(image === undefined ? {} : { image }),
        })),
      };
    },
  };
}
