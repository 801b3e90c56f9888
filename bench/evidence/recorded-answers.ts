import { placeInActionId } from '../../src/core/engine/action-id.ts';
import { divide } from '../../src/core/operators/divide.ts';
import { writeReference } from '../../src/core/operators/reference.ts';
import { sample } from '../../src/core/operators/sample.ts';
import { writeProbes } from '../../src/core/operators/write-probes.ts';
import { writeTests } from '../../src/core/operators/write-tests.ts';
import type { Model, ModelOptions, ModelRequest } from '../../src/core/ports.ts';
import { SeededRandom } from '../../src/core/random.ts';
import { ok } from '../../src/core/result.ts';
import { defaultSettings } from '../../src/core/settings.ts';
import type { EvidenceTask, RecordedAnswer } from './data.ts';

/** Samples of tests that one search asks for. */
const askedTests = defaultSettings.testSamples;

/** A model that has only what was recorded of a task; to all else it says nothing. */
export class RecordedAnswers implements Model {
  readonly id = 'recorded';
  readonly #task: EvidenceTask;
  readonly #order: readonly RecordedAnswer[];
  readonly #tests: readonly string[];
  readonly #given = new Map<string, RecordedAnswer>();
  #requests = 0;

  /** @param seed Decides the order in which programs, and samples of tests where there are many, are given. */
  constructor(task: EvidenceTask, seed: string) {
    this.#task = task;
    this.#order = shuffled(task.answers, seed);
    this.#tests =
      task.tests.length > askedTests ? shuffled(task.tests, `${seed}/tests`) : task.tests;
  }

  get requests(): number {
    return this.#requests;
  }

  /** Programs given so far. */
  get samples(): number {
    return this.#given.size;
  }

  /** The program that was given as this sample of this action. */
  given(action: string, sample: number): RecordedAnswer | undefined {
    return this.#given.get(placeOf(action, sample));
  }

  complete({ samples }: ModelRequest, { action }: ModelOptions) {
    this.#requests += 1;
    const texts = Array.from({ length: samples }, (_, at) => this.#answer(action, at));
    return Promise.resolve(
      ok({
        samples: texts.map((text) => ({ text, finish: 'stop' as const })),
        usage: { promptTokens: 0, completionTokens: 0, estimated: false },
        model: this.id,
        notices: [],
      }),
    );
  }

  #answer(action: string, at: number): string {
    const { inputs, reference } = this.#task;
    switch (placeInActionId(action).purpose) {
      case divide.name:
      case sample.name: {
        const answer = this.#order[this.#given.size];
        if (answer === undefined) return '';
        this.#given.set(placeOf(action, at), answer);
        return fenced(answer.code);
      }
      case writeTests.name:
        return fenced(this.#tests[at] ?? '');
      case writeProbes.name:
        return fenced(inputs);
      case writeReference.name:
        return fenced(reference);
      default:
        return '';
    }
  }
}

function shuffled<T>(items: readonly T[], seed: string): readonly T[] {
  const random = new SeededRandom(seed);
  return items
    .map((item) => ({ item, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

function placeOf(action: string, sample: number): string {
  return `${action}#${sample}`;
}

function fenced(code: string): string {
  return code === '' ? '' : `\`\`\`python\n${code}\n\`\`\``;
}
