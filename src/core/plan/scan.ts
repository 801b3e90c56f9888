import type { TextRange } from '../text.ts';

/** Where the punctuation outside brackets and quotes stands in a piece of one line. */
export interface Scan {
  readonly arrows: readonly number[];
  readonly colons: readonly number[];
  readonly commas: readonly number[];
  /** `=` that assigns: not part of `==`, `=>`, `<=`, `>=`, `!=`. */
  readonly equals: readonly number[];
  /** A `#`, which starts a comment. */
  readonly hash?: number;
  readonly unclosedQuote?: number;
  readonly unclosedBracket?: number;
  /** A closing bracket that nothing opened; where scanning from inside brackets, their end. */
  readonly strayBracket?: number;
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

/**
 * Scans `text` from `start` to `end`. With `angles`, `<` and `>` are brackets too: right for types,
 * wrong for values. Runs in linear time on any input.
 */
export function scan(text: string, start: number, end: number, angles = false): Scan {
  const arrows: number[] = [];
  const colons: number[] = [];
  const commas: number[] = [];
  const equals: number[] = [];
  const open: { readonly at: number; readonly close: string }[] = [];
  let hash: number | undefined;
  let unclosedQuote: number | undefined;
  let strayBracket: number | undefined;
  let at = start;
  while (at < end) {
    const char = text.charAt(at);
    const next = at + 1 < end ? text.charAt(at + 1) : '';
    const top = open.length === 0;
    if (char === '"' || char === "'" || char === '`') {
      const after = afterQuote(text, at, end);
      if (after === undefined) {
        unclosedQuote = at;
        break;
      }
      at = after;
      continue;
    }
    if ((char === '-' || char === '=') && next === '>') {
      if (top && char === '-') arrows.push(at);
      at += 2;
      continue;
    }
    const close = char === '<' && !angles ? undefined : closing[char];
    if (close !== undefined) open.push({ at, close });
    else if (char === ')' || char === ']' || char === '}' || (angles && char === '>')) {
      while (angles && char !== '>' && open.at(-1)?.close === '>') open.pop();
      if (open.at(-1)?.close === char) open.pop();
      else if (char !== '>') {
        strayBracket = at;
        break;
      }
    } else if (top) {
      if (char === ':') colons.push(at);
      else if (char === ',') commas.push(at);
      else if (char === '=' && isAssignment(text, at, start, end)) equals.push(at);
      else if (char === '#') {
        hash = at;
        break;
      }
    }
    at += 1;
  }
  const unclosed = open.find((bracket) => bracket.close !== '>')?.at;
  return {
    arrows,
    colons,
    commas,
    equals,
    ...(hash === undefined ? {} : { hash }),
    ...(unclosedQuote === undefined ? {} : { unclosedQuote }),
    ...(unclosed === undefined ? {} : { unclosedBracket: unclosed }),
    ...(strayBracket === undefined ? {} : { strayBracket }),
  };
}

/** The pieces between separators, each without the white space around it; never empty. */
export function pieces(
  text: string,
  start: number,
  end: number,
  separators: readonly number[],
): readonly TextRange[] {
  const result: TextRange[] = [];
  let from = start;
  for (const separator of [...separators, end]) {
    result.push(trimmed(text, from, separator));
    from = separator + 1;
  }
  return result;
}

/** The range without white space at its ends; empty at `end` where there is nothing else. */
export function trimmed(text: string, start: number, end: number): TextRange {
  let from = start;
  let to = end;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to -= 1;
  while (from < to && isSpace(text.charCodeAt(from))) from += 1;
  return { start: from, end: to };
}

/** Takes white space off both ends of a text: what a document counts as such, line ends included. */
export function trimText(text: string): string {
  const { start, end } = trimmed(text, 0, text.length);
  return text.slice(start, end);
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0xfeff;
}

/** The offset after the closing quote, or nothing. Knows triple quotes and backslashes. */
function afterQuote(text: string, at: number, end: number): number | undefined {
  const quote = text.charAt(at);
  const triple = quote !== '`' && text.startsWith(quote.repeat(3), at) && at + 3 <= end;
  const closer = triple ? quote.repeat(3) : quote;
  let position = at + closer.length;
  while (position < end) {
    if (text.charAt(position) === '\\') position += 2;
    else if (text.startsWith(closer, position)) {
      return position + closer.length <= end ? position + closer.length : undefined;
    } else position += 1;
  }
  return undefined;
}

function isAssignment(text: string, at: number, start: number, end: number): boolean {
  const before = at > start ? text.charAt(at - 1) : '';
  const after = at + 1 < end ? text.charAt(at + 1) : '';
  return after !== '=' && !'=<>!'.includes(before === '' ? ' ' : before);
}
