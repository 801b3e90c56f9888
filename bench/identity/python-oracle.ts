import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Opened, Oracle, Variant, Variation } from './oracle.ts';
import type { Judgement } from './outcome.ts';

const script = fileURLToPath(new URL('./oracle.py', import.meta.url));

/** Asks `oracle.py`, one request at a time, in one process that lives until it is disposed of. */
export class PythonOracle implements Oracle {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #replies: AsyncIterator<string>;
  #errors = '';

  constructor(python = 'python3') {
    this.#process = spawn(python, ['-B', '-X', 'utf8', script]);
    this.#replies = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
    this.#process.stderr.on('data', (data: Buffer) => (this.#errors += data.toString()));
    this.#process.on('error', (error) => (this.#errors += error.message));
  }

  open(_path: string, text: string): Promise<Opened> {
    return this.#ask({ do: 'open', text }) as Promise<Opened>;
  }

  async vary(at: number, variants: readonly Variant[]): Promise<readonly Variation[]> {
    const wanted = variants.filter((variant) => variant !== 'doc');
    const reply = await this.#ask({ do: 'vary', function: at, variants: wanted });
    return (reply as { readonly variations: readonly Variation[] }).variations;
  }

  judge(variant: Variant, after: string): Promise<Judgement> {
    return this.#ask({ do: 'judge', variant, after }) as Promise<Judgement>;
  }

  async dispose(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.pid === undefined) return;
    const gone = once(this.#process, 'exit');
    this.#process.stdin.end();
    await gone;
  }

  async #ask(request: Readonly<Record<string, unknown>>): Promise<unknown> {
    this.#process.stdin.write(`${JSON.stringify(request)}\n`);
    const reply = await this.#replies.next();
    if (reply.done) throw new Error(`The Python oracle ended.\n${this.#errors}`);
    return JSON.parse(reply.value);
  }
}
