import type { Parser } from '../../../ports.ts';
import type { SyntaxNode, SyntaxTree } from '../../../syntax-tree.ts';
import type { Language } from '../../language.ts';

/** A statement of a text, or a line that is none. */
export type TestPart = SyntaxNode | string;

/** Pieces of one text that are tried by themselves; what comes after them is left out. */
const mostPieces = 400;
/** Words that go on with a statement from the line before, at its own indentation. */
const goesOn = /^(?:[)\]}]|(?:else|elif|except|finally|catch)\b)/;

/**
 * The statements of a text that may be cut or have prose in it, in their order. Where the text does not
 * parse, it is read piece by piece: a line with the lines that are further in, else the line alone.
 */
export async function testParts(
  text: string,
  { id, reading }: Language,
  parser: Parser,
): Promise<readonly TestPart[]> {
  const whole = await reading.snippet(parser, id, text);
  if (whole.isSound || isOnlyCut(whole)) return statementsOf(whole.root);
  const lines = text.split('\n');
  const parts: TestPart[] = [];
  let pieces = 0;
  for (let at = 0; at < lines.length && pieces < mostPieces;) {
    if (lines[at]?.trim() === '') {
      at += 1;
      continue;
    }
    const behind = endOfPiece(lines, at);
    const ends = behind > at + 1 ? [behind, at + 1] : [behind];
    let read: readonly SyntaxNode[] | undefined;
    let end = at + 1;
    for (end of ends) {
      pieces += 1;
      read = await soundPiece(lines.slice(at, end));
      if (read) break;
    }
    parts.push(...(read ?? [(lines[at] ?? '').trim()]));
    at = read ? end : at + 1;
  }
  return parts;

  async function soundPiece(piece: readonly string[]): Promise<readonly SyntaxNode[] | undefined> {
    const plain = await parser.tree(id, piece.join('\n'));
    const isInside = !plain.isSound && indentOf(piece[0] ?? '') !== '';
    const tree = isInside ? await reading.snippet(parser, id, plain.text) : plain;
    const statements = statementsOf(tree.root);
    return tree.isSound || statements.every(lacksMessage) ? statements : undefined;
  }
}

/** It lacks its end, and nothing else. */
function isOnlyCut({ root }: SyntaxTree): boolean {
  return ![root, ...root.descendants()].some(({ isError }) => isError);
}

function statementsOf(root: SyntaxNode): readonly SyntaxNode[] {
  return root.namedChildren.filter((child) => !child.isExtra);
}

/** An assertion that is whole but for what it says where it fails: an answer may be cut there. */
export function lacksMessage(statement: SyntaxNode): boolean {
  const [condition] = statement.namedChildren;
  if (statement.kind !== 'assert_statement' || !condition || condition.hasError) return false;
  return statement.hasError && condition.nextSibling?.kind === ',';
}

/** The line behind one and all that are further in. */
function endOfPiece(lines: readonly string[], at: number): number {
  const width = indentOf(lines[at] ?? '').length;
  let end = at + 1;
  for (let next = end; next < lines.length; next++) {
    const line = lines[next] ?? '';
    if (line.trim() === '') continue;
    const own = indentOf(line).length;
    if (own < width || (own === width && !goesOn.test(line.trim()))) break;
    end = next + 1;
  }
  return end;
}

function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

/** What a comment on the same line says, behind a statement or at its end. */
export function remarkBehind(statement: SyntaxNode): SyntaxNode | undefined {
  const last = statement.children.at(-1);
  if (last?.kind === 'comment') return last;
  for (let node: SyntaxNode | undefined = statement; node; node = node.parent) {
    let next = node.nextSibling;
    while (next?.kind === ';') next = next.nextSibling;
    if (!next) continue;
    const between = next.tree.text.slice(statement.end, next.start);
    return next.kind === 'comment' && !between.includes('\n') ? next : undefined;
  }
  return undefined;
}
