import { nextLine } from '../../patch/line-ends.ts';
import type { TextEdit } from '../../text.ts';

/** Adds what a CommonJS file does not require yet: names to a list that is there, or new lines. */
export function requireEdits(text: string, wanted: readonly string[], eol: string): TextEdit[] {
  const edits: TextEdit[] = [];
  const lines: string[] = [];
  for (const statement of wanted) {
    const parts = /^const (.*) = require\((["'])(.*)\2\);?$/.exec(statement);
    const [, binding = '', , module = ''] = parts ?? [];
    const names = /^\{ (.*) \}$/.exec(binding)?.[1]?.split(', ');
    const locals = (names ?? [binding]).map((name) => name.split(': ').at(-1) ?? name);
    const missing = locals.filter((name) => !isBound(text, name));
    if (missing.length === 0) continue;
    const place = names === undefined ? undefined : listFor(text, module);
    if (place === undefined) {
      lines.push(statement);
      continue;
    }
    const added = (names ?? []).filter((_, index) => missing.includes(locals[index] ?? ''));
    edits.push({
      range: { start: place.at, end: place.at },
      newText: `${place.isOpen ? '' : ','} ${added.join(', ')}`,
    });
  }
  if (lines.length === 0) return edits;
  const at = afterRequires(text);
  return [
    ...edits,
    { range: { start: at, end: at }, newText: lines.map((line) => line + eol).join('') },
  ];
}

function isBound(text: string, name: string): boolean {
  const word = name.replaceAll('$', '\\$');
  return new RegExp(
    `\\b(?:const|let|var|function|class)\\s+(?:${word}\\b|\\{[^}]*\\b${word}\\b[^}]*\\})`,
  ).test(text);
}

/** The end of the list of names that is taken out of a module. */
function listFor(text: string, module: string): { at: number; isOpen: boolean } | undefined {
  for (const match of text.matchAll(
    /\b(?:const|let|var)\s*\{([^}]*?)(,?)\s*\}\s*=\s*require\(\s*(["'])([^"']+)\3\s*\)/g,
  )) {
    if (match[4] !== module) continue;
    const list = match[1] ?? '';
    const at = match.index + match[0].indexOf('{') + 1 + list.trimEnd().length;
    return { at: at + (match[2] === ',' ? 1 : 0), isOpen: match[2] === ',' };
  }
  return undefined;
}

/** The start of the line after the last `require` at the top of the file. */
function afterRequires(text: string): number {
  const all = [...text.matchAll(/^(?:const|let|var)\b[^=]*=\s*require\([^)]*\)[^\n]*$/gm)];
  const last = all.at(-1);
  if (last) return nextLine(text, last.index + last[0].length - 1);
  const strict = /^(?:#![^\n]*\n)?\s*['"]use strict['"];?[^\n]*\n/.exec(text);
  return strict?.[0].length ?? 0;
}
