import { parseSource } from '../../src/core/languages/parsed-source.ts';
import type { Parser } from '../../src/core/ports.ts';
import type { RecordedTask } from './data.ts';

/** A distinct candidate of one task. */
export interface RecordedCandidate {
  readonly id: string;
  /** Prompt and function, where what came after the function is cut, as it is in an answer; or a whole module. */
  readonly source: string;
  /** Length of the continuation in characters. */
  readonly size: number;
  readonly stub: boolean;
}

export interface Candidates {
  readonly distinct: readonly RecordedCandidate[];
  /** For each recorded sample its index in `distinct`. */
  readonly ofSample: readonly number[];
}

/** Reads the recorded continuations as the product reads answers: the function, and only it. */
export async function readCandidates(task: RecordedTask, parser: Parser): Promise<Candidates> {
  const start = task.prompt.lastIndexOf(`def ${task.entry}(`);
  const distinct: RecordedCandidate[] = [];
  const known = new Map<string, number>();
  const ofSample: number[] = [];
  for (const solution of task.solutions) {
    const { source, stub, size } = task.whole
      ? { source: solution, stub: false, size: solution.length }
      : await continued(solution);
    let index = known.get(source);
    if (index === undefined) {
      index = distinct.length;
      known.set(source, index);
      distinct.push({
        id: `c${String(index).padStart(4, '0')}`,
        source,
        size,
        stub,
      });
    }
    ofSample.push(index);
  }
  return { distinct, ofSample };

  async function continued(solution: string) {
    const text = task.prompt + solution;
    const { functions } = await parseSource(parser, 'python', text);
    const found = functions.find(
      (one) => one.qualifiedName === task.entry && one.start <= start && one.end > start,
    );
    const source = found === undefined ? text : `${text.slice(0, found.end).trimEnd()}\n`;
    return {
      source,
      stub: found?.isStub ?? false,
      size: Math.max(0, source.length - task.prompt.length),
    };
  }
}
