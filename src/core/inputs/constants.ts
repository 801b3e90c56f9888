import type { Parser } from '../ports.ts';
import { languageOf } from '../languages/languages.ts';
import type { LanguageId } from '../text.ts';
import { numberOf } from './place.ts';

/** What candidates compare with: a branch that only such a value takes is seldom met by chance. */
export interface Constants {
  readonly numbers: readonly number[];
  readonly texts: readonly string[];
}

export const noConstants: Constants = { numbers: [], texts: [] };

/** More of them would be drawn too seldom. */
const most = 40;
/** Larger numbers are limits and moduli, and no input. */
const largest = 100_000;

/** The numbers and strings in some code, the commonest first. */
export async function constantsIn(
  sources: readonly string[],
  id: LanguageId,
  parser: Parser,
): Promise<Constants> {
  const { literals, reading } = languageOf(id);
  const [numbers, texts] = [new Map<number, number>(), new Map<string, number>()];
  for (const source of sources) {
    const tree = await parser.tree(id, source);
    for (const node of tree.descendants()) {
      if (node.children.length > 0 || !/^[\d.]/.test(node.text)) continue;
      const number = numberOf(literals.literal(node.text));
      if (number !== undefined && number <= largest) count(numbers, number);
    }
    for (const node of reading.strings(tree.root)) {
      const value = literals.literal(node.text);
      if (value?.kind === 'str' && value.value.length <= 12) count(texts, value.value);
    }
  }
  return { numbers: commonest(numbers), texts: commonest(texts) };
}

function count<T>(counts: Map<T, number>, item: T): void {
  counts.set(item, (counts.get(item) ?? 0) + 1);
}

function commonest<T>(counts: ReadonlyMap<T, number>): readonly T[] {
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([item]) => item);
}
