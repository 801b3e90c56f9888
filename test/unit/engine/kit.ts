import type { Solution } from '../../../src/core/solution.ts';
import { createHash } from 'node:crypto';
import type {
  Clock,
  Hash,
  Model,
  ModelFailure,
  ModelOptions,
  ModelReply,
  ModelRequest,
  RunFailure,
  Runner,
  RunReply,
  RunRequest,
  Parser,
} from '../../../src/core/ports.ts';
import { fail, ok, type Result } from '../../../src/core/result.ts';
import type { Selector } from '../../../src/core/selectors/selector.ts';
import { defaultSettings, type RunSettings } from '../../../src/core/settings.ts';
import type { Strategy, StrategyContext } from '../../../src/core/engine/strategy.ts';
import type { Task } from '../../../src/core/task.ts';
import type { Contract } from '../../../src/core/contract.ts';
import type { Operator } from '../../../src/core/engine/operator.ts';
import { Engine, type EngineParts, type SessionOptions } from '../../../src/core/engine/engine.ts';
import type { Routine } from '../../../src/core/engine/step.ts';
import { Cancellation } from '../../../src/core/engine/cancellation.ts';
import { MemoryStore } from '../../support/memory-store.ts';

export const sha256: Hash = (text) => createHash('sha256').update(text).digest('hex');

/** A clock that moves one second whenever it is read for a duration. */
export function tickingClock(): Clock {
  let ticks = 0;
  return {
    now: () => Date.UTC(2026, 0, 31) + 1000 * ticks,
    monotonic: () => 1000 * (ticks += 1),
  };
}

export function contractOf(name: string): Contract {
  return { name, parameters: [], description: `makes ${name}`, examples: [] };
}

export const task: Task = {
  language: 'python',
  target: {
    snapshot: {
      uri: 'file:///work/shop.py',
      languageId: 'python',
      version: 0,
      text: 'def total(): ...\n',
    },
    kind: 'function',
    qualifiedName: 'total',
    range: { start: 0, end: 16 },
    body: { start: 13, end: 16 },
    signature: 'def total():',
    indent: '',
    isStub: true,
  },
  contract: contractOf('total'),
  examples: [],
  context: {
    imports: [],
    declarations: [],
    enclosing: '',
    related: [],
    moduleNames: [],
    tokens: 0,
  },
  scaffold: { prelude: '', open: '', close: '', indent: '' },
};

export interface AskInput {
  readonly text: string;
  readonly samples?: number;
  readonly maxTokens?: number;
}

/** An operator whose output is the samples' texts. */
export function echo(name: string): Operator<AskInput, readonly string[]> {
  return {
    name,
    makes: `what ${name} makes`,
    prompt: ({ text, samples = 1, maxTokens = 100 }) => ({
      messages: [{ role: 'user', content: text }],
      samples,
      temperature: 0.8,
      maxTokens,
    }),
    parse: (reply) => Promise.resolve(reply.samples.map(({ text }) => text)),
  };
}

/** What a test model answers to one request; a promise holds the answer back. */
export type Answering = (
  request: ModelRequest,
  options: ModelOptions,
) => Result<ModelReply, ModelFailure> | Promise<Result<ModelReply, ModelFailure>>;

/** Texts that depend on the request alone, so that a repeated call gets the same answer. */
export function answerFor(request: ModelRequest, action: string): ModelReply {
  const texts = Array.from({ length: request.samples }, (_, index) =>
    sha256(`${action} ${request.messages.map(({ content }) => content).join()} ${index}`).slice(
      0,
      8,
    ),
  );
  return reply(texts, 10 + (parseInt(sha256(action).slice(0, 4), 16) % 80));
}

export function reply(texts: readonly string[], tokens = 10): ModelReply {
  return {
    samples: texts.map((text) => ({ text, finish: 'stop' })),
    usage: { promptTokens: 5, completionTokens: tokens * texts.length, estimated: false },
    model: 'scripted',
    notices: [],
  };
}

/**
 * A model at the port, for tests of ordering and of the budget that no server can make
 * deterministic. Refuses at once when cancelled, as adapters do.
 */
export class PortModel implements Model {
  readonly id = 'scripted';
  readonly calls: string[] = [];
  active = 0;
  mostActive = 0;
  readonly #answer: Answering;

  constructor(answer: Answering = (request, { action }) => ok(answerFor(request, action))) {
    this.#answer = answer;
  }

