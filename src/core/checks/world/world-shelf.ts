import type { WorldRecipe } from '../../world/recipe.ts';
import { type RewardStudy, studySteps } from '../../world/reward-study.ts';
import { makeWorld, type World } from '../../world/world.ts';
import { type LoggedSample, logSample } from './logged-sample.ts';

/** Users of a reward study and requests of each per half; many users, since what is theirs alone has to average out. */
const studyUsers = 400;
const studyRequests = 15;
/** Worlds of the recipe that are studied, from the run's seed upwards. */
const studySeeds = 5;

/** What a check is measured on. What several checks look at is made once. */
export interface Subject {
  readonly world: World;
  /** Exact rewards in several worlds of this recipe. */
  studies(): Generator<void, readonly RewardStudy[]>;
  logged(): Generator<void, LoggedSample>;
}

/** Makes the worlds of one run of the checks. A catalogue is large, so only the two looked at last stay; what was measured on them is small and stays. */
export class WorldShelf {
  readonly seed: number;
  readonly #worlds = new Map<string, World>();
  readonly #studies = new Map<string, readonly RewardStudy[]>();
  readonly #logged = new Map<string, LoggedSample>();

  constructor(seed: number) {
    this.seed = seed;
  }

  subject(recipe: WorldRecipe): Subject {
    const { seed } = this;
    const key = JSON.stringify(recipe);
    const world = () => this.#world(key, recipe);
    const studies = this.#studies;
    const samples = this.#logged;
    return {
      get world() {
        return world();
      },
      *studies() {
        const present = studies.get(key);
        if (present !== undefined) return present;
        const made: RewardStudy[] = [];
        for (let place = 0; place < studySeeds; place += 1) {
          const { catalogue } = place === 0 ? world() : makeWorld(recipe, seed + place);
          yield;
          made.push(yield* studySteps(recipe, catalogue, seed + place, studyUsers, studyRequests));
        }
        studies.set(key, made);
        return made;
      },
      *logged() {
        const present = samples.get(key);
        if (present !== undefined) return present;
        const sample = yield* logSample(world());
        samples.set(key, sample);
        return sample;
      },
    };
  }

  #world(key: string, recipe: WorldRecipe): World {
    const present = this.#worlds.get(key);
    const world = present ?? makeWorld(recipe, this.seed);
    // Set anew, a key is the last of the map: the world most checks share outlives the controls looked at once.
    this.#worlds.delete(key);
    const oldest = [...this.#worlds.keys()][0];
    if (oldest !== undefined && this.#worlds.size >= 2) this.#worlds.delete(oldest);
    this.#worlds.set(key, world);
    return world;
  }
}
