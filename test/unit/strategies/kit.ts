import type { Answer, Question } from '../../../src/core/question.ts';
import { stripTypeScriptTypes } from 'node:module';
import type { Probe, Test } from '../../../src/core/check.ts';
import type { StrategyEvent } from '../../../src/core/view/event.ts';
import type { AskAction, AskFailure, Routine, Step } from '../../../src/core/engine/step.ts';
import type { Outcome } from '../../../src/core/outcome.ts';
import type { Contract } from '../../../src/core/contract.ts';
import type { CheckResult, RunReply, RunRequest, Parser } from '../../../src/core/ports.ts';
import { SeededRandom } from '../../../src/core/random.ts';
import { fail, ok } from '../../../src/core/result.ts';
import { balance } from '../../../src/core/selectors/balance.ts';
import { defaultSettings, type RunSettings } from '../../../src/core/settings.ts';
import type { StrategyContext } from '../../../src/core/engine/strategy.ts';
import { printCanonical } from '../../../src/core/values/canonical.ts';
import type { Value } from '../../../src/core/values/value.ts';
import type { Task } from '../../../src/core/task.ts';
import type { LanguageId } from '../../../src/core/text.ts';

/** What a scripted model answers to one ask: texts, one per sample, or a failure. */
export type Script = (
  ask: { readonly node: string; readonly operator: string; readonly ordinal: number },
  prompt: string,
  samples: number,
) => readonly string[] | AskFailure;

export interface Play {
  readonly answer: Script;
  readonly run: (request: RunRequest) => RunReply;
  readonly question?: (question: Question) => Answer;
}

/** What happened while a routine was driven. */
export interface Played<T> {
  readonly result: T;
  /** `operator node` of each ask, in the order in which they were made. */
  readonly asks: readonly string[];
  /** Asks of which each had to wait for the one before. */
  readonly roundTrips: number;
  readonly prompts: ReadonlyMap<string, string>;
  readonly runs: readonly (RunRequest & { readonly purpose: string })[];
  readonly events: readonly StrategyEvent[];
  /** Most asks that were open at one time. */
  readonly questions: readonly Question[];
}

/**
 * Drives a routine by hand: each step is answered at once, the children of an `all` one after the
 * other, in their order or, with `backwards`, in the reverse of it.
 */
export async function play<T>(
  routine: Routine<T>,
  script: Play,
  parser: Parser,
  backwards = false,
): Promise<Played<T>> {
  const asks: string[] = [];
  let roundTrips = 0;
  const prompts = new Map<string, string>();
  const runs: (RunRequest & { readonly purpose: string })[] = [];
  const events: StrategyEvent[] = [];
  const questions: Question[] = [];
  const ordinals = new Map<string, number>();

  async function drive<R>(each: Routine<R>): Promise<R> {
    let turn = each.next();
    while (turn.done !== true) turn = each.next(await answerTo(turn.value));
    return turn.value;
  }

  async function answerTo(step: Step): Promise<unknown> {
    switch (step.kind) {
      case 'report':
        events.push(step.event);
        return undefined;
      case 'derive':
        return step.compute({ parser });
      case 'all': {
        const order = step.children.map((_, at) => at);
        if (backwards) order.reverse();
        const results: unknown[] = [];
        const begun = roundTrips;
        let longest = begun;
        for (const at of order) {
          roundTrips = begun;
          results[at] = await drive(step.children[at]!.routine);
          longest = Math.max(longest, roundTrips);
        }
        roundTrips = longest;
        return results;
      }
      case 'question':
        questions.push(step.question);
        return script.question?.(step.question) ?? { kind: 'unanswered' };
      case 'run':
        runs.push({ ...step.request, purpose: step.purpose });
        return script.run(step.request);
      case 'ask':
        return asked(step);
    }
  }

  async function asked({ node, operator, input }: AskAction): Promise<unknown> {
    const request = operator.prompt(input);
    const key = `${operator.name} ${node}`;
    const ordinal = ordinals.get(key) ?? 0;
    ordinals.set(key, ordinal + 1);
    asks.push(key);
    roundTrips += 1;
    const prompt = request.messages.map(({ content }) => content).join('\n');
    prompts.set(key, prompt);
    const texts = script.answer(
      { node, operator: operator.name, ordinal },
      prompt,
      request.samples,
    );
    if (!Array.isArray(texts)) return fail(texts);
    const reply = {
      samples: (texts as readonly string[]).map((text) => ({ text, finish: 'stop' as const })),
      usage: { promptTokens: 10, completionTokens: 10, estimated: false },
      model: 'scripted',
      notices: [],
    };
    const output = await operator.parse(reply, input, { parser });
    const action = `${node}:${operator.name}:${ordinal}`;
    return ok({ action, model: 'scripted', promptHash: 'hash', tokensPerSample: 10, output });
  }

  const result = await drive(routine);
  return { result, asks, roundTrips, prompts, runs, events, questions };
}

