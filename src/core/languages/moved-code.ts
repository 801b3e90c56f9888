import type { Parser } from '../ports.ts';
import type { Layout } from './kit/reading/layout.ts';
import type { Language } from './language.ts';

/**
 * Code that was cut out of a file, as it stands at column 0. What stands in strings stays as it is;
 * documentation moves with its function.
 *
 * @param code Begins behind the indentation of its first line.
 * @param indent That indentation.
 */
export async function outdented(
  code: string,
  indent: string,
  language: Language,
  parser: Parser,
): Promise<string> {
  if (indent === '' || !code.includes('\n')) return code;
  const range = { start: indent.length, end: indent.length + code.length };
  const layout = await layoutOf(indent + code, language, parser);
  return layout.moved(range, { indent: '', docstrings: 'move' });
}

/**
 * Code at column 0, further in.
 *
 * @param docstrings Whether lines of documentation move with it, or keep what they hold.
 */
export async function indented(
  code: string,
  indent: string,
  docstrings: 'move' | 'stay',
  language: Language,
  parser: Parser,
): Promise<string> {
  if (indent === '') return code;
  if (!code.includes('\n')) return code.trim() === '' ? code : indent + code;
  return (await layoutOf(code, language, parser)).indented(indent, docstrings);
}

/** Which lines of a piece of code, counted from 0, begin inside of a string that documents nothing. */
export async function linesInStrings(
  code: string,
  indent: string,
  language: Language,
  parser: Parser,
): Promise<readonly number[]> {
  if (!code.includes('\n')) return [];
  const { lines } = await layoutOf(indent + code, language, parser);
  return lines.flatMap(({ kind }, at) => (kind === 'string' ? [at] : []));
}

async function layoutOf(text: string, { id, reading }: Language, parser: Parser): Promise<Layout> {
  return reading.layout(await reading.snippet(parser, id, text));
}
