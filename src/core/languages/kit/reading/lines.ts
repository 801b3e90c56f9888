import type { SyntaxNode, SyntaxTree } from '../../../syntax-tree.ts';

/** What a language says of its lines. */
export interface LayoutRules {
  /** Kinds of nodes whose inside is content: no line that begins there may change. */
  readonly strings: ReadonlySet<string>;
  /** Kinds of nodes whose children are statements, one level deeper than what owns them. */
  readonly blocks: ReadonlySet<string>;
  /** Kinds of nodes that hold statements of their own without brackets: `case 1:`, `if (x)`. */
  readonly owners: ReadonlySet<string>;
  /** Kinds of nodes that begin a line as far indented as what they belong to, such as `else`. */
  readonly clauses: ReadonlySet<string>;
  /** Kinds of nodes that are parts of a statement and hold comments where no bracket is open. */
  readonly expressions: RegExp;
  /**
   * How far the lines are in on which code goes on, where they are level with nothing above: by
   * whole levels, or as far as their author chose.
   */
  readonly continuations: 'levels' | 'chosen';
  /** True for a token that opens a string over several lines that the text does not close. */
  readonly opensUnclosed: (token: SyntaxNode) => boolean;
  /** True for the string that documents a function, class or module. */
  readonly isDocumentation: (string: SyntaxNode) => boolean;
}

/**
 * What a line begins with. `statement` and `comment` may be indented anew; `continuation` moves with
 * its statement; `markup` (text between tags) may move too, for its white space means nothing;
 * `docstring` moves only where that is asked for; `string` never does, nor does a `#!` line.
 */
export type LineKind =
  'statement' | 'comment' | 'continuation' | 'markup' | 'string' | 'docstring' | 'blank';

/** One line of code, as far as its indentation goes. */
export interface Line {
  /** Where its white space begins: behind a byte order mark or a form feed. */
  readonly start: number;
  /** Where its text ends, before the line end. */
  readonly end: number;
  /** The white space that it begins with; empty inside a string. */
  readonly white: string;
  readonly kind: LineKind;
  /** The earlier line that its indentation is relative to; undefined for the outermost ones. */
  readonly anchor?: number | undefined;
  /**
   * How far it stands from its anchor: one `level`, a level because a bracket ends the line there
   * (`hanging`), by levels for it goes on what stands above (`continued`), or as far as its author
   * chose (`aligned`).
   */
  readonly step: 'level' | 'hanging' | 'continued' | 'aligned';
}

/** Finds lines by offsets. */
export class LineTable {
  readonly starts: readonly number[];

  constructor(text: string) {
    const starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    this.starts = starts;
  }

