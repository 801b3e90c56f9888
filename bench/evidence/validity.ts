import type { Test } from '../../src/core/check.ts';
import { subjectOfTarget } from '../../src/core/languages/subject.ts';
import { writeReference } from '../../src/core/operators/reference.ts';
import { specificationOf } from '../../src/core/operators/specification.ts';
import { writeTests } from '../../src/core/operators/write-tests.ts';
import type { CheckResult, ModelReply, Program } from '../../src/core/ports.ts';
import { surroundingsOf } from '../../src/core/strategies/job.ts';
import { pythonLiteral } from '../selection/literal.ts';
import type { EvidenceTask } from './data.ts';
import { taskOf, type SearchParts } from './search.ts';

/** What evidence is worth by a program that is right. */
export interface Validity {
  /** Tests that the product read, and those of them that the right program passes. */
  readonly tests: number;
  readonly trueTests: number;
  /** Whether a reference was read, and gives what is recorded on every hidden input that it finishes. */
  readonly reference: 'none' | 'right' | 'wrong';
}

const signal = new AbortController().signal;
const asking = { samples: 1, temperature: 0, maxTokens: 1 };

/** Reads a task's evidence as the product does, and runs it against what is recorded as right. */
export async function validityOf(given: EvidenceTask, parts: SearchParts): Promise<Validity> {
  const { parser } = parts;
  const task = await taskOf(given, parser);
  const specification = specificationOf(subjectOfTarget(task), surroundingsOf(task), task.examples);
  const tests = (
    await Promise.all(
      given.tests.map((text) =>
        writeTests.parse(replyOf(text), { specification, ...asking, count: 10 }, { parser }),
      ),
    )
  ).flat();
  const { solution = '', name } = given;
  const passed = await run({ id: 'right', source: solution, entry: name }, tests, parts);
  const [reference] = await writeReference.parse(
    replyOf(given.reference),
    { specification, ...asking },
    { parser },
  );
  const judged =
    reference &&
    (await run(
      { id: 'reference', source: reference.code, entry: reference.name },
      hiddenTests(given, reference.name),
      parts,
    ));
  const finished = judged?.filter(({ outcome }) => outcome.kind === 'value') ?? [];
  return {
    tests: tests.length,
    trueTests: passed.filter((result) => result.passed === true).length,
    reference:
      reference === undefined
        ? 'none'
        : finished.every((result) => result.passed === true)
          ? 'right'
          : 'wrong',
  };
}

async function run(
  program: Program,
  checks: readonly Test[],
  { runner }: SearchParts,
): Promise<readonly CheckResult[]> {
  if (checks.length === 0) return [];
  const reply = await runner.run(
    { language: 'python', programs: [program], checks, limits: { callMs: 1000 } },
    { signal },
  );
  if (!reply.ok) throw new Error(reply.error.message);
  return reply.value.results[0] ?? [];
}

function hiddenTests({ hidden }: EvidenceTask, name: string): readonly Test[] {
  return hidden.map(({ args, expected }, at) => ({
    id: `hidden-${at + 1}`,
    source: 'project',
    call: `${name}(${args.map(pythonLiteral).join(', ')})`,
    expectation: { kind: 'equals', expected: pythonLiteral(expected) },
  }));
}

function replyOf(code: string): ModelReply {
  return {
    samples: [{ text: `\`\`\`python\n${code}\n\`\`\``, finish: 'stop' }],
    usage: { promptTokens: 0, completionTokens: 0, estimated: false },
    model: 'recorded',
    notices: [],
  };
}
