/** Why a folder is not a usable bundle: one reason, and the file it lies in. */
export class BundleProblem extends Error {
  /** Name inside the bundle folder. */
  readonly file: string;

  constructor(file: string, reason: string) {
    super(`${file}: ${reason}`);
    this.name = 'BundleProblem';
    this.file = file;
  }
}
