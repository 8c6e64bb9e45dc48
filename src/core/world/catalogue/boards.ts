import { topicShape } from '../item.ts';
import { KeyedRandom } from '../keyed-random.ts';
import { interestAt, makeUser } from '../population.ts';
import type { WorldRecipe } from '../recipe.ts';
import { boardTitle } from './names.ts';

/** A board of a user, kept for one topic. */
export interface Board {
  readonly title: string;
  /** Leaf of the topic tree, 0 to 239. */
  readonly topic: number;
  /** Dense number of the user who keeps it. */
  readonly owner: number;
}

/** Boards of a seed: the first ones take the topics in turn, so that every topic has one; the others are of an interest of their owner. */
export function makeBoards(recipe: WorldRecipe, seed: number): readonly Board[] {
  const random = new KeyedRandom(seed, 'world-board');
  return Array.from({ length: recipe.catalogue.boards.count }, (_, board) => {
    const owner = random.start(board).int(recipe.population.owners);
    const topic = board < topicShape.leaves ? board : interestAt(makeUser(recipe, seed, owner), random.uniform());
    return { title: boardTitle(seed, board, topic), topic, owner };
  });
}

/**
 * Boards that each item was saved to, ascending and without repeats: one or more, each of the item's own topic but for a share of strays, which lie on boards of
 * any other topic.
 */
export function drawItemBoards(
  recipe: WorldRecipe,
  seed: number,
  boards: readonly Board[],
  topics: Uint8Array,
): readonly (readonly number[])[] {
  const { most, purity } = recipe.catalogue.boards;
  const own: number[][] = Array.from({ length: topicShape.leaves }, () => []);
  boards.forEach(({ topic }, board) => own[topic]?.push(board));
  const random = new KeyedRandom(seed, 'world-item-board');
  return Array.from(topics, (topic, item) => {
    random.start(item);
    const near = own[topic] ?? [];
    const chosen = new Set<number>();
    const count = 1 + random.int(most);
    for (let place = 0; place < count; place += 1) {
      const stray = random.uniform() >= purity;
      const from = () => (stray ? random.int(boards.length) : (near[random.int(near.length)] ?? 0));
      const misfit = (board: number) => chosen.has(board) || (stray && boards[board]?.topic === topic);
      let board = from();
      // A topic with a single board has no second one to draw.
      for (let again = 0; again < 16 && misfit(board); again += 1) board = from();
      chosen.add(board);
    }
    return [...chosen].toSorted((a, b) => a - b);
  });
}
