import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** One recorded program. */
export interface RecordedAnswer {
  /** What the answer's block holds. */
  readonly code: string;
  readonly right: boolean;
}

/** What a call gives by the recorded judge; JSON on both sides. */
export interface HiddenCall {
  readonly args: readonly unknown[];
  readonly expected: unknown;
}

/** A task with everything that a model has answered about it. */
export interface EvidenceTask {
  readonly id: string;
  /** Name of the function. */
  readonly name: string;
  /** Module with the function as a stub. */
  readonly text: string;
  /** One a sample, so that equal texts may come several times. */
  readonly answers: readonly RecordedAnswer[];
  /** Answers of the test writer, one a sample. */
  readonly tests: readonly string[];
  /** Answer to the request for calls. */
  readonly inputs: string;
  /** Answer to the request for a slow reference; empty where none is recorded. */
  readonly reference: string;
  /** A program that is right, where one is recorded. */
  readonly solution: string | undefined;
  readonly hidden: readonly HiddenCall[];
}

interface Line {
  readonly task_id: string;
  readonly entry_point: string;
  readonly prompt: string;
  readonly reference: string;
  readonly hidden: readonly HiddenCall[];
  readonly solutions: readonly {
    readonly code: string;
    readonly n: number;
    readonly right: boolean;
  }[];
}

interface EvidenceLine {
  readonly task_id: string;
  readonly tests: string;
  readonly tests2: string;
  readonly inputs: string;
  readonly reference: string;
  readonly generator: string;
  readonly allowed: string;
}

/** Recorded programs with labels, and the evidence that another model wrote from the same prompts. */
export function loadEvidence(programs: string, evidence: string): readonly EvidenceTask[] {
  const written = new Map(
    (readLines(evidence) as readonly EvidenceLine[]).map((line) => [line.task_id, line]),
  );
  return (readLines(programs) as readonly Line[]).flatMap((line) => {
    const known = written.get(line.task_id);
    if (known === undefined) return [];
    return [
      {
        id: line.task_id,
        name: line.entry_point,
        text: `${line.prompt}    pass\n`,
        answers: line.solutions.flatMap(({ code, n, right }) =>
          Array.from({ length: n }, () => ({ code, right })),
        ),
        tests: [known.tests, known.tests2],
        inputs: known.inputs,
        reference: [known.reference, known.generator, known.allowed].join('\n\n'),
        solution: line.reference,
        hidden: line.hidden,
      },
    ];
  });
}

function readLines(path: string): readonly unknown[] {
  if (!existsSync(path)) throw new Error(`There is no file ${path}.`);
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as unknown);
}
