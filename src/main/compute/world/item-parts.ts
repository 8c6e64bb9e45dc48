import type { ImportItem } from '../../../core/dataset/import-part.ts';
import { itemText } from '../../../core/world/catalogue/item-text.ts';
import { encodePicture, pictureTraits } from '../../../core/world/picture/picture-code.ts';
import { topicLeaf } from '../../../core/world/catalogue/topic-tree.ts';
import type { World } from '../../../core/world/world.ts';
import type { Breath } from '../import/breath.ts';
import { ContentHash } from '../import/content-hash.ts';
import type { WorldChunk } from '../tasks/world.ts';

/** What an operator may read of a stretch of the catalogue; nothing hidden goes with it. */
export async function itemParts(world: World, first: number, count: number, breath: Breath): Promise<WorldChunk> {
  const hash = new ContentHash();
  const items: ImportItem[] = [];
  const { boards, itemBoards, creatorNames } = world.catalogue;
  for (const item of world.catalogue.items.slice(first, first + count)) {
    const { title, description } = itemText(item);
    const one: ImportItem = {
      id: `pin-${item.index + 1}`,
      title,
      topics: topicLeaf(item.topic).path,
      creator: creatorNames[item.creator] ?? '',
      boards: (itemBoards[item.index] ?? []).map((board) => boards[board]?.title ?? ''),
      createdAtMs: item.createdAtMs,
      image: encodePicture(pictureTraits(item)),
      ...(description === undefined ? {} : { text: description }),
    };
    items.push(one);
    hash.add('items', `${JSON.stringify(one)}\n`);
    await breath.take();
  }
  return { parts: [{ type: 'items', first, items }], digest: hash.digest() };
}
