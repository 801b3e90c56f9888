/** The source of a regular expression that matches a text as it is, with and without the flag `u`. */
export function literalPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
