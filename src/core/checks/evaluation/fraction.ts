/** An exact fraction; below is positive. */
export interface Fraction {
  readonly above: bigint;
  readonly below: bigint;
}

export function fraction(above: number, below = 1): Fraction {
  return { above: BigInt(above), below: BigInt(below) };
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return { above: a.above * b.below + b.above * a.below, below: a.below * b.below };
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return plus(a, { above: -b.above, below: b.below });
}

export function times(a: Fraction, b: Fraction): Fraction {
  return { above: a.above * b.above, below: a.below * b.below };
}

/** `b` must be positive. */
export function over(a: Fraction, b: Fraction): Fraction {
  return { above: a.above * b.below, below: a.below * b.above };
}

/** To about 15 digits, for fractions below a million. */
export function toNumber({ above, below }: Fraction): number {
  const scale = 10n ** 18n;
  return Number((above * scale) / below) / Number(scale);
}
