import { trimmed } from './scan.ts';
import { fence } from './syntax.ts';

/** One line of a plan document, without its terminator. */
export interface SourceLine {
  readonly start: number;
  readonly end: number;
  /** First and after the last character that is not white space; equal on a blank line. */
  readonly from: number;
  readonly to: number;
  /**
   * The width of the white space before `from`; a tab goes on to the next multiple of 8, a
   * byte order mark has none.
   */
  readonly column: number;
  /** True where at least one blank line stands before. */
  readonly spaced: boolean;
}

/** Splits at `\n`, `\r\n` and `\r`. The last line may be empty. */
export function sourceLines(text: string): readonly SourceLine[] {
  const lines: SourceLine[] = [];
  const terminator = /\r\n|\n|\r/g;
  let start = 0;
  let spaced = false;
  for (;;) {
    const match = terminator.exec(text);
    const end = match === null ? text.length : match.index;
    const content = trimmed(text, start, end);
    const blank = content.start === content.end;
    lines.push({
      start,
      end,
      from: content.start,
      to: content.end,
      column: column(text, start, content.start),
      spaced,
    });
    spaced = blank && lines.length > 1;
    if (match === null) return lines;
    start = terminator.lastIndex;
  }
}

function column(text: string, start: number, end: number): number {
  let width = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 9) width += 8 - (width % 8);
    else if (code !== 0xfeff) width += 1;
  }
  return width;
}

/** Index of the line that is exactly the fence, or -1. Only the first counts. */
export function fenceLine(text: string, lines: readonly SourceLine[]): number {
  return lines.findIndex(
    (line) => line.end - line.start === fence.length && text.startsWith(fence, line.start),
  );
}
