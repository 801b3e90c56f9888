import type { Test } from '../check.ts';
import type { Task } from '../task.ts';

/** What prompts show of a project's tests: enough to see what is meant. */
const shownCalls = 20;
const shownCases = 3;
const longestShown = 800;

/** A test of the project's suite that runs as it was written. */
export function isCase({ source, expectation }: Test): boolean {
  return source === 'project' && expectation.kind === 'holds';
}

/** It runs in the program's own process. */
export function isInProgram({ expectation }: Test): boolean {
  return expectation.kind === 'holds' && expectation.inProgram === true;
}

/** A task's trusted tests: those that prompts show, and those that only judge. */
export function toldExamples({ examples }: Task): {
  readonly shown: readonly Test[];
  readonly others: readonly Test[];
} {
  const isShort = (test: Test) =>
    test.expectation.kind === 'holds' && test.expectation.assertion.length <= longestShown;
  const calls = examples.filter((test) => test.source === 'project' && !isCase(test));
  const cases = examples.filter((test) => isInProgram(test) && isShort(test));
  const told = new Set([...calls.slice(0, shownCalls), ...cases.slice(0, shownCases)]);
  const isShown = (test: Test) => test.source !== 'project' || told.has(test);
  return {
    shown: examples.filter(isShown),
    others: examples.filter((test) => !isShown(test)),
  };
}
