import { sha256 } from '../../node/hash.ts';
import type { ModelRequest } from '../../core/ports.ts';

/**
 * Last lines that make a model without a temperature answer in another way. They fit every request:
 * code, tests and inputs.
 */
const hints: readonly string[] = [
  'Think of the edge cases before anything else.',
  'Take the simplest way that is right.',
  'Take another way than the first that comes to mind.',
  'Follow the description sentence by sentence.',
  'Think of the inputs that are easily forgotten.',
  'Look for what the language brings along for this.',
  'Do it step by step, with a name for every step.',
  'Think of how a careful reviewer would have it.',
];

/** Begins the ids of the editor's models, and of no other. */
export const editorModelPrefix = 'vscode.lm:';

/**
 * What is appended to the prompt of one sample. It depends on the request, on the action that makes it
 * and on the sample's number alone, so that the same run asks the same again, and what was sent can
 * be shown.
 */
export function variationOf(
  { messages }: Pick<ModelRequest, 'messages'>,
  action: string,
  sample: number,
): string {
  const hash = sha256(JSON.stringify([messages, action]));
  const hint = hints[(Number.parseInt(hash.slice(0, 8), 16) + sample) % hints.length] ?? '';
  // The same request may be made by several actions: the name sets them apart where hints repeat.
  return `Variant ${hash.slice(0, 4)}.${sample + 1}: ${hint}`;
}
