import { addCensus, emptyCensus } from '../../../core/world/card/log-census.ts';
import { makeCard } from '../../../core/world/card/make-card.ts';
import { RateMeter } from '../../../core/world/card/rate-meter.ts';
import type { BaseRate, WorldCard } from '../../../core/world/card/world-card.ts';
import type { LogSchema } from '../../../core/dataset/log-schema.ts';
import type { WorldRecipe } from '../../../core/world/recipe.ts';
import type { WorldChunk } from '../../compute/tasks/world.ts';

interface LogMeters {
  readonly log: string;
  readonly rewards: readonly string[];
  readonly all: RateMeter;
  readonly production: RateMeter;
}

/** Gathers what the card tells while the chunks of a world pass by, in their order. */
export class WorldGauge {
  readonly #census = emptyCensus();
  readonly #logs: readonly LogMeters[];

  constructor(schemas: readonly LogSchema[]) {
    this.#logs = schemas.map(({ name, columns }) => {
      const rewards = columns.flatMap((column) => (column.role === 'reward' ? [column.name] : []));
      return { log: name, rewards, all: new RateMeter(rewards.length), production: new RateMeter(rewards.length) };
    });
  }

  /** `log` is the place of the chunk's log among the schemas. */
  add(log: number, { sums, census }: WorldChunk): void {
    if (census !== undefined) addCensus(this.#census, census);
    if (sums === undefined) return;
    this.#logs[log]?.all.add(sums.users, sums.all);
    this.#logs[log]?.production.add(sums.users, sums.production);
  }

  card(recipe: WorldRecipe): WorldCard {
    const rates = this.#logs.flatMap(({ log, rewards, all, production }) => {
      const [whole, served] = [all.rates(), production.rates()];
      return rewards.flatMap((reward, index): readonly BaseRate[] => {
        const [one, other] = [whole[index], served[index]];
        return one === undefined || other === undefined ? [] : [{ log, reward, all: one, production: other }];
      });
    });
    return makeCard(recipe, this.#census, rates);
  }
}
