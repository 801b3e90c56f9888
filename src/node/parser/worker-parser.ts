import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ParsedSource, SourceParser } from '../../core/ports.ts';
import type { SyntaxReader, SyntaxSummary } from '../../core/task/syntax.ts';
import type { LanguageId } from '../../core/text.ts';
import { parsedSource } from '../../core/task/parsed-source.ts';
import { grammars } from './grammar.ts';
import type { CapturedNode, ParserReply, ParserRequest, WorkerSettings } from './protocol.ts';

export interface WorkerParserOptions extends WorkerSettings {
  /** The worker's script: `dist/parser-worker.mjs`, or `worker.ts` where Node strips types. */
  readonly script: string | URL;
  /** A text that takes longer than this ends the worker; the next request starts another. */
  readonly limitMs?: number;
}

/** The text could not be parsed in time, or the worker died. */
export class ParseError extends Error {
  readonly reason: 'timeout' | 'failed' | 'disposed';

  constructor(reason: 'timeout' | 'failed' | 'disposed', message: string) {
    super(message);
    this.name = 'ParseError';
    this.reason = reason;
  }
}

interface Pending {
  readonly resolve: (value: SyntaxSummary | readonly CapturedNode[]) => void;
  readonly reject: (error: ParseError) => void;
}

type Unnumbered<T> = T extends unknown ? Omit<T, 'id'> : never;

/** Options for an installation whose files lie in one folder, as the bundles have it. */
export function packagedParser(assets: string): WorkerParserOptions {
  const names = ['web-tree-sitter.wasm', ...Object.values(grammars).map(({ wasm }) => wasm)];
  return {
    script: join(assets, 'parser-worker.mjs'),
    queries: join(assets, 'queries'),
    wasm: Object.fromEntries(names.map((name) => [name, join(assets, 'grammars', name)])),
  };
}

/**
 * Parses in a worker thread that is started on first use and does not keep the process alive while
 * idle. The owner disposes of it.
 */
export class WorkerParser implements SourceParser, SyntaxReader {
  readonly #options: WorkerParserOptions;
  readonly #limitMs: number;
  #worker: Worker | undefined;
  #disposed = false;
  #next = 0;
  readonly #pending = new Map<number, Pending>();

  constructor(options: WorkerParserOptions) {
    this.#options = options;
    this.#limitMs = options.limitMs ?? 10_000;
  }

  async summarize(language: LanguageId, text: string): Promise<SyntaxSummary> {
    return (await this.#ask({ kind: 'summarize', language, text })) as SyntaxSummary;
  }

  async parse(language: LanguageId, text: string): Promise<ParsedSource> {
    return parsedSource(await this.summarize(language, text), language, text);
  }

  /** Nodes that a tree-sitter query captures; rejects for a query that the grammar does not know. */
  async nodes(language: LanguageId, text: string, query: string): Promise<readonly CapturedNode[]> {
    return (await this.#ask({ kind: 'nodes', language, text, query })) as readonly CapturedNode[];
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    await this.#end(new ParseError('disposed', 'The parser was closed.'));
  }

  #ask(request: Unnumbered<ParserRequest>): Promise<SyntaxSummary | readonly CapturedNode[]> {
    if (this.#disposed) return Promise.reject(new ParseError('disposed', 'The parser was closed.'));
    const worker = this.#start();
    const id = (this.#next += 1);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const message = `Parsing took longer than ${this.#limitMs / 1000} s.`;
        this.#end(new ParseError('timeout', message)).catch(reject);
      }, this.#limitMs);
      const settle = () => {
        clearTimeout(timer);
        this.#pending.delete(id);
        if (this.#pending.size === 0) worker.unref();
      };
      this.#pending.set(id, {
        resolve: (value) => {
          settle();
          resolve(value);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      });
      worker.ref();
      worker.postMessage({ ...request, id } satisfies ParserRequest);
    });
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const { wasm, queries } = this.#options;
    const worker = new Worker(this.#options.script, {
      workerData: { wasm, queries } satisfies WorkerSettings,
    });
    worker.on('message', (reply: ParserReply) => {
      const pending = this.#pending.get(reply.id);
      if (reply.ok) pending?.resolve(reply.value);
      else pending?.reject(new ParseError('failed', reply.message));
    });
    const ended = (message: string) => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      this.#rejectAll(new ParseError('failed', message));
    };
    worker.on('error', (error: unknown) =>
      ended(`The parser failed: ${error instanceof Error ? error.message : String(error)}`),
    );
    worker.on('exit', () => ended('The parser ended unexpectedly.'));
    this.#worker = worker;
    return worker;
  }

  async #end(reason: ParseError): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#rejectAll(reason);
    await worker?.terminate();
  }

  #rejectAll(error: ParseError): void {
    for (const pending of [...this.#pending.values()]) pending.reject(error);
  }
}
