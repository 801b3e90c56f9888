import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CapturedNode, Parser } from '../../core/ports.ts';
import type { SyntaxSummary } from '../../core/syntax.ts';
import { SyntaxTree, type TreeData } from '../../core/syntax-tree.ts';
import type { LanguageId } from '../../core/text.ts';
import { grammars } from './grammar.ts';
import { RecentTrees } from './recent-trees.ts';
import type {
  ParserQuestion,
  ParserReply,
  ParserRequest,
  ParserValue,
  WorkerSettings,
} from './protocol.ts';

export interface WorkerParserOptions extends WorkerSettings {
  /** The worker's script: `dist/parser-worker.mjs`, or `worker.ts` where Node strips types. */
  readonly script: string | URL;
  /** A text that takes longer than this ends the worker; the next request starts another. */
  readonly limitMs?: number;
  /** A worker that had nothing to do for so long is ended, which frees its memory. */
  readonly idleMs?: number;
}

export type ParseErrorReason = 'timeout' | 'failed' | 'disposed';

/** The text could not be parsed in time, or the worker died. */
export class ParseError extends Error {
  readonly reason: ParseErrorReason;

  constructor(reason: ParseErrorReason, message: string) {
    super(message);
    this.name = 'ParseError';
    this.reason = reason;
  }
}

/** Options for an installation whose files lie in one folder, as the bundles have it. */
export function packagedParser(assets: string): WorkerParserOptions {
  const names = ['web-tree-sitter.wasm', ...Object.values(grammars).map(({ wasm }) => wasm)];
  return {
    script: join(assets, 'parser-worker.mjs'),
    queries: join(assets, 'queries'),
    wasm: Object.fromEntries(names.map((name) => [name, join(assets, 'grammars', name)])),
  };
}

interface Job {
  readonly request: ParserRequest;
  readonly resolve: (value: ParserValue) => void;
  readonly reject: (error: ParseError) => void;
}

/**
 * Parses in a worker thread that is started on first use and does not keep the process alive while
 * idle. One text at a time is with the worker, so that one that hangs or kills it costs no other
 * its answer. The owner disposes of it.
 */
export class WorkerParser implements Parser {
  readonly #options: WorkerParserOptions;
  readonly #limitMs: number;
  readonly #idleMs: number;
  readonly #waiting: Job[] = [];
  #running: Job | undefined;
  #worker: Worker | undefined;
  /** The limit of the running job, or the end of an idle worker. */
  #timer: NodeJS.Timeout | undefined;
  readonly #ending = new Set<Promise<unknown>>();
  readonly #trees = new RecentTrees();
  #disposed = false;
  #count = 0;

  constructor(options: WorkerParserOptions) {
    this.#options = options;
    this.#limitMs = options.limitMs ?? 10_000;
    this.#idleMs = options.idleMs ?? 120_000;
  }

  async summarize(language: LanguageId, text: string): Promise<SyntaxSummary> {
    return (await this.#ask({ kind: 'summarize', language, text })) as SyntaxSummary;
  }

  tree(language: LanguageId, text: string): Promise<SyntaxTree> {
    return this.#trees.of(language, text, async () => {
      const data = (await this.#ask({ kind: 'tree', language, text })) as TreeData;
      return new SyntaxTree(language, text, data);
    });
  }

  /** Nodes that a tree-sitter query captures; rejects for a query that the grammar does not know. */
  async nodes(language: LanguageId, text: string, query: string): Promise<readonly CapturedNode[]> {
    return (await this.#ask({ kind: 'nodes', language, text, query })) as readonly CapturedNode[];
  }

  /** True while a worker thread exists. */
  get isRunning(): boolean {
    return this.#worker !== undefined;
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#trees.clear();
    const closed = new ParseError('disposed', 'The parser was closed.');
    const jobs = [...(this.#running ? [this.#running] : []), ...this.#waiting.splice(0)];
    this.#running = undefined;
    for (const job of jobs) job.reject(closed);
    this.#endWorker();
    await Promise.all(this.#ending);
  }

  #ask(request: ParserQuestion): Promise<ParserValue> {
    if (this.#disposed) return Promise.reject(new ParseError('disposed', 'The parser was closed.'));
    this.#count += 1;
    const numbered: ParserRequest = { ...request, id: this.#count };
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request: numbered, resolve, reject });
      this.#next();
    });
  }

  /** Hands the next text to the worker, or lets an idle worker go after a while. */
  #next(): void {
    if (this.#running) return;
    clearTimeout(this.#timer);
    const job = this.#waiting.shift();
    if (!job) {
      this.#worker?.unref();
      this.#timer = setTimeout(() => this.#endWorker(), this.#idleMs).unref();
      return;
    }
    this.#running = job;
    const worker = this.#worker ?? this.#startWorker();
    worker.ref();
    worker.postMessage(job.request);
    this.#timer = setTimeout(() => {
      this.#endWorker();
      const seconds = this.#limitMs / 1000;
      this.#fail(job, 'timeout', `Parsing took longer than ${seconds} s and was stopped.`);
    }, this.#limitMs);
  }

  #startWorker(): Worker {
    const { script, wasm, queries } = this.#options;
    const worker = new Worker(script, {
      workerData: { wasm, queries } satisfies WorkerSettings,
    });
    this.#worker = worker;
    worker.on('message', (reply: ParserReply) => {
      const job = this.#running;
      if (job?.request.id !== reply.id) return;
      if (!reply.ok) {
        this.#fail(job, 'failed', reply.message);
        return;
      }
      this.#running = undefined;
      job.resolve(reply.value);
      this.#next();
    });
    worker.on('error', (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      this.#lost(worker, `The parser failed: ${message}`);
    });
    worker.on('exit', () => this.#lost(worker, 'The parser ended unexpectedly.'));
    return worker;
  }

  #lost(worker: Worker, message: string): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    if (this.#running) this.#fail(this.#running, 'failed', message);
  }

  #fail(job: Job, reason: ParseErrorReason, message: string): void {
    if (this.#running !== job) return;
    this.#running = undefined;
    job.reject(new ParseError(reason, message));
    this.#next();
  }

  #endWorker(): void {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#worker = undefined;
    if (!worker) return;
    const ended: Promise<unknown> = worker.terminate().finally(() => this.#ending.delete(ended));
    this.#ending.add(ended);
  }
}
