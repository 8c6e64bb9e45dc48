/** Exact fractions, for references in tests only. */
export class Rational {
  readonly above: bigint;
  readonly below: bigint;

  constructor(above: bigint, below = 1n) {
    const sign = below < 0n ? -1n : 1n;
    const divisor = greatestCommonDivisor(above < 0n ? -above : above, below * sign) || 1n;
    this.above = (sign * above) / divisor;
    this.below = (sign * below) / divisor;
  }

  /** The exact value of a double. */
  static of(value: number): Rational {
    let exponent = 0;
    let scaled = value;
    while (!Number.isInteger(scaled)) {
      scaled *= 2;
      exponent += 1;
    }
    return new Rational(BigInt(scaled), 2n ** BigInt(exponent));
  }

  plus(other: Rational): Rational {
    return new Rational(this.above * other.below + other.above * this.below, this.below * other.below);
  }

  minus(other: Rational): Rational {
    return this.plus(new Rational(-other.above, other.below));
  }

  times(other: Rational): Rational {
    return new Rational(this.above * other.above, this.below * other.below);
  }

  over(other: Rational): Rational {
    return new Rational(this.above * other.below, this.below * other.above);
  }

  atMost(other: Rational): boolean {
    return this.above * other.below <= other.above * this.below;
  }

  /** Nearest double, to about 17 digits. */
  toNumber(): number {
    if (this.above === 0n) return 0;
    const sign = this.above < 0n ? -1 : 1;
    const size = this.above < 0n ? -this.above : this.above;
    const shift = BigInt(size.toString(2).length - this.below.toString(2).length - 80);
    const quotient = shift >= 0n ? size / (this.below << shift) : (size << -shift) / this.below;
    return sign * Number(quotient) * 2 ** Number(shift);
  }
}

export const zero = new Rational(0n);

export function total(values: readonly Rational[]): Rational {
  // Pairwise, so that the fractions stay short for longer.
  if (values.length === 0) return zero;
  if (values.length === 1) return values[0] ?? zero;
  const middle = values.length >> 1;
  return total(values.slice(0, middle)).plus(total(values.slice(middle)));
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [one, two] = [a, b];
  while (two !== 0n) [one, two] = [two, one % two];
  return one;
}
