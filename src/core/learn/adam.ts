/** Adam (Kingma and Ba 2015, algorithm 1) with decoupled weight decay, on one flat vector that it changes in place. */
export class Adam {
  readonly #mean: Float64Array;
  readonly #square: Float64Array;
  readonly #decay: Float32Array;
  #meanPower = 1;
  #squarePower = 1;

  /** `decay` holds, per parameter, the share of itself that it loses per unit of learning rate. */
  constructor(decay: Float32Array) {
    this.#mean = new Float64Array(decay.length);
    this.#square = new Float64Array(decay.length);
    this.#decay = decay;
  }

  step(parameters: Float32Array, gradient: Float32Array, rate: number): void {
    const [first, second, tiny] = [0.9, 0.999, 1e-8];
    this.#meanPower *= first;
    this.#squarePower *= second;
    const scale = rate / (1 - this.#meanPower);
    const rescale = 1 / (1 - this.#squarePower);
    for (let place = 0; place < parameters.length; place += 1) {
      const slope = gradient[place] ?? 0;
      const mean = first * (this.#mean[place] ?? 0) + (1 - first) * slope;
      const square = second * (this.#square[place] ?? 0) + (1 - second) * slope * slope;
      this.#mean[place] = mean;
      this.#square[place] = square;
      const value = parameters[place] ?? 0;
      parameters[place] = value - (scale * mean) / (Math.sqrt(square * rescale) + tiny) - rate * (this.#decay[place] ?? 0) * value;
    }
  }
}
