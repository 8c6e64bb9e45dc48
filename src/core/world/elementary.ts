/**
 * Elementary functions of the world, from additions, multiplications, divisions and square roots alone: those are exact in IEEE 754, while the runtime's
 * own exp and log may differ in the last bit from one version to the next and would change a world's hash.
 */

const ln2High = 0.693_147_180_369_123_8;
const ln2Low = 1.908_214_929_270_587_7e-10;
const bits = new DataView(new ArrayBuffer(8));

/** e to the x. Reduced to |r| <= ln 2 / 2, then the Taylor series to r^13; below 4e-16 relative. Saturates to 0 and Infinity beyond 700. */
export function exponential(x: number): number {
  if (!(x > -700)) return Number.isNaN(x) ? x : 0;
  if (x > 700) return Infinity;
  const steps = Math.floor(x * Math.LOG2E + 0.5);
  const r = x - steps * ln2High - steps * ln2Low;
  let total = 1;
  for (let term = 13; term >= 1; term -= 1) total = 1 + (total * r) / term;
  bits.setInt32(0, (steps + 1023) << 20);
  bits.setInt32(4, 0);
  return total * bits.getFloat64(0);
}

/** Natural logarithm of a positive normal number: mantissa in [sqrt(1/2), sqrt(2)), then the series of artanh; below 4e-16 absolute near 1. */
export function logarithm(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : Number.NaN;
  if (x === Infinity) return x;
  bits.setFloat64(0, x);
  let exponent = (bits.getInt32(0) >>> 20) - 1023;
  bits.setInt32(0, (bits.getInt32(0) & 0xf_ffff) | 0x3ff0_0000);
  let mantissa = bits.getFloat64(0);
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let total = 0;
  for (let odd = 23; odd >= 3; odd -= 2) total = (total + 1 / odd) * square;
  return exponent * ln2High + (2 * s * (1 + total) + exponent * ln2Low);
}

/** 1 / (1 + e^-x). */
export function logistic(x: number): number {
  return 1 / (1 + exponential(-x));
}

/** Inverse of the normal distribution function for p in (0, 1), by P. J. Acklam's rational approximation (1.2e-9 relative): ample for a simulated draw. */
export function normalFromUniform(p: number): number {
  if (p < 0.024_25) return tail(Math.sqrt(-2 * logarithm(Math.max(p, 1e-16))));
  if (p > 0.975_75) return -tail(Math.sqrt(-2 * logarithm(Math.max(1 - p, 1e-16))));
  const q = p - 0.5;
  const r = q * q;
  const above =
    ((((-39.696_830_286_653_76 * r + 220.946_098_424_520_5) * r - 275.928_510_446_968_7) * r + 138.357_751_867_269) * r -
      30.664_798_066_147_16) *
      r +
    2.506_628_277_459_239;
  const below =
    ((((-54.476_098_798_224_06 * r + 161.585_836_858_040_9) * r - 155.698_979_859_886_6) * r + 66.801_311_887_719_72) * r -
      13.280_681_552_885_72) *
      r +
    1;
  return (above * q) / below;
}

function tail(q: number): number {
  const above =
    ((((-0.007_784_894_002_430_293 * q - 0.322_396_458_041_136_5) * q - 2.400_758_277_161_838) * q - 2.549_732_539_343_734) * q +
      4.374_664_141_464_968) *
      q +
    2.938_163_982_698_783;
  const below =
    (((0.007_784_695_709_041_462 * q + 0.322_467_129_070_039_8) * q + 2.445_134_137_142_996) * q + 3.754_408_661_907_416) * q + 1;
  return above / below;
}
