import { type WorldRecipe, worldRecipe } from '../../world/recipe.ts';
import type { Bound, CheckClaim, Measured } from '../check.ts';
import type { CheckBatch, CheckDefinition } from '../check-definition.ts';
import type { Subject } from './world-shelf.ts';

/** A planted truth: a figure of a world, and the same figure where the plant is taken out. */
export interface WorldCheck {
  readonly name: string;
  /** `data` unless named. */
  readonly batch?: CheckBatch;
  readonly claim: string;
  readonly bound: Bound;
  readonly unit?: string;
  /** The demo world unless named. */
  readonly recipe?: WorldRecipe;
  /** The world in which the effect must vanish. */
  readonly control?: { readonly name: string; readonly bound: Bound; readonly recipe: WorldRecipe };
  figure(subject: Subject): Generator<void, WorldFigure>;
}

export interface WorldFigure {
  readonly value: number;
  readonly detail?: string;
}

export const demoRecipe = worldRecipe('demo');

/** Turns a planted truth into a check: both worlds are made and measured. */
export function worldCheck(check: WorldCheck): CheckDefinition {
  const { name, claim, bound, unit, control } = check;
  const checked: CheckClaim = {
    name,
    area: 'world',
    claim,
    bound,
    ...(unit === undefined ? {} : { unit }),
    ...(control === undefined ? {} : { control: { name: control.name, bound: control.bound } }),
  };
  return {
    claim: checked,
    batch: check.batch ?? 'data',
    *measure(shelf): Generator<void, Measured> {
      const { value, detail } = yield* check.figure(shelf.subject(check.recipe ?? demoRecipe));
      if (control === undefined) return { value, ...(detail === undefined ? {} : { detail }) };
      const other = yield* check.figure(shelf.subject(control.recipe));
      const both = [detail, other.detail === undefined ? undefined : `Control: ${other.detail}`].filter((text) => text !== undefined);
      return { value, control: other.value, ...(both.length === 0 ? {} : { detail: both.join(' ') }) };
    },
  };
}
