import { literalPattern } from '../literal-pattern.ts';
import type { Task } from '../task.ts';
import type { Board } from './board.ts';
import { describeOutcome } from '../languages/describe.ts';

const notFound = /\b(?:Cannot find module|No module named) '([^']+)'/;

/**
 * The module for want of which no candidate can run at all, where the target's own file imports it:
 * other code would not help. A module that only candidates thought of is no such case.
 */
export function lackedModule(board: Board, task: Task): string | undefined {
  const { languageId, text } = task.target.snapshot;
  const outcomes = board.entries.flatMap(({ results }) => [...results.values()]);
  const modules = outcomes.map(
    ({ outcome }) => notFound.exec(describeOutcome(outcome, languageId))?.[1],
  );
  const [first] = modules;
  const same = first !== undefined && modules.every((module) => module === first);
  return same && imports(text, first) ? first : undefined;
}

function imports(text: string, module: string): boolean {
  const escaped = literalPattern(module);
  return new RegExp(`^.*\\b(?:import|from|require)\\b.*(?<![\\w.])${escaped}(?!\\w)`, 'm').test(
    text,
  );
}
