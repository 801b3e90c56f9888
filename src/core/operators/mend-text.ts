import { applyEdits } from '../apply-edits.ts';
import type { Language } from '../languages/language.ts';
import type { Parser } from '../ports.ts';

/**
 * Ways to mend a text that does not read as code: what a diff makes, listings with line numbers,
 * sessions with prompts, entities, invisible and typographic characters. Each is tried alone on the text as it is, then all
 * together. Characters in strings stay where the rest is all that was wrong.
 */
export async function* mendings(
  text: string,
  language: Language,
  parser: Parser,
): AsyncGenerator<string> {
  const tried = new Set([text]);
  for (const ways of [...waysToMend.map((way) => [way]), waysToMend]) {
    for (const where of ['code', 'everywhere'] as const) {
      let mended = text;
      for (const way of ways) mended = await way(mended, where, language, parser);
      if (tried.has(mended)) continue;
      tried.add(mended);
      yield mended;
    }
  }
}

type Way = (
  text: string,
  where: 'code' | 'everywhere',
  language: Language,
  parser: Parser,
) => string | Promise<string>;

const waysToMend: readonly Way[] = [
  patched,
  withoutLineNumbers,
  withoutPrompts,
  (text) => replaced(text, entities),
  (text, ...how) => outsideStrings(text, invisible, ...how),
  (text, ...how) => outsideStrings(text, typographic, ...how),
];

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&apos;': "'",
  '&#x27;': "'",
  '&nbsp;': ' ',
  '&amp;': '&',
};

const invisible: Readonly<Record<string, string>> = {
  ...characters('\u200B\u200C\u200D\u200E\u200F\u2060\uFEFF\u00AD', ''),
  ...characters(
    '\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u3000',
    ' ',
  ),
  ...characters('\u2028\u2029\u0085', '\n'),
};

const typographic: Readonly<Record<string, string>> = {
  ...characters('\u201C\u201D\u201E\u201F\u00AB\u00BB\u2033\uFF02', '"'),
  ...characters('\u2018\u2019\u201A\u201B\u2032\uFF07', "'"),
  ...characters('\u2010\u2011\u2012\u2013\u2014\u2212\uFF0D', '-'),
  '\u2026': '...',
  '\u00D7': '*',
  '\u2264': '<=',
  '\u2265': '>=',
  '\u2260': '!=',
  // Full-width forms of the characters of ASCII.
  ...Object.fromEntries(
    Array.from('!#$%&()*+,./:;<=>?@[\\]^_`{|}~', (plain) => [
      String.fromCharCode(plain.charCodeAt(0) + 0xfee0),
      plain,
    ]),
  ),
};

function characters(list: string, by: string): Record<string, string> {
  return Object.fromEntries(Array.from(list, (each) => [each, by]));
}

function replaced(text: string, table: Readonly<Record<string, string>>): string {
  return Object.entries(table).reduce((mended, [from, to]) => mended.replaceAll(from, to), text);
}

/** Without the characters of a table: in all of the text, or only in what is no string by its tree. */
async function outsideStrings(
  text: string,
  table: Readonly<Record<string, string>>,
  where: 'code' | 'everywhere',
  { id, reading }: Language,
  parser: Parser,
): Promise<string> {
  if (where === 'everywhere') return replaced(text, table);
  const { root } = await parser.tree(id, text);
  const strings = reading.strings(root).map(({ range }) => range);
  let at = 0;
  const edits = [...strings, { start: text.length, end: text.length }].map(({ start, end }) => {
    const range = { start: at, end: Math.max(at, start) };
    at = Math.max(at, end);
    return { range, newText: replaced(text.slice(range.start, range.end), table) };
  });
  return applyEdits(text, edits);
}

/** `12 | code`, `12: code` or `12  code` on every line that is not blank, in rising order. */
function withoutLineNumbers(text: string): string {
  const lines = text.split('\n');
  const numbered = /^[ \t]*(\d+)(?:[ \t]*[|:\u2502]|[.)]|(?=[ \t]|$))[ \t]?/;
  let last = -1;
  for (const line of lines) {
    if (line.trim() === '') continue;
    const number = Number(numbered.exec(line)?.[1] ?? NaN);
    if (!(number > last)) return text;
    last = number;
  }
  return lines.map((line) => line.replace(numbered, '')).join('\n');
}

/** What was typed in a session of the interactive interpreter, without what that printed. */
function withoutPrompts(text: string): string {
  const prompt = /^[ \t]*(?:>>>|\.\.\.)(?: |$)/;
  const lines = text.split('\n');
  if (!lines.some((line) => /^[ \t]*>>> /.test(line))) return text;
  return lines
    .filter((line) => prompt.test(line))
    .map((line) => line.replace(prompt, ''))
    .join('\n');
}

/** What a diff with headers, or a patch, makes; any other text as it is. */
function patched(text: string): string {
  const lines = text.split('\n');
  if (lines.some((line) => line.startsWith('*** Begin Patch'))) {
    return lines
      .filter((line) => !/^(?:-|\*\*\* )/.test(line))
      .map((line) => line.replace(/^(?:@@ ?|[+ ])/, ''))
      .join('\n');
  }
  if (!lines.some((line) => /^@@(?: |$)/.test(line))) return text;
  return lines
    .filter((line) => !/^(?:-|@@|\+\+\+ |diff |index )/.test(line))
    .map((line) => line.replace(/^[+ ]/, ''))
    .join('\n');
}

/**
 * What a diff without headers makes: all of its lines are marked as kept, added or taken away. Such a
 * text may read as code, so this comes before reading it.
 */
export function plainDiff(text: string): string {
  const lines = text.split('\n');
  const written = lines.filter((line) => line.trim() !== '');
  const isDiff = written.every((line) => /^[ +-]/.test(line)) && /^\+/m.test(text);
  if (!isDiff || !/^-|^ \S/m.test(text)) return text;
  return lines
    .filter((line) => !line.startsWith('-'))
    .map((line) => line.replace(/^[+ ]/, ''))
    .join('\n');
}
