/** log(p / (1 - p)). */
export function logOdds(probability: number): number {
  return Math.log(probability / (1 - probability));
}
