import type { Behaviour, ChatRequest } from '../../support/scripted-server.ts';
import { ScriptedServer } from '../../support/scripted-server.ts';

/** What the model is asked to do, read off its prompt as a model would. */
export type Job = 'propose' | 'divide' | 'sample' | 'tests' | 'probes' | 'distinguish' | 'other';

/** What a model knows of one function. Code is without fences. */
export interface Knowledge {
  /** The function with stubs of the helpers it wants. */
  readonly divided?: string;
  /** Implementations, given in turn. */
  readonly samples: readonly string[];
  readonly tests?: string;
  readonly probes?: string;
}

export interface Ask {
  readonly job: Job;
  /** The function that it is about; empty for a proposal. */
  readonly name: string;
  readonly request: ChatRequest;
}

type Answer = Behaviour | undefined;

/**
 * A language model for tests: a server on loopback that looks up its answers by function. Tests may
 * hold answers back, and let it misbehave.
 */
export class ScriptedModel {
  readonly server: ScriptedServer;
  readonly asked: Ask[] = [];
  /** Answers instead of the book where it gives something. */
  interrupt: (ask: Ask, ordinal: number) => Answer | Promise<Answer> = () => undefined;
  readonly #book: Readonly<Record<string, Knowledge>>;
  readonly #given = new Map<string, number>();
  #proposal = '';

  constructor(book: Readonly<Record<string, Knowledge>>) {
    this.#book = book;
    this.server = new ScriptedServer(async (request) => {
      const ask = { ...read(request), request };
      const ordinal = this.asked.push(ask) - 1;
      return (await this.interrupt(ask, ordinal)) ?? this.#answer(ask);
    });
  }

  /** The stub that is given for a description. */
  propose(stub: string): void {
    this.#proposal = stub;
  }

  /** Holds back the answers to one kind of job until the returned function is called. */
  hold(which: (ask: Ask) => boolean): () => void {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.interrupt = async (ask) => {
      if (which(ask)) await released;
      return undefined;
    };
    return release;
  }

  #answer({ job, name, request }: Ask): Behaviour {
    const known = this.#book[name];
    const count = request.n ?? 1;
    if (job === 'propose') return fencedAnswer([this.#proposal]);
    if (!known) return fencedAnswer(Array.from({ length: count }, () => ''));
    switch (job) {
      case 'divide':
        return fencedAnswer([known.divided ?? known.samples[0] ?? '']);
      case 'sample':
        return fencedAnswer(Array.from({ length: count }, () => this.#nextSample(name, known)));
      case 'tests':
        return fencedAnswer(Array.from({ length: count }, () => known.tests ?? ''));
      case 'probes':
      case 'distinguish':
        return fencedAnswer([known.probes ?? '']);
      case 'other':
        return fencedAnswer(Array.from({ length: count }, () => known.samples[0] ?? ''));
    }
  }

  #nextSample(name: string, { samples }: Knowledge): string {
    const given = this.#given.get(name) ?? 0;
    this.#given.set(name, given + 1);
    return samples[given % samples.length] ?? '';
  }
}

function fencedAnswer(texts: readonly string[]): Behaviour {
  return { kind: 'answer', samples: texts.map((text) => `\`\`\`\n${text}\n\`\`\``) };
}

function read(request: ChatRequest): { job: Job; name: string } {
  const prompt = request.messages.at(-1)?.content ?? '';
  const name = (pattern: RegExp) => pattern.exec(prompt)?.[1];
  const tests = name(/Write \d+ tests for `([^`]+)`/);
  if (tests !== undefined) return { job: 'tests', name: tests };
  const probes = name(/Write calls of `([^`]+)`/);
  if (probes !== undefined) return { job: 'probes', name: probes };
  const distinguished = name(/Give up to \d+ calls of `([^`]+)`/);
  if (distinguished !== undefined) return { job: 'distinguish', name: distinguished };
  if (prompt.includes('A new function is wanted')) return { job: 'propose', name: '' };
  const implemented = name(/Implement `([^`]+)`\./);
  if (implemented === undefined) {
    return { job: 'other', name: name(/`(\w+)`/) ?? '' };
  }
  return { job: /new helper/.test(prompt) ? 'divide' : 'sample', name: implemented };
}

/** An answer from the book that depends on the request alone, so that the same one comes again. */
export function answerFromBook(
  book: Readonly<Record<string, Knowledge>>,
  request: ChatRequest,
): Behaviour {
  const { job, name } = read(request);
  const known = book[name];
  const texts = Array.from({ length: request.n ?? 1 }, (_, index) => {
    if (job === 'divide') return known?.divided ?? known?.samples[0] ?? '';
    if (job === 'tests') return known?.tests ?? '';
    if (job === 'probes') return known?.probes ?? '';
    return known?.samples[index % known.samples.length] ?? '';
  });
  return fencedAnswer(texts);
}
