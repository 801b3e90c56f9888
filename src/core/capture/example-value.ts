import { onOneLine } from '../languages/kit/reading/one-line.ts';
import type { SyntaxNode } from '../syntax-tree.ts';
import type { ExampleSetting } from './example-setting.ts';
import { usesFunction } from '../languages/kit/reading/uses.ts';

/** An expected value in the words of the target's language, on one line. */
export interface ExampleValue {
  readonly kind: 'text' | 'number' | 'other';
  readonly text: string;
}

/** Values that an example can hold at most, in characters. */
const longest = 10_000;

/**
 * The value that a text is. It must be one expression, made of literals and of names that stand for
 * values; what other languages call truth and nothing is said in the words of this one.
 *
 * @param isCode True where the text was written as code: then names of the module may be used in it.
 */
export async function readValue(
  text: string,
  setting: ExampleSetting,
  isCode: boolean,
): Promise<ExampleValue | undefined> {
  const { parser, callee, known } = setting;
  const { language } = callee;
  if (text.length > longest) return undefined;
  const { session } = language.docExamples;
  const parse = (code: string) => language.reading.expression(parser, language.id, code);
  let node = await parse(text);
  if (!node && language.hasTuples && text.includes(',')) node = await parse(`(${text})`);
  if (!node || !isWhole(node, language.lineComment)) return undefined;
  const foreign = language.reading
    .names(node)
    .references.filter(({ name }) => session.foreign.has(name) && !known.has(name));
  if (foreign.length > 0) {
    let spelled = node.text;
    for (const { node: place, name } of [...foreign].reverse()) {
      const at = place.start - node.start;
      spelled = `${spelled.slice(0, at)}${session.foreign.get(name) ?? name}${spelled.slice(at + name.length)}`;
    }
    node = await parse(spelled);
    if (!node) return undefined;
  }
  const isBound = (name: string) =>
    language.names.ofValues.has(name) || (isCode && (known.has(name) || session.isKnown(name)));
  const value = onOneLine(node);
  if (value === undefined || usesFunction(node, callee) || session.compares(node)) return undefined;
  if (/assignment|ellipsis/.test(node.kind)) return undefined;
  if (![...language.reading.names(node).free('value')].every(isBound)) return undefined;
  const literal = language.literals.literal(value);
  // What is printed reads as code now and then: 1-2, a < b.
  if (literal === undefined && !isCode) return undefined;
  if (literal === undefined && /identifier$/.test(node.kind) && !isConstant(node, setting)) {
    return undefined;
  }
  const kind = literal?.kind;
  return {
    kind: kind === 'str' ? 'text' : kind === 'int' || kind === 'float' ? 'number' : 'other',
    text: value,
  };
}

/** Whether an expression is all of its text, a comment behind it aside. */
function isWhole({ tree, start, end }: SyntaxNode, lineComment: string): boolean {
  const after = tree.text.slice(end).trim();
  return tree.text.slice(0, start).trim() === '' && (after === '' || after.startsWith(lineComment));
}

/** A name alone is a value where it is a constant of the module, and no word or type. */
function isConstant({ text }: SyntaxNode, { known }: ExampleSetting): boolean {
  return known.has(text) && /^[A-Z][A-Z\d_]*$/.test(text);
}
