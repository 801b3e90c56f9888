import { parseSource } from '../../src/core/languages/parsed-source.ts';
import { languages } from '../../src/core/languages/languages.ts';
import type { Probe, Test } from '../../src/core/check.ts';
import type { CheckResult, Runner, RunRequest, Parser } from '../../src/core/ports.ts';
import { buildMatrix } from '../../src/core/selectors/matrix.ts';
import type { MatrixRow } from '../../src/core/selectors/selector.ts';
import { readDoc } from '../../src/core/capture/examples.ts';
import { readCandidates, type RecordedCandidate } from './candidates.ts';
import type { RecordedTask } from './data.ts';
import type { SandboxReader, WrittenTest } from './sandbox-reader.ts';
import { votesOf } from './votes.ts';

/** Time limit of one call, in ms. */
export const callMs = 500;
/** Programs that go to the sandbox at once. */
const batch = 100;

/** All that was learnt of one task's candidates; what a Selector sees is cut from it. */
export interface TaskOutcomes {
  readonly task: string;
  readonly candidates: readonly Pick<RecordedCandidate, 'id' | 'size' | 'stub'>[];
  readonly ofSample: readonly number[];
  /** One row per distinct candidate; `gate` by the docstring's examples. */
  readonly rows: readonly MatrixRow[];
  readonly examples: number;
  readonly calls: readonly string[];
  /** Per test sample its tests: index into `passes` of the rows, and into `calls`. */
  readonly samples: readonly (readonly SampleTest[])[];
  /** Calls that are inputs whatever tests are drawn; indices into `calls`. Absent where there are none. */
  readonly free?: readonly number[];
  /** Tests that failed on a stub and on a mutant; indices into `passes`. */
  readonly earned: readonly number[];
  /** Evaluations: one candidate on one check. */
  readonly evaluations: number;
}

export interface SampleTest {
  readonly test: number;
  readonly calls: readonly number[];
}

const signal = new AbortController().signal;

/** Runs every distinct candidate of a task on every call and test, each once. */
export async function runTask(
  task: RecordedTask,
  runner: Runner,
  parser: Parser,
  reader: SandboxReader,
): Promise<TaskOutcomes> {
  const { distinct, ofSample } = await readCandidates(task, parser);
  const written = task.testSamples.length === 0 ? [] : await reader.tests(task);
  const tests = new TestList();
  const placed = written.map((sample) =>
    sample.map((test) => ({ test: tests.indexOf(test), calls: test.calls })),
  );
  const own = new Set(
    tests.all.flatMap((test) => (test.kind === 'equality' ? [test.check.call] : [])),
  );
  const inner = [
    ...new Set([...written.flat().flatMap((test) => test.calls), ...(task.inputs ?? [])]),
  ];
  const probes: Probe[] = inner
    .filter((call) => !own.has(call))
    .map((call, index) => ({ id: `p${index}`, call }));
  const examples = await readExamples(task, parser);
  const runnable = tests.all.filter(({ kind }) => kind !== 'hopeless').map(({ check }) => check);
  const results = await runChecks(task, runner, distinct, [...examples, ...runnable, ...probes]);
  const matrix = buildMatrix(
    [...examples, ...tests.all.map(asSeen), ...probes],
    distinct.map(({ id, size, stub }, index) => ({
      candidate: id,
      size,
      stub,
      results: [
        ...examples.map(({ id }) => results[index]?.get(id) ?? notRun),
        ...tests.all.map(({ check }) => results[index]?.get(check.id) ?? notRun),
        ...probes.map(({ id }) => results[index]?.get(id) ?? notRun),
      ],
    })),
  );
  const earned = await votesOf(task, runner, parser, {
    distinct,
    ofSample,
    runnable,
    rows: matrix.rows,
    callMs,
  });
  const calls = matrix.calls ?? [];
  const columns = new Map(calls.map((call, index) => [call, index]));
  return {
    task: task.id,
    candidates: distinct.map(({ id, size, stub }) => ({ id, size, stub })),
    ofSample,
    rows: matrix.rows,
    examples: examples.length,
    calls,
    samples: placed.map((sample) =>
      sample.map(({ test, calls: inside }) => ({
        test,
        calls: inside.flatMap((call) => columns.get(call) ?? []),
      })),
    ),
    free: [...new Set(task.inputs?.flatMap((call) => columns.get(call) ?? []))],
    earned: tests.all.flatMap(({ check }, index) => (earned.has(check.id) ? [index] : [])),
    evaluations: (examples.length + runnable.length + probes.length) * distinct.length,
  };
}

