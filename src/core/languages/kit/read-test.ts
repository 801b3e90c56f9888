import type { Expectation } from '../../check.ts';
import type { Parser } from '../../ports.ts';
import type { Language } from '../language.ts';

/** A test as read: its call (for a property, a short name of it) and what it expects. */
export interface ReadTest {
  readonly call: string;
  readonly expectation: Expectation;
}

/** Equal for an expression, or statements, however they are laid out. */
export async function codeKey(
  text: string,
  { id, reading }: Language,
  parser: Parser,
): Promise<string> {
  // An expression first: a text alone is a value here, and would document as a statement.
  const expression = await reading.expression(parser, id, text);
  if (expression) return reading.normalForm(expression);
  const tree = await parser.tree(id, text);
  return tree.isSound ? reading.normalForm(tree.root) : text.trim();
}

/** Equal for tests that assert the same thing, however they are laid out. */
export async function testKey(
  { call, expectation }: ReadTest,
  language: Language,
  parser: Parser,
): Promise<string> {
  const keyOf = (text: string) => codeKey(text, language, parser);
  switch (expectation.kind) {
    case 'equals': {
      const { expected, tolerance = 0 } = expectation;
      return `=${await keyOf(call)}=${await keyOf(expected)}~${tolerance}`;
    }
    case 'throws':
      return `!${await keyOf(call)}!${expectation.exception ?? ''}`;
    case 'holds':
      return `?${await keyOf(expectation.assertion)}`;
  }
}
