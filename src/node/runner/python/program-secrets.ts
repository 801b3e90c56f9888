import { randomBytes } from 'node:crypto';

const secretBytes = 16;

/**
 * What the frames of each program of a batch begin with. All but the first wait in the channel, and the process
 * takes one out when the program before has ended and was found to have left everything as it was: no program
 * finds another's secret beside it, and what it writes can pass for its own frames alone.
 */
export class ProgramSecrets {
  readonly #all: Buffer;
  /** How many programs had a frame. */
  #opened = 0;

  constructor(programs: number) {
    this.#all = randomBytes(Math.max(1, programs) * secretBytes);
  }

  /** For the order. */
  get first(): Buffer {
    return this.#of(0);
  }

  /** For the channel. */
  get others(): Buffer {
    return this.#all.subarray(secretBytes);
  }

  /** Whether the process may have left some in the channel. */
  get unread(): boolean {
    return this.#opened * secretBytes < this.#all.length;
  }

  /** What a frame of a program says; undefined where it lacks the secret. */
  opened(payload: Buffer, program: number): Buffer | undefined {
    const secret = this.#of(program);
    if (secret.length === 0 || !payload.subarray(0, secretBytes).equals(secret)) return undefined;
    this.#opened = Math.max(this.#opened, program + 1);
    return payload.subarray(secretBytes);
  }

  #of(program: number): Buffer {
    return this.#all.subarray(program * secretBytes, (program + 1) * secretBytes);
  }
}
