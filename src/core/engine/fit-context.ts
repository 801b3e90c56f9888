import type { ModelTraits } from '../ports.ts';
import type { RunSettings } from '../settings.ts';
import type { Task, TaskContext } from '../task.ts';

/** Tokens of a prompt beside what the file declares and the function itself: rules, tests, other answers. */
const restOfPrompt = 1200;
/** Tokens that an answer needs at least, where the context is smaller than the limits of answers. */
const leastAnswer = 512;
/** Estimated low, as for limits: a prompt that is too long loses its beginning without a word. */
const charactersPerToken = 3;

/** A task that fits, and what was left out of it, for people. */
export interface Fitted {
  readonly task: Task;
  readonly leftOut: readonly string[];
}

/** What goes first where there is too little room: what is the least missed. */
const order: readonly (readonly [keyof TaskContext & Listed, string])[] = [
  ['moduleNames', 'names that the file defines'],
  ['related', 'pieces of related code'],
  ['imported', 'declarations of what it imports'],
  ['declarations', 'declarations of the file'],
  ['imports', 'imports of the file'],
];
type Listed = 'moduleNames' | 'related' | 'imported' | 'declarations' | 'imports';

/**
 * Leaves out of a task's context what a model could not read beside the function and its answer: servers cut
 * the beginning of longer prompts off, silently. The task is as it was where nothing is known of the model's context.
 */
export function fitContext(
  task: Task,
  { contextTokens, reasoningTokens = 0 }: ModelTraits,
  { maxTokens }: Pick<RunSettings, 'maxTokens'>,
): Fitted {
  if (contextTokens === undefined) return { task, leftOut: [] };
  const answer = Math.min(maxTokens + reasoningTokens, Math.max(leastAnswer, contextTokens / 3));
  const { start, end } = task.target.range;
  const own = (end - start + (task.instruction?.length ?? 0)) / charactersPerToken;
  let room = (contextTokens - answer - restOfPrompt - own) * charactersPerToken;
  const { context } = task;
  const kept: Partial<Record<Listed, readonly string[]>> = {};
  const leftOut: string[] = [];
  room -= context.enclosing.length;
  for (const [part, what] of [...order].reverse()) {
    const all = context[part] ?? [];
    const fitting = all.filter((text) => {
      if (text.length > room) return false;
      room -= text.length + 2;
      return true;
    });
    kept[part] = fitting;
    if (fitting.length < all.length) leftOut.push(`${all.length - fitting.length} ${what}`);
  }
  if (leftOut.length === 0) return { task, leftOut };
  const { imported, ...rest } = context;
  return {
    task: {
      ...task,
      context: { ...rest, ...kept, ...(imported ? { imported: kept.imported ?? [] } : {}) },
    },
    leftOut,
  };
}

/** What people are told of it. */
export function leftOutText(leftOut: readonly string[], contextTokens: number): string {
  return `The model reads ${contextTokens} tokens at once, so its prompts lack ${leftOut.join(', ')}. Give the server a larger context to have them told.`;
}
