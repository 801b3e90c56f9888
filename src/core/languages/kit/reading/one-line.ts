import type { SyntaxNode } from '../../../syntax-tree.ts';

const opening = new Set(['(', '[', '{']);
const closing = new Set([')', ']', '}']);

/** Statements that a line end may end, where a semicolon would. */
const endedByLine =
  /^(?:expression_statement|lexical_declaration|variable_declaration|(?:return|throw|break|continue|do|debugger)_statement|(?:public_)?field_definition|property_signature|method_signature)$/;

/**
 * Code on one line, without comments; undefined where a string of it has several lines.
 *
 * @param replaced What stands for some of its tokens, by their places in the tree.
 */
export function onOneLine(
  node: SyntaxNode,
  replaced: ReadonlyMap<number, string> = new Map(),
): string | undefined {
  if (!node.text.includes('\n') && replaced.size === 0) return node.text;
  const ends = endsByLine(node);
  let text = '';
  let end = node.start;
  let last = '';
  let isBehindComment = false;
  for (const token of node.tokens()) {
    const between = node.tree.text.slice(end, token.start);
    if (token.kind === 'comment') {
      if (!text.endsWith(' ')) text += between === '' ? '' : ' ';
      end = token.end;
      isBehindComment = true;
      continue;
    }
    const shown = replaced.get(token.index) ?? token.text;
    if (between.trim() !== '' && between.includes('\n')) return undefined;
    if (token.text.includes('\n')) return undefined;
    const isTight = opening.has(last) || closing.has(token.kind);
    if (!between.includes('\n')) text += isBehindComment ? between.trimStart() : between;
    else text = `${text.trimEnd()}${ends.has(end) ? ';' : ''}${isTight ? '' : ' '}`;
    text += shown;
    end = token.end;
    last = token.kind;
    isBehindComment = false;
  }
  return text.trimEnd();
}

/** Where statements end by the end of their line. */
function endsByLine(node: SyntaxNode): ReadonlySet<number> {
  const ends = new Set<number>();
  for (const block of node.descendants('statement_block', 'class_body', 'object_type')) {
    for (const each of block.namedChildren) {
      if (endedByLine.test(each.kind) && !/[;,]$/.test(each.text)) ends.add(each.end);
    }
  }
  return ends;
}
