import { calleeOf } from '../languages/subject.ts';
import { languageOf } from '../languages/languages.ts';
import { mergeTests } from '../operators/merge-tests.ts';
import type { Test } from '../check.ts';
import type { Parser } from '../ports.ts';
import { ask, derive, report, type Routine } from '../engine/step.ts';
import { specificationOf } from '../operators/specification.ts';
import { writeProbes } from '../operators/write-probes.ts';
import { writeTests } from '../operators/write-tests.ts';
import type { Doubts } from './doubts.ts';
import { askOracle, enoughInputs, isReferenceFitting, type Oracle } from './oracle.ts';
import { inputSource } from './free-inputs.ts';
import { surroundingsOf, type Job } from './job.ts';
import type { StrategyContext } from '../engine/strategy.ts';
import { both } from './together.ts';

/** What a function's candidates will be run on, besides its trusted tests. */
export interface WrittenChecks {
  readonly tests: readonly Test[];
  readonly calls: readonly string[];
  /** A slow reference that makes inputs and judges, where one fits. */
  readonly oracle?: Oracle;
}

/** Inputs made without a model, beside those that a reference makes. */
const freeInputs = 60;
/** Tests asked for in each sample of the test writer. */
const testsPerSample = 10;

/**
 * Has tests and inputs written from the specification, side by side. Examples that a model put into
 * a helper's description count as generated tests: nobody vouches for them.
 */
export function* writeChecks(
  context: StrategyContext,
  job: Job,
  doubts: Doubts,
): Routine<WrittenChecks> {
  const { settings, task } = context;
  const specification = specificationOf(job.subject, surroundingsOf(task), job.examples);
  const { temperature, maxTokens, testSamples } = settings;
  const [tests, { calls, oracle }] = yield* both(
    { label: 'tests', routine: writtenTests() },
    { label: 'probes', routine: inputs() },
  );
  yield* report({ type: 'tests', node: job.node, tests: [...job.examples, ...tests] });
  return { tests, calls, ...(oracle && { oracle }) };

  /** Inputs that a reference makes, or else sketches of a model. */
  function* inputs(): Routine<Pick<WrittenChecks, 'calls' | 'oracle'>> {
    if (settings.reference && isReferenceFitting(job)) {
      const asked = yield* askOracle(context, job);
      if (!asked.ok) doubts.missed('the reference', asked.error);
      const oracle = asked.ok ? asked.value : undefined;
      const calls = oracle === undefined ? [] : yield* oracle.inputs(settings.seed);
      if (oracle !== undefined && calls.length >= enoughInputs) {
        return { calls: [...calls, ...(yield* freeCalls(oracle, calls))], oracle };
      }
      return { calls: [...calls, ...(yield* writtenCalls())], ...(oracle && { oracle }) };
    }
    return { calls: yield* writtenCalls() };
  }

  /** Inputs like those that a reference makes, and others that it allows: its author has thought of few kinds. */
  function* freeCalls(oracle: Oracle, made: readonly string[]): Routine<readonly string[]> {
    const known = job.examples.flatMap((test) =>
      test.expectation.kind === 'holds' ? [] : [test.call],
    );
    const source = yield* inputSource(context, job.node, job.subject, [...known, ...made], []);
    return yield* oracle.judged(source.next(freeInputs));
  }

  function* writtenTests(): Routine<readonly Test[]> {
    const described = job.isTarget
      ? []
      : yield* derive(job.node, 'described tests', ({ parser }) => describedTests(job, parser));
    if (testSamples < 1) return described;
    const asked = yield* ask(job.node, writeTests, {
      specification,
      samples: testSamples,
      temperature,
      maxTokens,
      count: testsPerSample,
    });
    if (!asked.ok) doubts.missed('tests', asked.error);
    return asked.ok ? [...asked.value.output, ...described] : described;
  }

  function* writtenCalls(): Routine<readonly string[]> {
    const asked = yield* ask(job.node, writeProbes, { specification, temperature, maxTokens });
    if (!asked.ok) doubts.missed('inputs', asked.error);
    return asked.ok ? asked.value.output : [];
  }
}

async function describedTests({ subject }: Job, parser: Parser): Promise<readonly Test[]> {
  const language = languageOf(subject.language);
  const callee = calleeOf(subject);
  const read = await language.readTests(subject.contract.description, callee, parser);
  const stated = read.filter((test) => test.expectation.kind !== 'holds');
  return mergeTests([stated], 'x', language, parser);
}
