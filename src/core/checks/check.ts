/** Range that a value has to lie in, ends included; an absent end is open. */
export interface Bound {
  readonly least?: number;
  readonly most?: number;
}

/** One number held against its bound. */
export interface BoundedValue {
  /** Finite; a figure that could not be measured is reported in `Check.detail`, and the check does not pass. */
  readonly value: number;
  readonly bound: Bound;
  readonly pass: boolean;
}

export const checkAreas = ['world', 'evaluation', 'frontier', 'model'] as const;
export type CheckArea = (typeof checkAreas)[number];

/** What is claimed, before it is measured. */
export interface CheckClaim {
  /** Short and stable: `item-correlation`. */
  readonly name: string;
  readonly area: CheckArea;
  /** One sentence that the measured value bears out or not. */
  readonly claim: string;
  readonly bound: Bound;
  /** Unit of the value, where it has one. */
  readonly unit?: string;
  /** Where the effect must vanish or fail: the same measure with the plant or the safeguard taken away. */
  readonly control?: { readonly name: string; readonly bound: Bound };
}

/** One claim measured in this very run. */
export interface Check extends CheckClaim, BoundedValue {
  /** True when the value lies in its bound and, where there is a control, the control's does as well. */
  readonly pass: boolean;
  readonly control?: BoundedValue & { readonly name: string };
  readonly seconds: number;
  /** What was measured and on how much; figures that stand beside the value. */
  readonly detail?: string;
}

/** What a measurement answers. */
export interface Measured {
  readonly value: number;
  /** Needed where the claim has a control. */
  readonly control?: number;
  readonly detail?: string;
}
