import type { CheckClaim, Measured } from './check.ts';
import type { WorldShelf } from './world/world-shelf.ts';

/** Checks of one batch look at the same data and are measured one after another; batches may be measured side by side. */
export const checkBatches = ['rewards', 'data', 'methods', 'learning'] as const;
export type CheckBatch = (typeof checkBatches)[number];

/** A claim and how it is measured, over data that is made on the spot. */
export interface CheckDefinition {
  readonly claim: CheckClaim;
  readonly batch: CheckBatch;
  /** Yields now and then, so that the caller can give way or stop. */
  readonly measure: (shelf: WorldShelf) => Generator<void, Measured>;
}