  async complete(
    request: ModelRequest,
    options: ModelOptions,
  ): Promise<Result<ModelReply, ModelFailure>> {
    this.calls.push(options.action);
    this.active += 1;
    this.mostActive = Math.max(this.mostActive, this.active);
    try {
      return await untilCancelled(Promise.resolve(this.#answer(request, options)), options.signal);
    } finally {
      this.active -= 1;
    }
  }
}

function untilCancelled<T>(
  answer: Promise<T>,
  signal: ModelOptions['signal'],
): Promise<T | Result<never, ModelFailure>> {
  const cancelled = fail({ reason: 'cancelled' as const, message: 'The request was cancelled.' });
  if (signal.aborted) return Promise.resolve(cancelled);
  return new Promise((resolve, reject) => {
    const abort = () => {
      resolve(cancelled);
    };
    signal.addEventListener('abort', abort);
    answer.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}

/** A runner whose outcomes depend on the program's text alone. */
export class PortRunner implements Runner {
  readonly #before: (() => Promise<unknown> | undefined) | undefined;
  failure: RunFailure | undefined;

  constructor(before?: () => Promise<unknown> | undefined) {
    this.#before = before;
  }

  async run(request: RunRequest): Promise<Result<RunReply, RunFailure>> {
    await this.#before?.();
    if (this.failure) return fail(this.failure);
    return ok({
      results: request.programs.map(({ source }) =>
        request.checks.map(({ call }) => ({
          outcome: { kind: 'value', value: sha256(source + call).slice(0, 1), ms: 1.25 },
          passed: sha256(source).charCodeAt(0) % 2 === 0,
        })),
      ),
    });
  }
}

export const noParser: Parser = {
  tree: () => Promise.reject(new Error('These tests parse nothing.')),
  summarize: () => Promise.reject(new Error('These tests parse nothing.')),
  nodes: () => Promise.reject(new Error('These tests parse nothing.')),
};

/** Stands in the place of the default selector. */
export const firstSelector: Selector = {
  name: defaultSettings.selector,
  rank: (matrix) => ({
    order: matrix.rows.map(({ candidate }) => ({ candidate, score: 0, evidence: [] })),
    decision: 'accept',
    confidence: 1,
  }),
};

export function strategyOf(solve: (context: StrategyContext) => Routine<Solution>): Strategy {
  return { name: 'funcoder', solve };
}

/** A solution that carries a text, so that tests can compare what strategies computed. */
export function solutionOf(code: string, accepted = true): Solution {
  return {
    accepted,
    functions: [
      {
        contract: contractOf('total'),
        candidate: {
          id: 'total/1',
          contract: 'total',
          code,
          imports: [],
          origin: {
            operator: 'sample',
            action: '',
            sample: 0,
            model: 'scripted',
            temperature: 0,
            promptHash: '',
            tokens: 0,
          },
        },
        evidence: [],
        accepted,
      },
    ],
    tests: [],
    agreement: { agrees: 1, of: 1 },
    passed: { passed: 0, of: 0 },
  };
}

export function codeOf(solution: Solution | undefined): string | undefined {
  return solution?.functions[0]?.candidate.code;
}

export interface Bench {
  readonly engine: Engine;
  readonly store: MemoryStore;
  readonly model: PortModel;
  readonly runner: PortRunner;
}

export function benchOf(
  strategy: Strategy,
  parts: Partial<EngineParts> & {
    readonly model?: PortModel;
    readonly runner?: PortRunner;
    readonly store?: MemoryStore;
  } = {},
): Bench {
  const store = parts.store ?? new MemoryStore();
  const model = parts.model ?? new PortModel();
  const runner = parts.runner ?? new PortRunner();
  const engine = new Engine({
    parser: noParser,
    clock: tickingClock(),
    hash: sha256,
    strategies: [strategy],
    selectors: [firstSelector],
    version: '0.0.0-test',
    ...parts,
    model,
    runner,
    store,
  });
  return { engine, store, model, runner };
}

export function settingsOf(changes: Partial<RunSettings> = {}): RunSettings {
  return { ...defaultSettings, budget: {}, ...changes };
}

export function options(more: Partial<SessionOptions> = {}): SessionOptions {
  return { signal: new Cancellation(), ...more };
}

/** The value of a Result that must be one. */
export function valueOf<T, E>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(`unexpected failure: ${JSON.stringify(result.error)}`);
  return result.value;
}
