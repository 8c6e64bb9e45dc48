/** Compensated (Neumaier) sum: the error does not grow with the number of terms. Sums of parts may be merged. */
export class CompensatedSum {
  #sum = 0;
  #correction = 0;

  add(value: number): void {
    const total = this.#sum + value;
    this.#correction += Math.abs(this.#sum) >= Math.abs(value) ? this.#sum - total + value : value - total + this.#sum;
    this.#sum = total;
  }

  merge(other: CompensatedSum): void {
    this.add(other.#sum);
    this.add(other.#correction);
  }

  get value(): number {
    // An infinite or undefined total has no correction.
    return Number.isFinite(this.#sum) ? this.#sum + this.#correction : this.#sum;
  }
}

/** Compensated sum of an array. */
export function sum(values: ArrayLike<number>): number {
  // Written out: this is the inner loop of every estimate.
  let total = 0;
  let correction = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    const next = total + value;
    correction += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return Number.isFinite(total) ? total + correction : total;
}

/** Mean of an array; NaN when it is empty. */
export function mean(values: ArrayLike<number>): number {
  return sum(values) / values.length;
}
