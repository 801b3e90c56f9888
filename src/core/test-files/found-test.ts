/** Where a test stands in its file. Offsets into the text. */
export interface FoundTest {
  readonly name: readonly string[];
  readonly start: number;
  readonly end: number;
}

export function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
