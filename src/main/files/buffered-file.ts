import { open, type FileHandle } from 'node:fs/promises';

/** Bytes gathered before they are written. */
const bufferBytes = 1024 * 1024;

/** Gathers small writes, so that thousands of short sequences are few system calls. */
export class BufferedFile {
  readonly #file: FileHandle;
  #parts: Buffer[] = [];
  #bytes = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async create(path: string): Promise<BufferedFile> {
    return new BufferedFile(await open(path, 'wx', 0o600));
  }

  async write(bytes: Buffer): Promise<void> {
    this.#parts.push(bytes);
    this.#bytes += bytes.length;
    if (this.#bytes >= bufferBytes) await this.#flush();
  }

  async close(): Promise<void> {
    await this.#flush();
    await this.#file.close();
  }

  async #flush(): Promise<void> {
    if (this.#bytes === 0) return;
    const parts = this.#parts;
    this.#parts = [];
    this.#bytes = 0;
    await this.#file.writeFile(Buffer.concat(parts));
  }
}
