/**
 * Renders CSV text as a table for the terminal.
 *
 * The first record is the header. Fields may be quoted with `"`; a quoted field may hold commas,
 * and `""` in it stands for one quote. Short records are filled up with empty fields. Columns are
 * as wide as their widest field and are separated by two spaces; a line of `-` follows the header.
 * Columns whose fields below the header are all numbers are aligned to the right. Lines have no
 * trailing spaces, and the text does not end in a line feed.
 *
 * @example
 * renderTable('name,qty\napple,3\nfig,12') // => 'name   qty\n-----  ---\napple    3\nfig     12'
 * renderTable('a,b\n"x, y",""""') // => 'a     b\n----  -\nx, y  "'
 * renderTable('') // => ''
 */
export function renderTable(csv: string): string {
  throw new Error('not implemented');
}
