/** A row's figures in words, as a screen reader should say them. */
export function spoken(text: string): string {
  return text
    .replace(/ · /g, ', ')
    .replace(/(\d+)\/(\d+)/g, '$1 of $2')
    .replace(/(\d(?:\.\d+)?)k\b/g, '$1 thousand')
    .replace(/(\d(?:\.\d+)?)M\b/g, '$1 million')
    .replace(/(\d) ms\b/g, '$1 milliseconds')
    .replace(/(\d) min\b/g, '$1 minutes')
    .replace(/(\d) s\b/g, '$1 seconds');
}
