import { languageOf } from '../languages/languages.ts';
import type { Language } from '../languages/language.ts';
import { trimmedEnd } from '../languages/kit/reading/cut.ts';
import { functionNamed } from '../languages/kit/reading/declaration.ts';
import type { Parser } from '../ports.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax-tree.ts';
import type { Target, Task } from '../task.ts';
import type { TextRange } from '../text.ts';
import {
  bodyIn,
  functionParts,
  headerWords,
  onOneLine,
  type FunctionParts,
} from './function-parts.ts';
import { lineEndOf, withLineEnds } from './line-ends.ts';

/**
 * What stands in the place of the target's range: the file's own bytes with the body's statements
 * exchanged. Header, decorators, documentation, comments behind the header and directives stay, and
 * so do remarks of a stub, which say how it is to be done. Undefined where the candidate stands
 * under another header: then all of it is new.
 *
 * @param code The candidate at column 0, its levels as wide as the file's.
 */
export async function targetText(
  task: Task,
  code: string,
  parser: Parser,
): Promise<string | undefined> {
  const { target } = task;
  const { text } = target.snapshot;
  const language = languageOf(task.language);
  const file = await parser.tree(task.language, text);
  const fresh = await language.reading.snippet(parser, task.language, code);
  const own = partsOf(file, target);
  const main = functionNamed(language.reading.declarations(fresh), task.contract.name);
  const theirs = main?.body && functionParts(main.body.node);
  if (!own || !theirs) return undefined;
  const from = target.range.start;
  const header = headerWords(file.root, from, own);
  if (header === '' || header !== headerWords(fresh.root, main.header.start, theirs)) {
    return undefined;
  }
  const unit = await unitOf(task, parser, language);
  const writer = new BodyWriter({ task, language, file, own, fresh, theirs, unit });
  const eol = lineEndOf(text);
  const { range, newText } = writer.edit(main.doc);
  const remarks = withLineEnds(writer.remarksAboveDoc(main.doc), eol);
  const remarksAt = remarks === '' ? range.start : (target.doc?.start ?? range.start);
  const behind = code.slice(main.whole.end).replace(/^;/, '').trim();
  const beside =
    behind === ''
      ? ''
      : `\n\n${target.indent}${writer.moved(behindRange(code, main.whole.end), target.indent)}`;
  return (
    text.slice(from, remarksAt) +
    remarks +
    text.slice(remarksAt, range.start) +
    withLineEnds(newText, eol) +
    text.slice(range.end, target.range.end) +
    withLineEnds(beside, eol)
  );
}

function behindRange(code: string, from: number): TextRange {
  const rest = code.slice(from);
  const start = from + rest.length - rest.replace(/^;?\s+/, '').length;
  return { start, end: code.trimEnd().length };
}

function partsOf({ root }: SyntaxTree, { range, body }: Target): FunctionParts | undefined {
  const node = bodyIn(root, range, body);
  return node && functionParts(node);
}

/** The white space of one level in the target as it is written, else in its file. */
async function unitOf(
  { target, language: id }: Task,
  parser: Parser,
  { reading }: Language,
): Promise<string | undefined> {
  const { text } = target.snapshot;
  if (!target.isStub) {
    const written = text.slice(target.range.start, target.range.end);
    const own = reading.layout(await reading.snippet(parser, id, target.indent + written)).unit;
    if (own !== undefined) return own;
  }
  return reading.layout(await parser.tree(id, text)).unit;
}

interface Writing {
  readonly task: Task;
  readonly language: Language;
  readonly file: SyntaxTree;
  readonly own: FunctionParts;
  readonly fresh: SyntaxTree;
  readonly theirs: FunctionParts;
  readonly unit: string | undefined;
}

/** Puts the statements of one body into the place of those of another. */
class BodyWriter {
  readonly #writing: Writing;

  constructor(writing: Writing) {
    this.#writing = writing;
  }

