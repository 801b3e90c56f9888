import type { RecordedData } from './data.ts';
import { literalIn } from './literal.ts';
import { mutatedArguments } from './mutated-arguments.ts';
import { testsPerSample } from './sandbox-reader.ts';

/** One task with programs of several models, each judged when it was recorded. */
export interface ProgramLine {
  readonly task_id: string;
  readonly entry_point: string;
  readonly prompt: string;
  readonly examples: readonly { readonly args: readonly unknown[] }[];
  readonly solutions: readonly {
    readonly code: string;
    readonly n: number;
    readonly right: boolean;
  }[];
}

/** Tests of a task: samples of a test writer, or the two lists of a capable one. */
interface TestLine {
  readonly task_id: string;
  readonly test_samples?: readonly string[];
  readonly tests?: string;
  readonly tests2?: string;
}

/** Calls a task is given besides those inside tests. */
const inputs = 24;

/**
 * Recorded programs, with the tests that another file has for the same tasks, or none. The inputs are
 * made from the examples alone; those that are recorded with the programs are not read.
 */
export function readPrograms(
  file: string,
  lines: readonly ProgramLine[],
  tests: readonly unknown[],
): RecordedData {
  const written = new Map((tests as readonly TestLine[]).map((line) => [line.task_id, line]));
  const known = lines.filter(({ task_id }) => tests.length === 0 || written.has(task_id));
  return {
    file,
    tasks: known.map(({ task_id, entry_point, prompt, examples, solutions }) => {
      const language = prompt.startsWith('/**') ? 'javascript' : 'python';
      const own = examples.map(({ args }) => args);
      return {
        id: task_id,
        entry: entry_point,
        prompt,
        solutions: solutions.flatMap(({ code, n }) => Array.from({ length: n }, () => code)),
        testSamples: samplesOf(written.get(task_id)),
        documented: language === 'python' ? `${prompt}    pass\n` : `${prompt}\n}\n`,
        language,
        whole: true,
        inputs: [...own, ...mutatedArguments(own, inputs, task_id)].map(
          (args) => `${entry_point}(${args.map((arg) => literalIn(language, arg)).join(', ')})`,
        ),
      };
    }),
    hidden: known.map(({ task_id, solutions }) => ({
      task: task_id,
      right: solutions.flatMap(({ n, right }) => Array.from({ length: n }, () => right)),
    })),
  };
}

/** Samples begin behind the `assert ` that asked for them; a list is cut into as many tests as count of a sample. */
function samplesOf(line: TestLine | undefined): readonly string[] {
  if (line?.test_samples !== undefined) return line.test_samples;
  return [line?.tests, line?.tests2].flatMap((text) => {
    const tests = text?.split(/^assert /m).slice(1) ?? [];
    return tests.flatMap((_, at) =>
      at % testsPerSample === 0 ? tests.slice(at, at + testsPerSample).join('assert ') : [],
    );
  });
}
