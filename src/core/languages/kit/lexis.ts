/**
 * What stands where in source text, one character per character of the text: `"` inside string
 * literals, a blank inside comments (line ends are kept), the text itself elsewhere. Expressions
 * embedded in f-strings and template literals count as code.
 */
export type Mask = string;

/** How the text of a language falls into strings, comments and code. */
export interface Lexis {
  /** Where the comment that starts at `at` ends; `at` itself where none does. */
  readonly commentEnd: (text: string, at: number) => number;
  /** The string literal that starts at `at`. `mask` holds what stands before it. */
  readonly stringAt: (
    text: string,
    at: number,
    mask: readonly string[],
  ) => StringOpening | undefined;
  /**
   * True for a name between these two parts of a Mask that names an argument or a field, such as
   * `name=` in a call. `before` ends with a bracket or comma.
   */
  readonly isKey: (before: Mask, after: Mask) => boolean;
  /** What says which statements belong to a block. */
  readonly blocks: 'indented' | 'braced';
  /** True where a string that is a statement documents: its lines move with the code. */
  readonly documentsByString: boolean;
}

/** How a string literal begins, and what follows from that. */
export interface StringOpening {
  /** Characters before the content: prefix and quotes. */
  readonly length: number;
  /** Empty for a literal that is over already, such as a regular expression. */
  readonly close: string;
  /** True where it may span lines. */
  readonly long: boolean;
  /** What opens an embedded expression, where it may hold one. */
  readonly embed?: '{' | '${';
}

const stringCharacter = '"';

/** Computes the Mask of source text. Never fails: an unterminated string ends where it must. */
export function maskOf(text: string, lexis: Lexis): Mask {
  const scan: Scan = { text, lexis, mask: [] };
  scanCode(scan, 0, undefined);
  return scan.mask.join('');
}

interface Scan {
  readonly text: string;
  readonly lexis: Lexis;
  /** Filled for every character before the position of the scan. */
  readonly mask: string[];
}

/** Scans code from `at` until an unmatched `until`, or to the end; returns where it stopped. */
function scanCode(scan: Scan, at: number, until: string | undefined): number {
  const { text, lexis, mask } = scan;
  let depth = 0;
  while (at < text.length) {
    const here = text.charAt(at);
    if (until !== undefined && here === until && depth === 0) return at;
    const comment = lexis.commentEnd(text, at);
    if (comment > at) {
      at = put(scan, at, comment, ' ');
      continue;
    }
    const opening = lexis.stringAt(text, at, mask);
    if (opening !== undefined) {
      at = scanString(scan, at, opening);
      continue;
    }
    if ('([{'.includes(here)) depth++;
    if (')]}'.includes(here)) depth--;
    mask.push(here);
    at++;
  }
  return at;
}

function scanString(scan: Scan, start: number, opening: StringOpening): number {
  const { text } = scan;
  let at = put(scan, start, start + opening.length, stringCharacter);
  if (opening.close === '') return at;
  while (at < text.length) {
    if (text.startsWith(opening.close, at)) {
      return put(scan, at, at + opening.close.length, stringCharacter);
    }
    if (!opening.long && text[at] === '\n') return at;
    if (text[at] === '\\') {
      at = put(scan, at, at + 2, stringCharacter);
    } else if (opening.embed === '{' && text.startsWith('{{', at)) {
      at = put(scan, at, at + 2, stringCharacter);
    } else if (opening.embed !== undefined && text.startsWith(opening.embed, at)) {
      at = put(scan, at, at + opening.embed.length - 1, stringCharacter);
      scan.mask.push('{');
      at = scanCode(scan, at + 1, '}');
      at = put(scan, at, at + 1, '}');
    } else {
      at = put(scan, at, at + 1, stringCharacter);
    }
  }
  return at;
}

/** Masks `[from, to)`; line ends of comments are kept. */
function put(scan: Scan, from: number, to: number, filler: string): number {
  const end = Math.min(to, scan.text.length);
  for (let at = from; at < end; at++) {
    scan.mask.push(filler === ' ' && scan.text[at] === '\n' ? '\n' : filler);
  }
  return end;
}

/** Index of the bracket that closes the one at `open`, or -1. */
export function closingBracket(mask: Mask, open: number): number {
  let depth = 0;
  for (let at = open; at < mask.length; at++) {
    const here = mask.charAt(at);
    if ('([{'.includes(here)) depth++;
    else if (')]}'.includes(here) && --depth === 0) return at;
  }
  return -1;
}

/** True where every bracket has its partner and no string is left open at the end of a line. */
export function isBalanced(mask: Mask): boolean {
  const open: string[] = [];
  const partner: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
  for (const here of mask) {
    if ('([{'.includes(here)) open.push(here);
    else if (')]}'.includes(here) && open.pop() !== partner[here]) return false;
  }
  return open.length === 0;
}