  /** Code of the candidate as it reads at an indentation of the file. */
  moved(range: TextRange, indent: string): string {
    const { fresh, language, unit } = this.#writing;
    return language.reading
      .layout(fresh)
      .moved(range, { indent, unit: unit ?? language.indentUnit, docstrings: 'move' });
  }

  /** @param doc The documentation in the candidate's body. */
  edit(doc: TextRange | undefined): { readonly range: TextRange; readonly newText: string } {
    const { own, theirs } = this.#writing;
    if (own.form === 'expression' || theirs.form === 'expression') return this.#exchanged();
    return this.#statements(doc);
  }

  /**
   * Remarks that the candidate has above documentation in its body and the file has not, each with
   * the white space of the line below; empty where the documentation begins no line.
   */
  remarksAboveDoc(doc: TextRange | undefined): string {
    const { task, file, language, own, theirs } = this.#writing;
    const ours = task.target.doc;
    if (!doc || !ours || ours.start < own.headerEnd || own.form !== 'block') return '';
    const layout = language.reading.layout(file);
    if (!layout.beginsLine(ours.start)) return '';
    const indent = layout.indentAt(ours.start);
    const had = own.items.filter(({ isExtra }) => isExtra).map(textOf);
    return theirs.items
      .filter((item) => item.isExtra && item.end <= doc.start && !had.includes(textOf(item)))
      .map((item) => `${textOf(item)}\n${indent}`)
      .join('');
  }

