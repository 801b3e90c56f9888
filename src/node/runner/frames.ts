/** Frames: a 32-bit big-endian length, then that many bytes. */

export function frame(payload: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(4 + payload.length);
  out.writeUInt32BE(payload.length, 0);
  out.set(payload, 4);
  return out;
}

/**
 * Cuts a stream of chunks into frames. Holds at most one incomplete frame; a length beyond `limit`
 * makes it `broken`, after which it drops everything: the sender is hostile or lost.
 */
export class FrameReader {
  readonly #limit: number;
  #chunks: Buffer[] = [];
  #length = 0;
  #broken = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get broken(): boolean {
    return this.#broken;
  }

  /** Bytes of an incomplete frame. */
  get pending(): number {
    return this.#length;
  }

  push(chunk: Buffer): Buffer[] {
    if (this.#broken) return [];
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    const frames: Buffer[] = [];
    for (;;) {
      const size = this.#size();
      if (size !== undefined && size > this.#limit) {
        this.#broken = true;
        this.reset();
        return frames;
      }
      if (size === undefined || this.#length < 4 + size) return frames;
      const all = this.#joined();
      frames.push(all.subarray(4, 4 + size));
      const rest = all.subarray(4 + size);
      this.#chunks = rest.length > 0 ? [rest] : [];
      this.#length = rest.length;
    }
  }

  /** Forgets an incomplete frame and gives its bytes up. */
  reset(): void {
    this.#chunks = [];
    this.#length = 0;
  }

  #size(): number | undefined {
    if (this.#length < 4) return undefined;
    const first = this.#chunks[0];
    return (first !== undefined && first.length >= 4 ? first : this.#joined()).readUInt32BE(0);
  }

  #joined(): Buffer {
    const [first] = this.#chunks;
    if (this.#chunks.length === 1 && first !== undefined) return first;
    const all = Buffer.concat(this.#chunks);
    this.#chunks = [all];
    return all;
  }
}