  lineOf(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

const opening = new Set(['(', '[', '{', '${', '{|']);
const closing = new Set([')', ']', '}', '|}']);

/** The first token of a line, and the bracket that is open before it. */
interface Beginning {
  readonly token: SyntaxNode;
  readonly bracket: SyntaxNode | undefined;
}

/** Takes a text apart into lines, by its tree. */
export function readLines(tree: SyntaxTree, rules: LayoutRules, table: LineTable): readonly Line[] {
  const { text } = tree;
  const strings = linesInStrings(tree, rules, table);
  const { beginnings, lastTokens } = tokensOfLines(tree, table);
  const context: Context = { tree, rules, table, lastTokens };
  return table.starts.map((begin, at): Line => {
    const next = table.starts[at + 1];
    const full = next === undefined ? text.length : next - 1;
    const end = text[full - 1] === '\r' && full > begin ? full - 1 : full;
    const inString = strings.get(at);
    if (inString) return { start: begin, end, white: '', step: 'aligned', ...inString };
    const start = behindMarks(text, begin);
    const white = whiteAt(text, start);
    const code = start + white.length;
    if (code >= end) return { start, end, white, kind: 'blank', step: 'aligned' };
    const beginning = beginnings.get(at);
    const place =
      beginning?.token.start === code
        ? placeOf(beginning, context)
        : placeInside(tree.root.at(code, code + 1), context);
    const anchor = place.anchor !== undefined && place.anchor < at ? place.anchor : undefined;
    return { start, end, white, ...place, anchor };
  });
}

/** A byte order mark and form feeds stand before the white space that counts. */
function behindMarks(text: string, begin: number): number {
  const marks = /\uFEFF?(?:[ \t]*\f)*/y;
  marks.lastIndex = begin;
  return begin + (marks.exec(text)?.[0].length ?? 0);
}

function whiteAt(text: string, at: number): string {
  const white = /[ \t]*/y;
  white.lastIndex = at;
  return white.exec(text)?.[0] ?? '';
}

type InString = Pick<Line, 'kind' | 'anchor'>;

/** Lines that begin inside a string. */
function linesInStrings(
  tree: SyntaxTree,
  { strings, isDocumentation, opensUnclosed }: LayoutRules,
  table: LineTable,
): ReadonlyMap<number, InString> {
  const lines = new Map<number, InString>();
  for (const node of tree.descendants(...strings)) {
    const first = table.lineOf(node.start);
    const last = table.lineOf(Math.max(node.start, node.end - 1));
    if (first === last) continue;
    const kind = isDocumentation(node) ? 'docstring' : 'string';
    for (let line = first + 1; line <= last; line++) {
      if (!lines.has(line)) lines.set(line, { kind, anchor: first });
    }
  }
  if (tree.isSound) return lines;
  for (const token of tree.root.tokens()) {
    if (!opensUnclosed(token)) continue;
    const first = table.lineOf(token.start);
    for (let line = first + 1; line < table.starts.length; line++) {
      lines.set(line, { kind: 'string', anchor: first });
    }
    break;
  }
  return lines;
}

function tokensOfLines(
  tree: SyntaxTree,
  table: LineTable,
): {
  readonly beginnings: ReadonlyMap<number, Beginning>;
  readonly lastTokens: ReadonlyMap<number, SyntaxNode>;
} {
  const beginnings = new Map<number, Beginning>();
  const lastTokens = new Map<number, SyntaxNode>();
  const brackets: SyntaxNode[] = [];
  for (const token of tree.root.tokens()) {
    if (token.start === token.end) continue;
    const line = table.lineOf(token.start);
    const isBracket = !token.isNamed;
    if (isBracket && closing.has(token.kind)) {
      if (!beginnings.has(line)) beginnings.set(line, { token, bracket: brackets.at(-1) });
      brackets.pop();
    } else {
      if (!beginnings.has(line)) beginnings.set(line, { token, bracket: brackets.at(-1) });
      if (isBracket && opening.has(token.kind)) brackets.push(token);
    }
    if (!token.isExtra) lastTokens.set(line, token);
  }
  return { beginnings, lastTokens };
}

interface Context {
  readonly tree: SyntaxTree;
  readonly rules: LayoutRules;
  readonly table: LineTable;
  readonly lastTokens: ReadonlyMap<number, SyntaxNode>;
}

type Place = Pick<Line, 'kind' | 'anchor' | 'step'>;

function placeOf({ token, bracket }: Beginning, context: Context): Place {
  const { rules, table } = context;
  const lineOf = (node: SyntaxNode) => table.lineOf(node.start);
  if (!token.isNamed && closing.has(token.kind)) {
    return {
      kind: 'continuation',
      anchor: bracket && lineOf(ownerOf(bracket, rules)),
      step: rules.continuations === 'levels' ? 'continued' : 'aligned',
    };
  }
  if (token.kind === 'hash_bang_line') return { kind: 'string', step: 'aligned' };
  const node = outermostFrom(token, rules);
  const { parent } = node;
  const kind = token.isExtra ? 'comment' : 'statement';
  if (!parent || isOutermost(parent)) {
    return bracket === undefined || parent?.isError !== true
      ? { kind, step: 'aligned' }
      : { kind: 'continuation', anchor: lineOf(bracket), step: 'aligned' };
  }
  if (rules.blocks.has(parent.kind)) {
    const isBraced = bracket !== undefined && bracket.parent === parent;
    const owner = isBraced ? ownerOf(bracket, rules) : (parent.parent ?? parent);
    return { kind, anchor: lineOf(owner), step: 'level' };
  }
  if (rules.clauses.has(node.kind) || rules.clauses.has(parent.kind)) {
    const isOwn = rules.owners.has(parent.kind) && !rules.clauses.has(node.kind);
    return { kind, anchor: lineOf(parent), step: isOwn && !token.isExtra ? 'level' : 'aligned' };
  }
  if (rules.owners.has(parent.kind) && isOwnStatement(node)) {
    return { kind, anchor: lineOf(parent), step: 'level' };
  }
  const isInBrackets = bracket?.parent !== undefined && !rules.blocks.has(bracket.parent.kind);
  if (token.isExtra && !isInBrackets && !rules.expressions.test(parent.kind)) {
    return { kind: 'comment', anchor: lineOf(parent), step: 'aligned' };
  }
  return { kind: 'continuation', ...continued(node, bracket, context) };
}

/**
 * What the inside of a bracket is level with: for a block what it belongs to, whose header may go
 * over several lines, and for anything else the bracket.
 */
function ownerOf(bracket: SyntaxNode, { blocks }: LayoutRules): SyntaxNode {
  const block = bracket.parent;
  const owner = block?.parent;
  if (!owner || !blocks.has(block.kind)) return bracket;
  return blocks.has(owner.kind) || isOutermost(owner) ? bracket : owner;
}

/** Where code goes on: from the part of it that begins an earlier line, or from an open bracket. */
function continued(
  node: SyntaxNode,
  bracket: SyntaxNode | undefined,
  context: Context,
): Omit<Place, 'kind'> {
  const { tree, rules, table, lastTokens } = context;
  const step = () =>
    rules.continuations === 'levels' && !isLevelWithCode(node, bracket, context)
      ? 'continued'
      : 'aligned';
  let inner = node;
  let isInTag = false;
  for (const outer of node.ancestors()) {
    if (bracket && outer.start <= bracket.start) break;
    isInTag ||= isTag(outer) && inner.isNamed && inner.kind !== 'jsx_closing_element';
    if (outer.start < node.start && beginsLine(tree, outer)) {
      return { anchor: table.lineOf(outer.start), step: isInTag ? 'hanging' : step() };
    }
    inner = outer;
  }
  if (!bracket) return { step: step() };
  const line = table.lineOf(bracket.start);
  return { anchor: line, step: lastTokens.get(line) === bracket ? 'hanging' : step() };
}

/** Of what stands beside code that goes on only so many parts are looked at. */
const partsLookedAt = 8;

/** True where code that goes on stands right below the part that it goes on, or below one beside it. */
function isLevelWithCode(
  node: SyntaxNode,
  bracket: SyntaxNode | undefined,
  { tree, rules }: Context,
): boolean {
  const column = columnOf(node);
  if (tree.text[node.start - 1] === '\t') return false;
  for (let part = node; ;) {
    const { parent } = part;
    if (!parent || isOutermost(parent) || rules.blocks.has(parent.kind)) return false;
    let other = parent.firstChild;
    for (let at = 0; other && other.start < part.start && at < partsLookedAt; at++) {
      const isAlike = other.isNamed === node.isNamed && columnOf(other) === column;
      if (isAlike && !beginsLine(tree, other)) return true;
      other = other.nextSibling;
    }
    if (bracket && parent.start <= bracket.start) return false;
    part = parent;
  }
}

function columnOf({ tree, start }: SyntaxNode): number {
  return start - (tree.text.lastIndexOf('\n', start - 1) + 1);
}

function isTag({ kind }: SyntaxNode): boolean {
  return /^jsx_(?:element|opening_element|self_closing_element)$/.test(kind);
}

function beginsLine({ text }: SyntaxTree, { start }: SyntaxNode): boolean {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  return /^\uFEFF?[ \t\f]*$/.test(text.slice(lineStart, start));
}

/** A line whose beginning lies inside a token: a comment over several lines, or text between tags. */
function placeInside(node: SyntaxNode, { table }: Context): Place {
  if (node.isExtra) {
    return { kind: 'continuation', anchor: table.lineOf(node.start), step: 'aligned' };
  }
  const isText = node.kind === 'jsx_text' || node.kind === 'html_character_reference';
  const outer = isText ? (node.parent ?? node) : node;
  return {
    kind: isText ? 'markup' : 'continuation',
    anchor: table.lineOf(outer.start),
    step: isText ? 'hanging' : 'aligned',
  };
}

/** The largest node that begins with a token, within the list of statements that holds it. */
function outermostFrom(token: SyntaxNode, { blocks }: LayoutRules): SyntaxNode {
  let node = token;
  for (;;) {
    const { parent } = node;
    if (!parent || parent.start !== token.start) return node;
    if (isOutermost(parent) || blocks.has(parent.kind)) return node;
    node = parent;
  }
}

function isOutermost(node: SyntaxNode): boolean {
  return node.parent === undefined || node.isError;
}

function isOwnStatement(node: SyntaxNode): boolean {
  return node.field === 'body' || node.field === 'consequence' || /_statement$/.test(node.kind);
}
