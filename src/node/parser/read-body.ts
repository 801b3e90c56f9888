import type { Node } from 'web-tree-sitter';
import type { TextRange } from '../../core/text.ts';
import type { Grammar } from './grammar.ts';
import type { DeclarationFacts, FunctionFacts } from './read-functions.ts';

/** From the declaration's start up to and with `:` or `=>`, or before the braces. */
export function signatureOf(
  start: number,
  found: FunctionFacts,
  block: Node,
  text: string,
): TextRange {
  const end = found.signatureEnd ?? endBefore(block, text);
  return { start, end: start + text.slice(start, end).trimEnd().length };
}

/** Remarks between `=>` and an expression belong to neither. */
function endBefore(block: Node, text: string): number {
  if (text[block.startIndex] === '{') return block.startIndex;
  let before = block.previousSibling;
  while (before?.isExtra === true) before = before.previousSibling;
  return before?.type === '=>' ? before.endIndex : block.startIndex;
}

/** The statements between signature and end: inside the braces, or an indented block. */
export function bodyOf(
  found: FunctionFacts,
  block: Node,
  grammar: Grammar,
  text: string,
): TextRange {
  const { startIndex: start, endIndex: end } = block;
  if (grammar.blocks === 'braced') {
    if (text[start] !== '{') return { start, end };
    const closed = text[end - 1] === '}' && end - 1 > start;
    return { start: start + 1, end: closed ? end - 1 : Math.max(start + 1, end) };
  }
  const signatureEnd = found.signatureEnd ?? start;
  const column = found.node.startPosition.column;
  const last = withoutReturn(text, Math.max(end, signatureEnd));
  const bodyEnd = endWithComments(text, column, last);
  // Remarks before the first statement belong to the body; one behind the signature does not.
  const nextLine = /[ \t]*(?:#[^\n]*)?\r?\n\s*/y;
  nextLine.lastIndex = signatureEnd;
  const skipped = nextLine.exec(text)?.[0].length ?? 0;
  const from = skipped > 0 ? signatureEnd + skipped : Math.max(start, signatureEnd);
  const isEmpty = start >= end;
  const first = isEmpty || from <= start ? from : Math.max(start, signatureEnd);
  return { start: Math.min(first, bodyEnd), end: bodyEnd };
}

/** A comment of the grammar may reach over the `\r` of the line's end. */
export function withoutReturn(text: string, end: number): number {
  return text[end - 1] === '\r' ? end - 1 : end;
}

/** Comments after the last statement belong to the body where they are indented deeper than `def`. */
function endWithComments(text: string, column: number, end: number): number {
  let result = end;
  let at = end;
  for (;;) {
    const newline = text.indexOf('\n', at);
    const line = text.slice(at, newline < 0 ? text.length : newline);
    const trimmed = line.trim();
    const isOwn =
      trimmed.startsWith('#') && (at === end || line.length - line.trimStart().length > column);
    if (trimmed !== '' && !isOwn) return result;
    if (isOwn) result = at + line.trimEnd().length;
    if (newline < 0) return result;
    at = newline + 1;
  }
}

/**
 * True for a body that is not written yet: nothing but placeholders besides its doc, or nothing at
 * all where a doc or a TODO says what is wanted. A braced body that is simply empty is a body.
 */
export function isStub(
  found: FunctionFacts,
  block: Node,
  hasDoc: boolean,
  { placeholders, todos }: DeclarationFacts,
  grammar: Grammar,
  body: TextRange,
): boolean {
  if (found.bodiless) return false;
  if (grammar.blocks === 'braced' && body.start === block.startIndex) return false;
  const hasTodo = todos.some(({ start, end }) => start >= body.start && end <= body.end);
  let statements = 0;
  for (let child = block.firstNamedChild; child; child = child.nextNamedSibling) {
    if ((child.isExtra && !child.isError) || isDoc(child, found.docInside)) continue;
    const kind = placeholders.get(child.id);
    if (kind !== 'always' && !(kind === 'todo' && hasTodo)) return false;
    statements += 1;
  }
  return statements > 0 || grammar.blocks === 'indented' || hasDoc || hasTodo;
}

function isDoc(statement: Node, doc: Node | undefined): boolean {
  return (
    doc !== undefined &&
    statement.startIndex <= doc.startIndex &&
    statement.endIndex >= doc.endIndex
  );
}
