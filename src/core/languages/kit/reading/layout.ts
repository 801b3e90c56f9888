import type { SyntaxTree } from '../../../syntax-tree.ts';
import type { TextRange } from '../../../text.ts';
import { canMove, movedDocstring } from './docstring-lines.ts';
import { LineTable, readLines, type LayoutRules, type Line } from './lines.ts';
import { rescaled, shifted } from './white-space.ts';

/** Where code goes. */
export interface Destination {
  /** White space of the lines that are level with the first one. */
  readonly indent: string;
  /** White space of one level there; left out, levels stay as wide as they are. */
  readonly unit?: string | undefined;
  /** What becomes of the lines of docstrings; they stay where nothing is said. */
  readonly docstrings?: 'move' | 'stay';
}

/**
 * How a text is laid out, by its tree. Only lines that begin a statement or a comment are indented
 * anew; what continues a statement moves with it, by the same shift, so that it stays aligned; what
 * stands in a string never changes. Blank lines stay as they are.
 */
export class Layout {
  readonly lines: readonly Line[];
  readonly #text: string;
  readonly #table: LineTable;
  readonly #continuations: LayoutRules['continuations'];

  constructor(tree: SyntaxTree, rules: LayoutRules) {
    this.#continuations = rules.continuations;
    this.#text = tree.text;
    this.#table = new LineTable(tree.text);
    this.lines = readLines(tree, rules, this.#table);
  }

  /**
   * The white space of one level: what most blocks are indented by, the first of them where others
   * are as many. Undefined where nothing is indented. Continuations count only in a text that has
   * nothing but brackets to indent; strings never do.
   */
  get unit(): string | undefined {
    return this.#mostFrequent('level') ?? this.#mostFrequent('hanging');
  }

  /** The line on which a place stands. */
  lineAt(offset: number): Line {
    const line = this.lines[this.#table.lineOf(offset)];
    if (!line) throw new RangeError(`No line at ${offset}.`);
    return line;
  }

  /** The white space before the line on which a place stands. */
  indentAt(offset: number): string {
    return this.lineAt(offset).white;
  }

  /** True where nothing but white space stands before a place on its line. */
  beginsLine(offset: number): boolean {
    const { start, white, kind } = this.lineAt(offset);
    return kind !== 'string' && kind !== 'docstring' && start + white.length === offset;
  }

  /** The code of a range as it reads elsewhere, its first line without indentation. */
  moved(range: TextRange, destination: Destination): string {
    const first = this.#table.lineOf(range.start);
    return this.#rewritten(range, first, this.#baseOf(range), destination).trimStart();
  }

  /** The white space of the first statement of a range: a remark above it may be further in or out. */
  #baseOf({ start, end }: TextRange): string {
    const first = this.#table.lineOf(start);
    const last = this.#table.lineOf(Math.max(start, end - 1));
    const lines = this.lines.slice(first, last + 1);
    const [line] = lines;
    const isRemark = line?.kind === 'comment' && this.beginsLine(start);
    const statement = isRemark ? lines.find(({ kind }) => kind === 'statement') : undefined;
    return (statement ?? line)?.white ?? '';
  }

  /** The whole text with the indentation that its statements and comments share exchanged. */
  reindented(destination: Destination): string {
    const range = { start: 0, end: this.#text.length };
    return this.#rewritten(range, undefined, this.#shared(), destination);
  }

  /** The whole text without the indentation that its statements and comments share. */
  dedented(docstrings: Destination['docstrings'] = 'stay'): string {
    return this.reindented({ indent: '', docstrings });
  }

  /** The whole text further in. */
  indented(by: string, docstrings: Destination['docstrings'] = 'stay'): string {
    return this.reindented({ indent: by + this.#shared(), docstrings });
  }

  /** @param cutFirst The line of which the indentation is left out. */
  #rewritten(
    { start, end }: TextRange,
    cutFirst: number | undefined,
    base: string,
    destination: Destination,
  ): string {
    const first = this.#table.lineOf(start);
    const last = this.#table.lineOf(Math.max(start, end - 1));
    const fresh = this.#freshWhites(first, last, base, destination);
    const parts: string[] = [];
    let at = start;
    for (let index = first; index <= last; index++) {
      const line = this.lines[index];
      const white = fresh.get(index);
      if (!line || white === undefined) continue;
      const from = Math.max(at, Math.min(line.start, end));
      const to = Math.max(from, Math.min(this.#endOfWhite(index), end));
      parts.push(this.#text.slice(at, from), index === cutFirst ? '' : white);
      at = to;
    }
    parts.push(this.#text.slice(at, end));
    return parts.join('');
  }

  #endOfWhite(index: number): number {
    const line = this.lines[index];
    if (!line) return 0;
    if (line.kind !== 'docstring') return line.start + line.white.length;
    return line.start + (/^[ \t]*/.exec(this.#text.slice(line.start, line.end))?.[0].length ?? 0);
  }

  /** The new white space of every line that gets another. */
  #freshWhites(first: number, last: number, base: string, to: Destination): Map<number, string> {
    const own = this.unit;
    const isEven = to.unit === undefined || own === undefined || own === to.unit;
    const fresh = new Map<number, string>();
    const steps = isEven ? undefined : { own, unit: to.unit };
    const move: Move = { base, indent: to.indent, steps, fresh };
    const isLate: boolean[] = [];
    for (const late of [false, true]) {
      for (let at = first; at <= last; at++) {
        const line = this.lines[at];
        if (!line || line.kind === 'blank' || line.kind === 'string') continue;
        if (line.kind === 'docstring') continue;
        // A comment is as far in as its neighbours, which may come later.
        const follows = line.anchor !== undefined && isLate[line.anchor] === true;
        isLate[at] = line.kind === 'comment' || follows;
        if (isLate[at] === late)
          fresh.set(at, at === first ? to.indent : this.#freshWhite(at, line, move));
      }
    }
    if (to.docstrings === 'move') this.#moveDocstrings(first, last, fresh);
    return fresh;
  }

  #freshWhite(at: number, { white, anchor, kind, step }: Line, move: Move): string {
    const { base, indent, steps, fresh } = move;
    if (!steps) return shifted(white, base, indent);
    const neighbour = kind === 'comment' ? this.#neighbour(at, fresh) : undefined;
    if (neighbour !== undefined) return neighbour;
    const outer = anchor === undefined ? undefined : this.lines[anchor];
    const moved = anchor === undefined ? undefined : fresh.get(anchor);
    if (!outer || moved === undefined) {
      if (!white.startsWith(base)) return shifted(white, base, indent);
      return indent + rescaled(white.slice(base.length), steps);
    }
    if (!white.startsWith(outer.white)) return shifted(white, outer.white, moved);
    const distance = white.slice(outer.white.length);
    // One or two levels further in are levels, whatever happens to stand above them.
    const isLevel =
      this.#continuations === 'levels' && [steps.own, steps.own.repeat(2)].includes(distance);
    if ((step === 'aligned' && !isLevel) || distance === '') return moved + distance;
    const even = rescaled(distance, steps);
    // A block is one level in, however far its author went.
    return moved + (step === 'level' && even === distance ? steps.unit : even);
  }

  /** What a statement before or after a comment gets that is as far in. */
  #neighbour(at: number, fresh: ReadonlyMap<number, string>): string | undefined {
    const { white = '' } = this.lines[at] ?? {};
    for (const direction of [1, -1]) {
      for (let other = at + direction; ; other += direction) {
        const line = this.lines[other];
        if (!line) break;
        if (line.kind !== 'statement') continue;
        if (line.white === white && fresh.has(other)) return fresh.get(other);
        if (direction === 1 || line.white.length < white.length) break;
      }
    }
    return undefined;
  }

  #moveDocstrings(first: number, last: number, fresh: Map<number, string>): void {
    for (let at = first; at <= last; at++) {
      const { kind, anchor } = this.lines[at] ?? {};
      if (kind !== 'docstring' || anchor === undefined) continue;
      let end = at;
      while (
        end < last &&
        this.lines[end + 1]?.anchor === anchor &&
        this.lines[end + 1]?.kind === kind
      )
        end++;
      const from = this.lines[anchor]?.white ?? '';
      const to = fresh.get(anchor);
      const rows = this.lines.slice(anchor, end + 1);
      const texts = rows.map((line) => this.#text.slice(line.start, line.end));
      if (to !== undefined && canMove(texts, from, to)) {
        movedDocstring(texts, from, to).forEach((white, row) => {
          if (white !== undefined) fresh.set(anchor + row, white);
        });
      }
      at = end;
    }
  }

  #mostFrequent(step: Line['step']): string | undefined {
    const counts = new Map<string, number>();
    for (const { white, anchor, step: own, kind } of this.lines) {
      const outer = anchor === undefined ? undefined : this.lines[anchor];
      if (!outer || own !== step || kind === 'comment' || kind === 'markup') continue;
      if (!white.startsWith(outer.white) || white === outer.white) continue;
      const distance = white.slice(outer.white.length);
      counts.set(distance, (counts.get(distance) ?? 0) + 1);
    }
    return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
  }

  /** The white space that all statements and comments begin with. */
  #shared(): string {
    let shared: string | undefined;
    for (const { kind, white } of this.lines) {
      if (kind !== 'statement' && kind !== 'comment') continue;
      shared = shared === undefined ? white : commonStart(shared, white);
    }
    return shared ?? '';
  }
}

interface Move {
  /** White space of the first line before and after the move. */
  readonly base: string;
  readonly indent: string;
  /** White space of the lines that were moved already. */
  readonly fresh: ReadonlyMap<number, string>;
  /** Set where levels change their width. */
  readonly steps: { readonly own: string; readonly unit: string } | undefined;
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}
