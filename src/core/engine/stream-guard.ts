import type { StopReason } from '../ports.ts';
import { RepeatedLines } from './repeated-lines.ts';

/** Characters after a complete block of code that may explain it. */
const mostAfter = 2000;
/** Characters of prose before any code: six pages. */
const mostProse = 12_000;
/** Characters that are the same few again and again, within a line too: in code, where data may look so, and in prose. */
const mostPeriodic = { code: 6000, prose: 10_000 };
const longestPeriod = 1000;
const endLength = 32;
const mostBlank = 2000;
/** How often, in characters, what does not come in lines is looked at. */
const interval = 512;

export interface GuardOptions {
  /** Characters that an answer may think at its beginning without marking it. */
  readonly thoughts: number;
  /** The model is known to mark only the end of its thoughts: nothing is judged before that. */
  readonly thinksUnmarked: boolean;
}

/** Where the answer stands. */
type Part =
  /** Prose, and blocks that are no code. */
  | { readonly kind: 'prose' }
  | {
      readonly kind: 'block';
      readonly fence: string;
      readonly tag: string;
      readonly lines: string[];
    }
  /** Code without a fence, or JSON. */
  | { readonly kind: 'bare' }
  /** Behind a complete block of code. */
  | { readonly kind: 'after' };

/**
 * Watches one answer while it comes, without what is marked as thought, and says when nothing useful is to be
 * expected of it any more.
 */
export class StreamGuard {
  readonly #options: GuardOptions;
  #part: Part = { kind: 'prose' };
  #hasCode = false;
  #lines = new RepeatedLines();
  /** Of the line that is coming. */
  #line = '';
  #characters = 0;
  #prose = 0;
  #after = 0;
  #blank = 0;
  /** The last characters, enough to see that they repeat. */
  #tail = '';
  #looked = 0;
  #waitsForMark: boolean;
  #reason: StopReason | undefined;

  constructor(options: GuardOptions) {
    this.#options = options;
    this.#waitsForMark = options.thinksUnmarked;
  }

  /** Set once the stream is to be stopped. */
  get reason(): StopReason | undefined {
    return this.#reason;
  }

