import type { LanguageFamily } from './facts.ts';

/**
 * What stands where in source text, one character per character of the text: `"` inside string
 * literals, a blank inside comments (line ends are kept), the text itself elsewhere. Expressions
 * embedded in f-strings and template literals count as code.
 */
export type Mask = string;

const stringCharacter = '"';

/** Computes the Mask of source text. Never fails: an unterminated string ends where it must. */
export function maskOf(text: string, family: LanguageFamily): Mask {
  const scan: Scan = { text, family, mask: [] };
  scanCode(scan, 0, undefined);
  return scan.mask.join('');
}

interface Scan {
  readonly text: string;
  readonly family: LanguageFamily;
  /** Filled for every character before the position of the scan. */
  readonly mask: string[];
}

/** Scans code from `at` until an unmatched `until`, or to the end; returns where it stopped. */
function scanCode(scan: Scan, at: number, until: string | undefined): number {
  const { text, family, mask } = scan;
  let depth = 0;
  while (at < text.length) {
    const here = text.charAt(at);
    if (until !== undefined && here === until && depth === 0) return at;
    const comment = commentEnd(text, at, family);
    if (comment > at) {
      at = put(scan, at, comment, ' ');
      continue;
    }
    const opening = stringAt(text, at, family, mask);
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

function commentEnd(text: string, at: number, family: LanguageFamily): number {
  if (family === 'python') return text[at] === '#' ? lineEnd(text, at) : at;
  if (text.startsWith('//', at)) return lineEnd(text, at);
  if (!text.startsWith('/*', at)) return at;
  const end = text.indexOf('*/', at + 2);
  return end < 0 ? text.length : end + 2;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

interface Opening {
  /** Characters before the content: prefix and quotes. */
  readonly length: number;
  readonly close: string;
  /** True where it may span lines. */
  readonly long: boolean;
  /** What opens an embedded expression, where it may hold one. */
  readonly embed?: '{' | '${';
  readonly raw: boolean;
}

function stringAt(
  text: string,
  at: number,
  family: LanguageFamily,
  mask: readonly string[],
): Opening | undefined {
  const here = text.charAt(at);
  if (family === 'python') {
    if (/[\w]/.test(text.charAt(at - 1))) return undefined;
    const match = /^([rRbBuUfFtT]{0,2})("""|'''|"|')/.exec(text.slice(at, at + 5));
    if (match === null) return undefined;
    const prefix = (match[1] ?? '').toLowerCase();
    const close = match[2] ?? '"';
    return {
      length: match[0].length,
      close,
      long: close.length === 3,
      raw: prefix.includes('r'),
      ...(/[ft]/.test(prefix) ? { embed: '{' } : {}),
    };
  }
  if (here === '`') return { length: 1, close: '`', long: true, embed: '${', raw: false };
  if (here === '"' || here === "'") return { length: 1, close: here, long: false, raw: false };
  if (here === '/' && startsRegExp(mask)) {
    const match = /^\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\//.exec(
      text.slice(at, at + 2000),
    );
    if (match !== null) return { length: match[0].length, close: '', long: false, raw: true };
  }
  return undefined;
}

/** A slash starts a regular expression where an operand is expected. */
function startsRegExp(mask: readonly string[]): boolean {
  const before = mask.slice(-40).join('').trimEnd();
  if (before === '') return true;
  if (/(?:^|[^\w$.])(?:return|typeof|case|in|of|void|delete|await|yield)$/.test(before)) {
    return true;
  }
  return /[(,=:[!&|?{};+\-*%<>~^]$/.test(before);
}

function scanString(scan: Scan, start: number, opening: Opening): number {
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
export function splitTopLevel(text: string, separator: string, family: LanguageFamily): string[] {
  const mask = maskOf(text, family);
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
export function mentionedNames(text: string, family: LanguageFamily): Set<string> {
  const mask = maskOf(text, family);
  const names = new Set<string>();
  for (const match of mask.matchAll(identifier)) {
    if (isFreeName(mask, match.index)) names.add(match[0]);
  }
  return names;
}

/** Mentioned names whose values the code needs: no keyword of a call and no key of an object. */
export function neededNames(text: string, family: LanguageFamily): Set<string> {
  const mask = maskOf(text, family);
  const names = new Set<string>();
  for (const { index, 0: name } of mask.matchAll(identifier)) {
    if (isFreeName(mask, index) && !isKey(mask, index, index + name.length, family)) {
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
export function renameName(text: string, from: string, to: string, family: LanguageFamily): string {
  const mask = maskOf(text, family);
  let result = '';
  let copied = 0;
  for (const match of mask.matchAll(identifier)) {
    const at = match.index;
    if (match[0] !== from || !isFreeName(mask, at)) continue;
    if (isKey(mask, at, at + from.length, family)) continue;
    result += text.slice(copied, at) + to;
    copied = at + from.length;
  }
  return result + text.slice(copied);
}

/** True for `name=` in a Python call and `name:` in a JavaScript object. */
function isKey(mask: Mask, start: number, end: number, family: LanguageFamily): boolean {
  const before = mask.slice(0, start).trimEnd();
  if (!/[(,{]$/.test(before)) return false;
  const after = mask.slice(end).trimStart();
  return family === 'python' ? /^=(?!=)/.test(after) : after.startsWith(':') && !inParens(before);
}

/** True where the innermost open bracket is a parenthesis: `(name: type)` is a parameter, no key. */
function inParens(before: Mask): boolean {
  let depth = 0;
  for (let at = before.length - 1; at >= 0; at--) {
    const here = before.charAt(at);
    if (')]}'.includes(here)) depth++;
    else if ('([{'.includes(here) && depth-- === 0) return here === '(';
  }
  return false;
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
export function logicalLines(text: string, family: LanguageFamily): LogicalLine[] {
  const mask = maskOf(text, family);
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

function columns(white: string): number {
  let width = 0;
  for (const character of white) width = character === '\t' ? width - (width % 8) + 8 : width + 1;
  return width;
}
