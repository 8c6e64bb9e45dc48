import type { SurfaceInputs } from './surface-inputs.ts';

/** Mean reward of each action with its sampling variance; infinite for an action without rows. */
export interface NoisyLevels {
  readonly means: Float64Array;
  readonly variances: Float64Array;
}

const mostDegree = 5;
const mostFeatures = 36;
/** The common scale bends a surface little. */
const mostCommonDegree = 2;
/**
 * Log odds, before the data speak, against parts of the actions' own (neighbours on a grid are taken to be alike), against bends beyond the second degree, and against
 * a common scale that matters.
 */
const neededEvidence = 4;
const plainDegree = 2;
/** Variance of each degree beyond the plain ones as a share of the degree before. */
const fallsPerDegree = [0, 0.5, 0.1];
/** How much less the common scale of all weights may matter than their ratios, as a share of the variance. */
const commonShares = [0, 1, 1e-1, 1e-2];
/** Of actions that are told apart by their common scale alone, what the outermost lose against the middle one, in standard errors of one action's mean. */
const middlePreference = 0.05;

/**
 * What each action is worth on average, from noisy means of one reward or several: a smooth surface over the weights of the actions, by Bayesian regression on
 * Legendre polynomials. How rough it may be, whether the common scale of the weights matters (to all rewards or to none: it is one ranking that they come from) and
 * whether actions differ beyond the surface is averaged over by the evidence for each, so that the best of many actions is not the luckiest. Where the rows cannot
 * tell scales apart, the middle one comes out best by a hair. Actions without weights are shrunk towards their common mean.
 */
export function smoothLevels(rewards: readonly NoisyLevels[], inputs: SurfaceInputs): readonly Float64Array[] {
  const basis = polynomials(inputs, rewards[0]?.means.length ?? 0);
  const shares = basis.isCommon.includes(true) ? commonShares : [1];
  const bases = shares.map((share) => (share > 0 ? basis : restricted(basis, (term) => basis.isCommon[term] !== true)));
  const found = rewards.map((reward) => shares.map((share, place) => smoothed(reward, bases[place] ?? basis, share)));
  const evidence = shares.map((share, place) =>
    found.reduce((sum, fits) => sum + (fits[place]?.evidence ?? 0), shares.length > 1 && share > 0 ? -neededEvidence : 0),
  );
  return rewards.map(({ variances }, reward) => {
    const { levels } = averaged(
      shares.map((_, place) => ({ evidence: evidence[place] ?? 0, levels: found[reward]?.[place]?.levels ?? new Float64Array(0) })),
    );
    const known = variances.filter(Number.isFinite);
    const error = Math.sqrt(known.reduce((sum, variance) => sum + variance, 0) / Math.max(1, known.length));
    return levels.map((level, action) => level - middlePreference * error * scaleOf(inputs, action) ** 2);
  });
}

/** How much larger or smaller than the middle all weights of an action are together, -1 to 1. */
function scaleOf({ common, values, width }: SurfaceInputs, action: number): number {
  return common === undefined ? 0 : (values[action * width + common] ?? 0);
}

/** Levels of one reward, where the common scale matters by a given share. */
function smoothed({ means, variances }: NoisyLevels, basis: Basis, common: number): Fit {
  const actions = means.length;
  const seen = Array.from(means.keys()).filter((action) => Number.isFinite(variances[action] ?? Infinity));
  const middle = seen.reduce((sum, action) => sum + (means[action] ?? 0), 0) / Math.max(1, seen.length);
  const spread = seen.reduce((sum, action) => sum + ((means[action] ?? 0) - middle) ** 2, 0) / Math.max(1, seen.length - 1);
  if (seen.length < 2 || spread === 0) return { evidence: 0, levels: new Float64Array(actions).fill(middle) };
  const centred = { means: means.map((mean) => mean - middle), variances };
  const plain = restricted(basis, (term) => (basis.degrees[term] ?? 0) <= plainDegree);
  const isGrid = basis.degrees.some((degree) => degree > 0);
  const isCurved = basis.degrees.some((degree) => degree > 1);
  const isBent = plain.degrees.length < basis.degrees.length;
  const own = isGrid ? [0, ...steps(5, 16).map((part) => spread * part)] : [0, ...steps(24, 1.75).map((part) => 3 * spread * part)];
  const roughness = isCurved ? steps(8, 4).map((part) => 4 * spread * part) : [0];
  const fits: Fit[] = [];
  for (const separate of own) {
    for (const rough of roughness) {
      for (const falls of isBent ? fallsPerDegree : [0]) {
        const { features, degrees, isCommon } = falls > 0 ? basis : plain;
        const prior = Float64Array.from(
          degrees,
          (degree, term) => (isCommon[term] === true ? common : 1) * (degree < 2 ? 100 * spread : rough * falls ** (degree - plainDegree)),
        );
        const { evidence, levels } = regress(centred, features, prior, separate);
        const beyond = (separate > 0 && isGrid ? 1 : 0) + (falls > 0 ? 1 : 0);
        fits.push({ evidence: evidence - beyond * neededEvidence, levels });
      }
    }
  }
  const { evidence, levels } = averaged(fits);
  return { evidence, levels: levels.map((level) => level + middle) };
}

