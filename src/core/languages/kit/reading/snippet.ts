import type { Parser } from '../../../ports.ts';
import type { SyntaxNode, SyntaxTree } from '../../../syntax-tree.ts';
import type { LanguageId } from '../../../text.ts';
import { partOf } from './tree-part.ts';

/** What must stand around a part of a file so that its grammar reads it. */
export interface Shell {
  readonly open: string;
  readonly close: string;
  /** Kinds of the node that then holds the text. */
  readonly holders: readonly string[];
}

/** What a language says of texts that are no whole file. */
export interface SnippetForm {
  /** Words that a member cannot begin with: damaged text that does is no member. */
  readonly statementWords: ReadonlySet<string>;
  /** Tried in this order where the text alone does not read. */
  readonly shells: readonly Shell[];
  readonly expression: Shell;
  /** What closes an opening token, where something can; for a text that is cut. */
  readonly closerOf: (token: SyntaxNode) => string | undefined;
  readonly isCloser: (token: SyntaxNode) => boolean;
}

/**
 * The tree of a text that may be a part of a file: a bare method at any indentation, a pair of an
 * object, or code that ends in the middle. Its root holds the text as it is; what had to be added is
 * missing there. A text that does not read in any way has the tree with the fewest errors.
 */
export async function readSnippet(
  parser: Parser,
  language: LanguageId,
  text: string,
  form: SnippetForm,
): Promise<SyntaxTree> {
  const plain = await parser.tree(language, text);
  if (plain.isSound) return plain;
  let best = { tree: plain, damage: damageOf(plain) };
  const [first] = plain.root.tokens();
  const isStatement = first !== undefined && form.statementWords.has(first.kind);
  const shells: readonly (Shell | undefined)[] = [undefined, ...form.shells];
  for (const closing of [false, true]) {
    for (const shell of shells) {
      if (!closing && shell === undefined) continue;
      const closers = closing ? await closersOf(parser, language, text, form) : '';
      if (closing && closers === '') continue;
      const tree = await readIn(parser, language, text, shell, closers);
      if (!tree) continue;
      const damage = damageOf(tree);
      if (shell && damage > 0 && isStatement) continue;
      if (damage < best.damage) best = { tree, damage };
      if (damage === 0) return tree;
    }
  }
  return best.tree;
}

/** The node of a text that is one expression and nothing else, in a tree of that text. */
export async function readExpression(
  parser: Parser,
  language: LanguageId,
  text: string,
  { expression }: SnippetForm,
): Promise<SyntaxNode | undefined> {
  const tree = await readIn(parser, language, text, expression, '');
  const parts = tree?.root.namedChildren.filter((child) => !child.isExtra) ?? [];
  const [only] = parts;
  const isOne = parts.length === 1 && tree?.root.childOfKind(',') === undefined;
  return tree && isOne && damageOf(tree) === 0 ? only : undefined;
}

async function readIn(
  parser: Parser,
  language: LanguageId,
  text: string,
  shell: Shell | undefined,
  closers: string,
): Promise<SyntaxTree | undefined> {
  const { open, close } = shell ?? { open: '', close: '' };
  const { root } = await parser.tree(language, `${open}${text}${closers}${close}`);
  if (!shell) return partOf(root, text, 0, closers.length);
  const [statement, ...others] = root.namedChildren.filter((child) => !child.isExtra);
  const end = open.length + text.length;
  // The text closed the shell itself, and goes on behind it.
  if (!statement || others.some(({ start }) => start < end)) return undefined;
  const [holder] = [statement, ...statement.descendants(...shell.holders)].filter(({ kind }) => {
    return shell.holders.includes(kind);
  });
  if (!holder || holder.end < end - trailing(text)) return undefined;
  const isWhole = isRemark(text.slice(0, Math.max(0, holder.start - open.length)));
  return isWhole ? partOf(holder, text, open.length, closers.length + close.length) : undefined;
}

function isRemark(text: string): boolean {
  return /^(?:\s|#[^\n]*\n)*$/.test(text);
}

/** White space and remarks at the end of a text may belong to no node. */
function trailing(text: string): number {
  return text.length - text.replace(/(?:\s|#[^\n]*\n?$)+$/, '').length;
}

/** What a text that is cut lacks at its end. */
async function closersOf(
  parser: Parser,
  language: LanguageId,
  text: string,
  form: SnippetForm,
): Promise<string> {
  const open: string[] = [];
  for (const token of (await parser.tree(language, text)).root.tokens()) {
    const closer = form.closerOf(token);
    if (closer !== undefined) open.push(closer);
    else if (form.isCloser(token) && !token.isMissing) open.pop();
  }
  return open.length === 0 ? '' : `\n${open.reverse().join('')}`;
}

/** How much of a text is not understood: characters in errors, and a little for what is missing. */
function damageOf({ root, text }: SyntaxTree): number {
  if (!root.hasError) return 0;
  let damage = 0;
  let behind = -1;
  for (const node of [root, ...root.descendants()]) {
    if (!node.isError || node.start < behind) continue;
    damage += 1 + node.end - node.start;
    behind = node.end;
  }
  for (const token of root.tokens()) {
    if (token.isMissing && token.start < text.length) damage += 1;
  }
  return damage;
}