  /** Another expression, or a block for one. */
  #exchanged() {
    const { task, own, theirs, file, language } = this.#writing;
    const { body, headerEnd } = own;
    const { start, end } = body;
    const isSame = own.form === theirs.form;
    const isBelow = !onOneLine(file.text, headerEnd, start);
    const layout = language.reading.layout(file);
    const indent = isSame && isBelow ? layout.indentAt(start) : task.target.indent;
    const newText = this.moved(theirs.body.range, indent);
    return isSame
      ? { range: { start, end }, newText }
      : { range: { start: headerEnd, end }, newText: ` ${newText}` };
  }

  #statements(doc: TextRange | undefined) {
    const { task, own, file } = this.#writing;
    const { text } = file;
    const { close, headerEnd } = own;
    const { settled, left } = this.#settled();
    const lastSettled = settled.at(-1);
    const behind = lastSettled ? trimmedEnd(lastSettled) : this.#bodyStart();
    const { kept, range: content } = this.#content(settled, left, doc);
    const indent = this.#bodyIndent();
    const [first] = left;
    const last = left.at(-1);
    const end = !last ? behind : close ? trimmedEnd(last) : task.target.range.end;
    const lines = [...kept, content ? this.moved(content, indent) : ''].filter(
      (part) => part !== '',
    );
    const newText = lines.join(`\n${indent}`);
    if (first && this.#isInline() && !newText.includes('\n')) {
      return { range: { start: first.start, end }, newText };
    }
    const isBelow = first !== undefined && !onOneLine(text, behind, first.start);
    const start = isBelow ? first.start : behind;
    const lead = isBelow ? '' : `\n${indent}`;
    if (!close) {
      const documentation = settled.find((item) => !item.isExtra);
      // Nothing may stand below a docstring on the line of the header.
      if (!documentation || !onOneLine(text, headerEnd, documentation.start)) {
        return { range: { start, end }, newText: lead + newText };
      }
      const moved = `\n${indent}${documentation.text}\n${indent}`;
      return { range: { start: headerEnd, end }, newText: moved + newText };
    }
    if (last && !onOneLine(text, end, close.start)) {
      return { range: { start, end }, newText: lead + newText };
    }
    return {
      range: { start, end: close.start },
      newText: `${lead}${newText}\n${task.target.indent}`,
    };
  }

  /** Where the inside of the body begins: behind the brace or the colon. */
  #bodyStart(): number {
    const { own } = this.#writing;
    return own.form === 'braces' ? own.body.start + 1 : own.headerEnd;
  }

  /**
   * What the body begins with and keeps: comments on the header's line, the docstring with the
   * comments around it.
   */
  #settled(): { readonly settled: readonly SyntaxNode[]; readonly left: readonly SyntaxNode[] } {
    const { task, own, file } = this.#writing;
    const { items } = own;
    const { doc } = task.target;
    let count = 0;
    const start = this.#bodyStart();
    while (
      items[count]?.isExtra === true &&
      onOneLine(file.text, start, items[count]?.start ?? 0)
    ) {
      count += 1;
    }
    const at = doc ? items.findIndex((item) => item.start <= doc.start && item.end >= doc.end) : -1;
    if (doc && at >= 0) {
      count = at + 1;
      while (
        items[count]?.isExtra === true &&
        onOneLine(file.text, doc.end, items[count]?.start ?? 0)
      ) {
        count += 1;
      }
    }
    return { settled: items.slice(0, count), left: items.slice(count) };
  }

  /** The lines of the file that stay above the candidate's statements, and those statements. */
  #content(
    settled: readonly SyntaxNode[],
    left: readonly SyntaxNode[],
    doc: TextRange | undefined,
  ): { readonly kept: readonly string[]; readonly range: TextRange | undefined } {
    const { task, theirs, language } = this.#writing;
    const documents = settled.some((item) => !item.isExtra);
    const docAt = theirs.items.findIndex((item) => doc !== undefined && item.end >= doc.end);
    const items = [...theirs.items.slice(documents ? docAt + 1 : 0)];
    const directives = leading(left, isDirective);
    const above = new Set([...settled, ...directives].map(textOf));
    const written = new Set(items.map(textOf));
    const isKept = (item: SyntaxNode) => above.has(textOf(item));
    items.splice(
      0,
      leading(items, (item) => (item.isExtra || isDirective(item)) && isKept(item)).length,
    );
    const remarks = left.filter((item, at) => {
      if (!item.isExtra || written.has(textOf(item)) || this.#isTrailing(item)) return false;
      if (language.pragma.test(item.text)) return at === 0;
      return task.target.isStub && !/TODO|FIXME|XXX/.test(item.text);
    });
    const kept = left.filter((item) => directives.includes(item) || remarks.includes(item));
    const [first] = items;
    const last = items.at(-1);
    const range = first && last && { start: first.start, end: trimmedEnd(last) };
    return { kept: kept.map(textOf), range };
  }

  #isTrailing({ start }: SyntaxNode): boolean {
    const { file, language } = this.#writing;
    return !language.reading.layout(file).beginsLine(start);
  }

  /** White space of the file's statements in this body, or of what they would have. */
  #bodyIndent(): string {
    const { task, own, file, language, unit } = this.#writing;
    const { indent } = task.target;
    const layout = language.reading.layout(file);
    const first = own.items.find((item) => !item.isExtra && layout.beginsLine(item.start));
    const white = first && layout.indentAt(first.start);
    if (white?.startsWith(indent) === true && white !== indent) return white;
    return indent + (unit ?? language.indentUnit);
  }

  /** A body that its author wrote on the line of its header. */
  #isInline(): boolean {
    const { task, own, file } = this.#writing;
    const last = own.items.at(-1);
    if (task.target.isStub || !last) return false;
    return onOneLine(file.text, own.headerEnd, own.close?.end ?? last.end);
  }
}

/** A string that is a statement at the head of a body in braces. */
function isDirective({ kind, namedChildren, parent }: SyntaxNode): boolean {
  const [only] = namedChildren;
  return (
    kind === 'expression_statement' &&
    namedChildren.length === 1 &&
    only?.kind === 'string' &&
    parent?.children[0]?.kind === '{'
  );
}

function leading<T>(items: readonly T[], belongs: (item: T) => boolean): readonly T[] {
  const end = items.findIndex((item) => !belongs(item));
  return end < 0 ? items : items.slice(0, end);
}

function textOf({ text }: SyntaxNode): string {
  return text.trimEnd();
}