/** 1, and on by equal factors downwards. */
function steps(count: number, factor: number): readonly number[] {
  return Array.from({ length: count }, (_, step) => factor ** -step);
}

/** Mean of the levels, each fit weighted by its evidence; the evidence for them together. */
function averaged(fits: readonly Fit[]): Fit {
  const most = fits.reduce((highest, { evidence }) => Math.max(highest, evidence), -Infinity);
  const weights = fits.map(({ evidence }) => Math.exp(evidence - most));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const levels = new Float64Array(fits[0]?.levels.length ?? 0);
  fits.forEach((fit, place) =>
    fit.levels.forEach((level, action) => (levels[action] = (levels[action] ?? 0) + ((weights[place] ?? 0) / total) * level)),
  );
  return { evidence: most + Math.log(total / Math.max(1, fits.length)), levels };
}

interface Fit {
  readonly evidence: number;
  readonly levels: Float64Array;
}

/** Features of every action, and of each feature its degree and whether the common scale is in it. */
interface Basis {
  readonly features: readonly Float64Array[];
  readonly degrees: readonly number[];
  readonly isCommon: readonly boolean[];
}

function restricted({ features, degrees, isCommon }: Basis, isKept: (term: number) => boolean): Basis {
  const kept = (_: unknown, term: number) => isKept(term);
  return { features: features.map((row) => row.filter(kept)), degrees: degrees.filter(kept), isCommon: isCommon.filter(kept) };
}

/** Takes in one action after another; the evidence is what the actions before foretold of each. */
function regress({ means, variances }: NoisyLevels, features: readonly Float64Array[], prior: Float64Array, separate: number): Fit {
  const size = prior.length;
  const spread = new Float64Array(size * size);
  const weights = new Float64Array(size);
  prior.forEach((variance, place) => (spread[place * size + place] = variance));
  const reach = new Float64Array(size);
  let evidence = 0;
  for (const [action, row] of features.entries()) {
    const noise = (variances[action] ?? Infinity) + separate;
    if (!Number.isFinite(noise)) continue;
    let [foretold, variance] = [0, noise];
    for (let one = 0; one < size; one += 1) {
      let value = 0;
      for (let two = 0; two < size; two += 1) value += (spread[one * size + two] ?? 0) * (row[two] ?? 0);
      reach[one] = value;
      foretold += (weights[one] ?? 0) * (row[one] ?? 0);
      variance += value * (row[one] ?? 0);
    }
    // Equal rows without noise leave nothing to learn from the second.
    if (!(variance > 0)) continue;
    const off = (means[action] ?? 0) - foretold;
    evidence -= 0.5 * (Math.log(variance) + (off * off) / variance);
    for (let one = 0; one < size; one += 1) {
      const gain = (reach[one] ?? 0) / variance;
      weights[one] = (weights[one] ?? 0) + gain * off;
      for (let two = 0; two < size; two += 1) spread[one * size + two] = (spread[one * size + two] ?? 0) - gain * (reach[two] ?? 0);
    }
  }
  const levels = means.map((mean, action) => {
    const surface = features[action]?.reduce((sum, value, place) => sum + value * (weights[place] ?? 0), 0) ?? 0;
    const noise = variances[action] ?? Infinity;
    return separate === 0 || !Number.isFinite(noise) ? surface : surface + (separate / (separate + noise)) * (mean - surface);
  });
  return { evidence, levels };
}

/** Products of Legendre polynomials of the weights up to the highest total degree that leaves fewer of them than actions; a weight with few values has few powers. */
function polynomials({ width, values, common }: SurfaceInputs, actions: number): Basis {
  const powers = Array.from(
    { length: width },
    (_, input) => new Set(Array.from({ length: actions }, (_unused, action) => values[action * width + input]?.toFixed(9))).size - 1,
  );
  const terms: (readonly number[])[] = [Array.from({ length: width }, () => 0)];
  for (let degree = 1; degree <= mostDegree; degree += 1) {
    const next = exponents(powers, degree).filter((term) => common === undefined || (term[common] ?? 0) <= mostCommonDegree);
    if (next.length === 0 || terms.length + next.length > Math.min(mostFeatures, actions - 1)) break;
    terms.push(...next);
  }
  return {
    degrees: terms.map((term) => term.reduce((sum, power) => sum + power, 0)),
    isCommon: terms.map((term) => common !== undefined && (term[common] ?? 0) > 0),
    features: Array.from({ length: actions }, (_, action) =>
      Float64Array.from(terms, (term) =>
        term.reduce((product, power, input) => product * legendre(power, values[action * width + input] ?? 0), 1),
      ),
    ),
  };
}

/** All lists of powers with this sum, each at most as high as its weight allows. */
function exponents(powers: readonly number[], sum: number): readonly (readonly number[])[] {
  const [most, ...rest] = powers;
  if (most === undefined) return sum === 0 ? [[]] : [];
  return Array.from({ length: Math.min(most, sum) + 1 }, (_, power) => power).flatMap((power) =>
    exponents(rest, sum - power).map((others) => [power, ...others]),
  );
}

function legendre(degree: number, x: number): number {
  let [before, value] = [0, 1];
  for (let step = 0; step < degree; step += 1) [before, value] = [value, ((2 * step + 1) * x * value - step * before) / (step + 1)];
  return value;
}
