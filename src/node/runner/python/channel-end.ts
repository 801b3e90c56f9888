import type { EndReport } from './server-link.ts';

/** A frame of its own: its head, one letter and 16 random bytes. */
const markBytes = 21;
const markLetter = 'M'.charCodeAt(0);

/** Whether a frame has the form of a mark. */
export function isMark(payload: Buffer): boolean {
  return payload.length === markBytes - 4 && payload[0] === markLetter;
}

/** Knows when all bytes of a child have come: the server says it is gone, and its mark was seen. */
export class ChannelEnd {
  #tail = Buffer.alloc(0);
  #report: EndReport | undefined;

  onData(chunk: Buffer): void {
    this.#tail = Buffer.from(
      chunk.length >= markBytes
        ? chunk.subarray(-markBytes)
        : Buffer.concat([this.#tail, chunk]).subarray(-markBytes),
    );
  }

  onEnded(report: EndReport): void {
    this.#report = report;
  }

  /** What the server said, once nothing more can come. */
  get report(): EndReport | undefined {
    return this.over ? this.#report : undefined;
  }

  get over(): boolean {
    return this.#report !== undefined && this.#tail.equals(this.#report.mark);
  }
}