/** Positions of `separator` outside brackets, strings and comments. */
export function topLevel(mask: Mask, separator: string): number[] {
  const found: number[] = [];
  let depth = 0;
  for (let at = 0; at < mask.length; at++) {
    const here = mask.charAt(at);
    if (depth === 0 && mask.startsWith(separator, at)) {
      found.push(at);
      at += separator.length - 1;
    } else if ('([{'.includes(here)) depth++;
    else if (')]}'.includes(here)) depth--;
  }
  return found;
}

/** Splits at `separator` outside brackets, strings and comments; parts are trimmed, blanks dropped. */
export function splitTopLevel(text: string, separator: string, lexis: Lexis): string[] {
  const mask = maskOf(text, lexis);
  const parts: string[] = [];
  let from = 0;
  for (const at of [...topLevel(mask, separator), text.length]) {
    parts.push(text.slice(from, at).trim());
    from = at + separator.length;
  }
  return parts.filter((part) => part !== '');
}

const identifier = /[\p{L}_$][\p{L}\p{N}_$]*/gu;

/** Names that code mentions outside strings and comments, attributes after a dot left out. */
export function mentionedNames(text: string, lexis: Lexis): Set<string> {
  const mask = maskOf(text, lexis);
  const names = new Set<string>();
  for (const match of mask.matchAll(identifier)) {
    if (isFreeName(mask, match.index)) names.add(match[0]);
  }
  return names;
}

/** Mentioned names whose values the code needs: no keyword of a call and no key of an object. */
export function neededNames(text: string, lexis: Lexis): Set<string> {
  const mask = maskOf(text, lexis);
  const names = new Set<string>();
  for (const { index, 0: name } of mask.matchAll(identifier)) {
    if (isFreeName(mask, index) && !isKey(mask, index, index + name.length, lexis)) {
      names.add(name);
    }
  }
  return names;
}

function isFreeName(mask: Mask, at: number): boolean {
  const before = mask.slice(0, at).trimEnd();
  return !before.endsWith('.') || before.endsWith('...');
}

/**
 * Renames a free name everywhere in code. Attributes, keyword arguments and object keys of the
 * same spelling stay; so do strings and comments.
 */
export function renameName(text: string, from: string, to: string, lexis: Lexis): string {
  const mask = maskOf(text, lexis);
  let result = '';
  let copied = 0;
  for (const match of mask.matchAll(identifier)) {
    const at = match.index;
    if (match[0] !== from || !isFreeName(mask, at)) continue;
    if (isKey(mask, at, at + from.length, lexis)) continue;
    result += text.slice(copied, at) + to;
    copied = at + from.length;
  }
  return result + text.slice(copied);
}

function isKey(mask: Mask, start: number, end: number, lexis: Lexis): boolean {
  const before = mask.slice(0, start).trimEnd();
  return /[(,{]$/.test(before) && lexis.isKey(before, mask.slice(end).trimStart());
}

/** One logical line: a statement or block header that may span physical lines. */
export interface LogicalLine {
  /** As written, without its indentation and the line end. */
  readonly text: string;
  /** Its part of the Mask. */
  readonly mask: Mask;
  /** Columns of white space before it; a tab counts to the next multiple of 8. */
  readonly indent: number;
}

/** Splits text into logical lines: brackets, long strings and trailing backslashes continue a line. */
export function logicalLines(text: string, lexis: Lexis): LogicalLine[] {
  const mask = maskOf(text, lexis);
  const lines: LogicalLine[] = [];
  let start = 0;
  let depth = 0;
  for (let at = 0; at <= text.length; at++) {
    const here = at < text.length ? mask.charAt(at) : '\n';
    if ('([{'.includes(here)) depth++;
    else if (')]}'.includes(here)) depth = Math.max(0, depth - 1);
    if (here !== '\n') continue;
    const continued = depth > 0 || text.charAt(at - 1) === '\\';
    if (continued && at < text.length) continue;
    const raw = text.slice(start, at);
    const lead = raw.length - raw.trimStart().length;
    const code = mask.slice(start + lead, at).trimEnd();
    if (raw.trim() !== '') {
      lines.push({
        text: raw.trim(),
        mask: code.padEnd(raw.trim().length),
        indent: columns(raw.slice(0, lead)),
      });
    }
    start = at + 1;
    depth = 0;
  }
  return lines;
}

/** Where the line that holds `at` ends. */
export function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function columns(white: string): number {
  let width = 0;
  for (const character of white) width = character === '\t' ? width - (width % 8) + 8 : width + 1;
  return width;
}