export function contextOf(task: Task, settings: Partial<RunSettings> = {}): StrategyContext {
  return {
    task,
    settings: { ...defaultSettings, adaptive: false, reference: false, ...settings },
    random: new SeededRandom(1),
    selector: balance,
  };
}

/** The task of a plain function that is a stub, alone in its file. */
export function taskOf(
  language: LanguageId,
  contract: Contract,
  signature: string,
  stub: string,
  more: Partial<Task> = {},
): Task {
  const text = `${stub}\n`;
  return {
    language,
    target: {
      snapshot: { uri: 'file:///a', languageId: language, version: 1, text },
      kind: 'function',
      qualifiedName: contract.name,
      range: { start: 0, end: stub.length },
      body: { start: signature.length, end: stub.length },
      signature,
      indent: '',
      isStub: true,
    },
    contract,
    examples: contract.examples,
    context: {
      imports: [],
      declarations: [],
      enclosing: '',
      related: [],
      moduleNames: [contract.name],
      tokens: 0,
    },
    scaffold: { prelude: '', open: '', close: '', indent: '' },
    ...more,
  };
}

/** Runs TypeScript programs of these tests in this process; values are JSON. */
export function runScript({ programs, checks }: RunRequest): RunReply {
  return {
    results: programs.map(({ source }) => checks.map((check) => judged(check, source, evaluate))),
  };
}

function evaluate(source: string, expression: string): Outcome {
  try {
    const code = `${stripTypeScriptTypes(source)}\nreturn (${expression});`;
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- runs this file's own programs
    const program = new Function(code) as () => unknown;
    const value = program();
    return { kind: 'value', value: printCanonical(asValue(value)), ms: 1 };
  } catch (error) {
    const { name, message } = error as Error;
    return { kind: 'exception', type: name, message, ms: 1 };
  }
}

function asValue(value: unknown): Value {
  switch (typeof value) {
    case 'number':
      return { kind: 'float', value };
    case 'string':
      return { kind: 'str', value };
    case 'boolean':
      return { kind: 'bool', value };
    default:
      return Array.isArray(value)
        ? { kind: 'list', items: value.map(asValue) }
        : { kind: value === null ? 'null' : 'undefined' };
  }
}

/** A result as a runner judges it, given a way to evaluate an expression beside a program. */
export function judged(
  check: Probe | Test,
  source: string,
  outcomeOf: (source: string, expression: string) => Outcome,
): CheckResult {
  const outcome = outcomeOf(source, check.call);
  if (!('expectation' in check)) return { outcome };
  const { expectation } = check;
  switch (expectation.kind) {
    case 'equals': {
      const expected = outcomeOf('', expectation.expected);
      return {
        outcome,
        passed:
          outcome.kind === 'value' && expected.kind === 'value' && outcome.value === expected.value,
      };
    }
    case 'throws':
      return {
        outcome,
        passed:
          outcome.kind === 'exception' && outcome.type === (expectation.exception ?? outcome.type),
      };
    case 'holds':
      return { outcome, passed: false };
  }
}