  add(piece: string): void {
    // Line by line, so that it hardly matters how the text is cut.
    for (let at = 0; at < piece.length && this.#reason === undefined;) {
      const newline = piece.indexOf('\n', at);
      const step = interval - (this.#characters % interval);
      const end = Math.min(newline < 0 ? piece.length : newline + 1, at + step);
      this.#take(piece.slice(at, end));
      at = end;
    }
  }

  #take(text: string): void {
    this.#characters += text.length;
    this.#tail += text;
    this.#line += text;
    this.#blank = text.trim() === '' ? this.#blank + text.length : 0;
    if (this.#part.kind === 'prose') this.#prose += text.length;
    if (this.#part.kind === 'after') this.#after += text.length;
    if (text.endsWith('\n')) {
      const line = this.#line.replace(/\r?\n$/, '');
      this.#line = '';
      this.#endLine(line);
    }
    if (!this.#waitsForMark) this.#judge();
  }

  #endLine(line: string): void {
    if (endOfThoughts.test(line)) {
      this.#restart();
      return;
    }
    this.#step(line);
    if (this.#lines.add(line) && !this.#waitsForMark) this.#repeats();
  }

  /** All before was thought. */
  #restart(): void {
    this.#waitsForMark = false;
    this.#part = { kind: 'prose' };
    this.#hasCode = false;
    this.#lines = new RepeatedLines();
    this.#prose = 0;
    this.#after = 0;
    this.#tail = '';
  }

  #step(line: string): void {
    const part = this.#part;
    switch (part.kind) {
      case 'block':
        if (!closes(line, part.fence)) part.lines.push(line);
        else if (isCode(part) || this.#hasCode) this.#complete();
        else this.#part = { kind: 'prose' };
        return;
      case 'bare':
        return;
      case 'prose':
      case 'after': {
        const [, fence, tag = ''] = opening.exec(line) ?? [];
        if (fence !== undefined) {
          this.#part = { kind: 'block', fence, tag: tag.toLowerCase(), lines: [] };
        } else if (part.kind === 'prose' && startsCode(line)) this.#part = { kind: 'bare' };
      }
    }
  }

  #complete(): void {
    this.#part = { kind: 'after' };
    this.#hasCode = true;
    this.#after = 0;
  }

  #judge(): void {
    if (this.#after > mostAfter && this.#part.kind === 'after') this.#reason = 'goes-on';
    else if (this.#part.kind === 'prose' && this.#prose > mostProse + this.#options.thoughts) {
      this.#reason = 'rambles';
    } else if (this.#blank > mostBlank) this.#repeats();
    else if (this.#characters - this.#looked >= interval) this.#lookAtTail();
  }

  #lookAtTail(): void {
    this.#looked = this.#characters;
    const most =
      this.#part.kind === 'prose' ? mostPeriodic.prose + this.#options.thoughts : mostPeriodic.code;
    this.#tail = this.#tail.slice(-most - interval);
    if (this.#tail.length >= most && isPeriodic(this.#tail.slice(-most))) this.#repeats();
  }

  /** Prose that repeats is prose without end; what may be thought is let be. */
  #repeats(): void {
    if (this.#hasCode && this.#part.kind !== 'block') this.#reason = 'goes-on';
    else if (this.#part.kind !== 'prose') this.#reason = 'repeats';
    else if (this.#characters > this.#options.thoughts) this.#reason = 'rambles';
  }
}

const opening = /^[ \t]*(?:>[ \t]?)?(`{3,}|~{3,})[ \t{.]*([\w+#-]*)[^\n`]*$/;

/** Marks with which models end thoughts that they did not begin with one. */
const endOfThoughts =
  /(?:<\/(?:\w+:)?(?:think|thinking|thought|reasoning)>|\[\/THINK\]|◁\/think▷)\s*$/i;

function closes(line: string, fence: string): boolean {
  const trimmed = line.replace(/^[ \t]*>/, '').trim();
  return trimmed.length >= fence.length && trimmed === fence.charAt(0).repeat(trimmed.length);
}

/** Blocks with these tags explain something. */
const explains =
  /^(?:text|txt|plain|plaintext|output|console|bash|sh|shell|math|latex|tex|markdown|md|mermaid|ebnf|bnf|pseudocode)$/;

/** How a definition or a test begins in the usual languages. */
const defines =
  /^\s*(?:(?:export |default |async |public |private |static )*(?:(?:def|function\*?|fn|func|class|struct|interface|enum|type|impl)\b.*[({:=]|(?:const|let|var) +[\w${[].*=)|assert\b|expect\(|self\.assert|it\(|test\()/;

/** Not an example, a formula or a session with which prose explains itself. */
function isCode({
  tag,
  lines,
}: {
  readonly tag: string;
  readonly lines: readonly string[];
}): boolean {
  if (explains.test(tag)) return false;
  return lines.some((line) => defines.test(line)) || lines.filter(isCall).length >= 2;
}

function isCall(line: string): boolean {
  return /^[\w$.]+\(.*\)[;,]?\s*$/.test(line.trim());
}

/** A line that can only be code, or the beginning of an answer in JSON. */
function startsCode(line: string): boolean {
  return /^(?:(?:export |async )*(?:def|function\*?) +[\w$]+ *[(<]|class +\w+.*[:{]\s*$|(?:export )?(?:const|let|var) +\w+ *[:=]|import +[\w.]+(?: as \w+)?\s*$|import .*['"];?\s*$|from +[\w.]+ +import |\s*[{[]\s*(?:["{[]|$))/.test(
    line,
  );
}

/** The text is a short one again and again. */
function isPeriodic(text: string): boolean {
  const last = text.slice(-longestPeriod - endLength);
  const end = last.slice(-endLength);
  const before = last.lastIndexOf(end, last.length - endLength - 1);
  if (before < 0) return false;
  return text.startsWith(text.slice(last.length - endLength - before));
}