interface ListedTest {
  readonly kind: WrittenTest['kind'];
  readonly check: Test;
}

/** Distinct tests: equal demands are one test, however they are written. */
class TestList {
  readonly all: ListedTest[] = [];
  readonly #known = new Map<string, number>();

  indexOf({ kind, text, call, expected }: WrittenTest): number {
    const demands = kind === 'equality' || kind === 'expression';
    const key = demands ? `${call} == ${expected}` : text;
    const found = this.#known.get(key);
    if (found !== undefined) return found;
    const index = this.all.length;
    this.#known.set(key, index);
    this.all.push({
      kind,
      check: {
        id: `t${index}`,
        source: 'generated',
        ...(demands
          ? { call, expectation: { kind: 'equals', expected } }
          : { call: text, expectation: { kind: 'holds', assertion: text } }),
      },
    });
    return index;
  }
}

/** How the matrix takes a test: only a plain equality has a call that is an input of its own. */
function asSeen({ kind, check }: ListedTest): Test {
  return kind === 'equality'
    ? check
    : { ...check, expectation: { kind: 'holds', assertion: check.call } };
}

/** The examples of the documented prompt, read as the product reads a docstring. */
async function readExamples(task: RecordedTask, parser: Parser): Promise<readonly Test[]> {
  if (task.documented === undefined) return [];
  const language = task.language ?? 'python';
  const { functions } = await parseSource(parser, language, task.documented);
  const found = functions.find(({ qualifiedName }) => qualifiedName === task.entry);
  if (found === undefined) return [];
  const callee = {
    name: task.entry,
    language: languages[language],
    member: false,
    generator: false,
    boolean: ['bool', 'boolean'].includes(found.returns ?? ''),
  };
  const doc = await readDoc(found.doc, { parser, callee, returns: found.returns });
  return doc.examples;
}

/**
 * Calls first, in batches; then assertions that are no plain equality, for the candidates that
 * answered anything at all: the others would only run out of time again.
 */
async function runChecks(
  task: RecordedTask,
  runner: Runner,
  candidates: readonly RecordedCandidate[],
  checks: readonly (Probe | Test)[],
): Promise<readonly ReadonlyMap<string, CheckResult>[]> {
  const isAssertion = (check: Probe | Test) =>
    'expectation' in check && check.expectation.kind === 'holds';
  const plain = checks.filter((check) => !isAssertion(check));
  const assertions = checks.filter(isAssertion);
  const onCalls = await runBatches(task, runner, candidates, plain);
  const alive = candidates.filter(
    (_, index) =>
      plain.length === 0 ||
      onCalls[index]?.some(({ outcome }) => ['value', 'exception'].includes(outcome.kind)),
  );
  const onAssertions = await runBatches(task, runner, alive, assertions);
  return candidates.map((candidate, index) => {
    const asserted = onAssertions[alive.indexOf(candidate)] ?? [];
    const called = onCalls[index] ?? [];
    return new Map(
      [...plain.map(({ id }, at) => [id, called[at]] as const)]
        .concat(assertions.map(({ id }, at) => [id, asserted[at]] as const))
        .flatMap(([id, result]) => (result === undefined ? [] : [[id, result] as const])),
    );
  });
}

const notRun: CheckResult = {
  outcome: { kind: 'skipped', detail: 'Nothing it did ended in time.', ms: 0 },
  passed: false,
};

async function runBatches(
  task: RecordedTask,
  runner: Runner,
  candidates: readonly RecordedCandidate[],
  checks: readonly (Probe | Test)[],
): Promise<readonly (readonly CheckResult[])[]> {
  const results: (readonly CheckResult[])[] = [];
  for (let at = 0; at < candidates.length && checks.length > 0; at += batch) {
    const request: RunRequest = {
      language: task.language ?? 'python',
      programs: candidates
        .slice(at, at + batch)
        .map(({ id, source }) => ({ id, source, entry: task.entry })),
      checks,
      limits: { callMs },
    };
    const reply = await runner.run(request, { signal });
    if (!reply.ok) throw new Error(`${task.id}: ${reply.error.message}`);
    results.push(...reply.value.results);
  }
  return results;
}
