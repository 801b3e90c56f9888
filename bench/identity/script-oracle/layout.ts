import ts from 'typescript';

/** A stretch of a file from where a function begins to where it ends. */
export interface Stretch {
  readonly file: ts.SourceFile;
  readonly start: number;
  readonly end: number;
}

interface Line {
  readonly text: string;
  readonly start: number;
  /** It begins inside a string or template: its white space is content. */
  readonly isContent: boolean;
}

const contentKinds: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.StringLiteral,
  ts.SyntaxKind.NoSubstitutionTemplateLiteral,
  ts.SyntaxKind.TemplateHead,
  ts.SyntaxKind.TemplateMiddle,
  ts.SyntaxKind.TemplateTail,
]);

/** The tokens below a node in the order of the text, doc comments left out. */
export function tokensOf(node: ts.Node, file: ts.SourceFile): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (each: ts.Node) => {
    if (ts.isJSDoc(each)) return;
    const children = each.getChildren(file);
    if (children.length > 0) children.forEach(visit);
    else if (each.kind !== ts.SyntaxKind.SyntaxList && each.getEnd() > each.getStart(file)) {
      found.push(each);
    }
  };
  visit(node);
  return found;
}

/** The first of the nodes that fill exactly this stretch, outermost first. */
export function nodeAt({ file, start, end }: Stretch): ts.Node | undefined {
  let node: ts.Node | undefined = file;
  while (node && !(node.getStart(file) === start && node.getEnd() === end)) {
    const outer: ts.Node = node;
    node = ts.forEachChild(outer, (child) =>
      child.getStart(file) <= start && child.getEnd() >= end ? child : undefined,
    );
  }
  return node;
}

export function linesOf({ file, start, end }: Stretch): Line[] {
  const contents: { start: number; end: number }[] = [];
  const visit = (node: ts.Node) => {
    if (node.getEnd() <= start || node.pos >= end) return;
    if (contentKinds.has(node.kind))
      contents.push({ start: node.getStart(file), end: node.getEnd() });
    ts.forEachChild(node, visit);
  };
  visit(file);
  let at = start;
  return file.text
    .slice(start, end)
    .split('\n')
    .map((text) => {
      const line = at;
      at += text.length + 1;
      const isContent = contents.some((each) => each.start < line && line < each.end);
      return { text, start: line, isContent };
    });
}

/** The white space that begins the line of an offset. */
export function indentAt(text: string, at: number): string {
  return white(text.slice(text.lastIndexOf('\n', at - 1) + 1, at));
}

export function white(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

/** At column 0 with `\n` line ends, as one writes it down alone; what strings hold stays. */
export function dedented(stretch: Stretch): string {
  const base = indentAt(stretch.file.text, stretch.start);
  return plain(
    linesOf(stretch).map(({ text, isContent }, row) => {
      if (row === 0 || isContent) return text;
      return text.slice(Math.min(base.length, white(text).length));
    }),
  );
}

/** As `dedented`, with another width of a level; undefined where it has no level or that one already. */
export function reindented(stretch: Stretch, unit: string): string | undefined {
  const own = unitOf(stretch);
  if (own === undefined || own === unit) return undefined;
  const base = indentAt(stretch.file.text, stretch.start);
  return plain(
    linesOf(stretch).map(({ text, isContent }, row) => {
      if (row === 0 || isContent) return text;
      const lead = white(text);
      let rest = lead.slice(Math.min(base.length, lead.length));
      let level = 0;
      for (; rest.startsWith(own); rest = rest.slice(own.length)) level += 1;
      return unit.repeat(level) + rest + text.slice(lead.length);
    }),
  );
}

/** The white space that the function's first block has more than the function. */
export function unitOf({ file, start, end }: Stretch): string | undefined {
  const first = statementsIn({ file, start, end }).find((each) => startsLine(each, file));
  if (!first) return undefined;
  const { line } = file.getLineAndCharacterOfPosition(first.parent.getStart(file));
  const outer = white(file.text.slice(file.getLineStarts()[line] ?? 0));
  const inner = indentAt(file.text, first.getStart(file));
  return inner.startsWith(outer) && inner.length > outer.length
    ? inner.slice(outer.length)
    : undefined;
}

/** The statements of all blocks in a stretch, in the order of the text. */
export function statementsIn({ file, start, end }: Stretch): ts.Statement[] {
  const found: ts.Statement[] = [];
  const visit = (node: ts.Node) => {
    if (node.getEnd() <= start || node.pos >= end) return;
    if (ts.isBlock(node) && node.getStart(file) >= start && node.getEnd() <= end) {
      found.push(...node.statements);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found.sort((a, b) => a.pos - b.pos);
}

export function startsLine(node: ts.Node, file: ts.SourceFile): boolean {
  const start = node.getStart(file);
  const line = file.text.slice(file.text.lastIndexOf('\n', start - 1) + 1, start);
  return line.trim() === '';
}

function plain(lines: readonly string[]): string {
  return lines.join('\n').replaceAll('\r\n', '\n');
}
