import { encodeCandidates } from '../../../core/dataset/request-candidates.ts';
import { expandedRequests } from '../../../core/world/expanded-requests.ts';
import { makeUser } from '../../../core/world/population.ts';
import { RequestMaker } from '../../../core/world/request.ts';
import { requestKey, type World } from '../../../core/world/world.ts';
import type { Breath } from '../import/breath.ts';
import { ContentHash } from '../import/content-hash.ts';
import type { WorldChunk } from '../tasks/world.ts';

/** All candidates of the expanded requests in a run of stretches. What would really happen with them is not among it. */
export async function candidateParts(
  world: World,
  first: number,
  count: number,
  pinned: readonly number[],
  breath: Breath,
): Promise<WorldChunk> {
  const { recipe, seed, catalogue } = world;
  const maker = new RequestMaker(recipe, catalogue, seed);
  const requests = expandedRequests(world, first, count, pinned);
  let data = new Uint8Array(0);
  let place = 0;
  for (const request of requests) {
    const user = makeUser(recipe, seed, Math.floor(request / recipe.population.requestsPerUser));
    const { items, heads, bonus, sources } = maker.make(user, requestKey(recipe, request));
    const bytes = encodeCandidates({ items, heads: Float32Array.from(heads), bonus: Float32Array.from(bonus), sources });
    if (place === 0) data = new Uint8Array(requests.length * bytes.length);
    data.set(bytes, place);
    place += bytes.length;
    await breath.take();
  }
  const hash = new ContentHash();
  const numbers = Int32Array.from(requests);
  hash.add('requests', numbers);
  hash.add('candidates', data);
  return { parts: [{ type: 'candidates', log: 0, requests: numbers, data }], digest: hash.digest() };
}
