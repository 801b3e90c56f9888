import { readFileSync } from 'node:fs';
import type { Runner } from '../../src/core/ports.ts';
import { readCanonical } from '../../src/core/values/canonical.ts';
import type { Value } from '../../src/core/values/value.ts';
import type { HiddenCheck, RecordedTask } from './data.ts';

/**
 * One assertion that the test writer made. `equality`: a call equals an expression. `expression`: any
 * other expression that must hold, as a call that must be `True`. `hopeless`: it mentions a name that
 * nobody defines, so that it fails for every candidate. `statements`: code that must run through.
 */
export interface WrittenTest {
  readonly text: string;
  readonly kind: 'equality' | 'expression' | 'hopeless' | 'statements';
  readonly call: string;
  readonly expected: string;
  /** Calls of the function inside it. */
  readonly calls: readonly string[];
}

/** The call and expected literal of each assertion; undefined where a check is more than that. */
export type PlainChecks = readonly { readonly call: string; readonly expected: string }[];

/** How many tests of one sample count. */
export const testsPerSample = 5;

const signal = new AbortController().signal;

/** Reads Python with Python's own parser, in the sandbox: samples are text of unknown origin. */
export class SandboxReader {
  readonly #runner: Runner;
  readonly #source = readFileSync(new URL('read_tests.py', import.meta.url), 'utf8');

  constructor(runner: Runner) {
    this.#runner = runner;
  }

  /** Per test sample of the task its tests. */
  async tests(task: RecordedTask): Promise<readonly (readonly WrittenTest[])[]> {
    const { testSamples, entry, prompt } = task;
    const literals = [testSamples, entry, testsPerSample, prompt].map((value) =>
      JSON.stringify(value),
    );
    const read = await this.#ask('read_samples', `read_samples(${literals.join(', ')})`);
    return items(read).map((sample) => items(sample).map(writtenTest));
  }

  async hidden(test: HiddenCheck): Promise<PlainChecks | undefined> {
    const call = `read_hidden(${JSON.stringify(test.source)}, ${JSON.stringify(test.entry)})`;
    const value = await this.#ask('read_hidden', call);
    if (value.kind !== 'list') return undefined;
    return value.items.map((item) => {
      const [called, expected] = items(item);
      return { call: maybeText(called) ?? '', expected: maybeText(expected) ?? '' };
    });
  }

  async #ask(entry: string, call: string): Promise<Value> {
    const reply = await this.#runner.run(
      {
        language: 'python',
        programs: [{ id: entry, source: this.#source, entry }],
        checks: [{ id: 'read', call }],
        limits: { callMs: 20_000, outputBytes: 4 * 1024 * 1024 },
        alone: true,
      },
      { signal },
    );
    if (!reply.ok) throw new Error(reply.error.message);
    const outcome = reply.value.results[0]?.[0]?.outcome;
    if (outcome?.kind !== 'value') {
      throw new Error(`The tests could not be read: ${JSON.stringify(outcome)}`);
    }
    return readCanonical(outcome.value);
  }
}

function writtenTest(value: Value): WrittenTest {
  const [text, kind, call, expected, calls] = items(value);
  return {
    text: maybeText(text) ?? '',
    kind: kinds.find((one) => one === maybeText(kind)) ?? 'statements',
    call: maybeText(call) ?? '',
    expected: maybeText(expected) ?? '',
    calls: items(calls).map((inner) => maybeText(inner) ?? ''),
  };
}

const kinds = ['equality', 'expression', 'hopeless', 'statements'] as const;

function items(value: Value | undefined): readonly Value[] {
  return value?.kind === 'list' || value?.kind === 'tuple' ? value.items : [];
}

function maybeText(value: Value | undefined): string | undefined {
  return value?.kind === 'str' ? value.value : undefined;
}
