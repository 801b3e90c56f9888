import type { BodyText } from '../languages/kit/declaration.ts';
import type { Declaration } from '../languages/kit/reading/declaration.ts';
import type { Language } from '../languages/language.ts';
import type { TopStatement } from '../languages/parsed-source.ts';
import type { SyntaxNode } from '../syntax-tree.ts';
import type { TextRange } from '../text.ts';

/** The body of a function as it stands under a header; undefined where it holds nothing. */
export function bodyText(
  { node, header, body, doc }: Declaration,
  { reading, indentUnit }: Language,
): BodyText | undefined {
  if (!body) return undefined;
  const layout = reading.layout(node.tree);
  const written = node.tree.text.slice(body.range.start, body.range.end);
  const end = body.range.start + written.trimEnd().length;
  const start = end - written.trim().length;
  if (start >= end) return undefined;
  if (body.kind === 'expression') {
    // An expression below its header continues it: it stays as far in as its author had it.
    const isBelow = node.tree.text.slice(header.end, start).includes('\n');
    const white = layout.indentAt(start);
    const outer = layout.indentAt(header.start);
    const indent = isBelow && white.startsWith(outer) ? white.slice(outer.length) : '';
    const text = layout.moved({ start, end }, { indent });
    return { kind: 'expression', text: isBelow ? `\n${indent}${text}` : text };
  }
  const place = { indent: indentUnit };
  const remarks = remarksAbove(doc, header.end, body.node);
  const aboveDoc = remarks.length > 0 ? { aboveDoc: remarks } : {};
  const above = Math.max(header.end, doc?.end ?? 0);
  const before = node.tree.text.slice(above, start);
  const blank = '\n'.repeat(Math.max(0, before.split('\n').length - 2));
  const inner = [...body.node.namedChildren].find((child) => {
    return child.start > start && child.start < end && layout.beginsLine(child.start);
  });
  if (layout.beginsLine(start) || !inner) {
    return { kind: 'block', text: blank + layout.moved({ start, end }, place), ...aboveDoc };
  }
  // What stands behind the header on its line is as far in as what follows it.
  const first = layout.moved({ start, end: inner.start }, place).trimEnd();
  const rest = layout.moved({ start: inner.start, end }, place);
  return { kind: 'block', text: `${first}\n${indentUnit}${rest}`, ...aboveDoc };
}

/** What is said below the header and above documentation inside the body. */
function remarksAbove(
  doc: TextRange | undefined,
  headerEnd: number,
  { tree: { text }, parent, namedChildren }: SyntaxNode,
): readonly string[] {
  const remarks = [...(parent?.children ?? []), ...namedChildren].filter(
    ({ isExtra, start, end }) =>
      isExtra &&
      doc !== undefined &&
      start > headerEnd &&
      end < doc.start &&
      text.slice(headerEnd, start).includes('\n'),
  );
  return remarks.map((remark) => remark.text.trimEnd());
}

/** A declaration at column 0, without the words that export it. */
export function declarationText(
  { node, range: { start, end }, declarations: [first] }: TopStatement,
  { reading }: Language,
): string {
  const layout = reading.layout(node.tree);
  const place = { indent: '' };
  const words = first?.exportWords;
  if (!words) return layout.moved({ start, end }, place).trim();
  const before = layout.moved({ start, end: words.start }, place);
  return (before + layout.moved({ start: words.end, end }, place)).trim();
}
