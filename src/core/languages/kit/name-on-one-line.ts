/** The name of a function as one line: a computed one, such as `[a + b]`, may go over several. */
export function nameOnOneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
