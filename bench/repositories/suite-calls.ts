import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isTestFile } from '../../src/core/capture/test-file.ts';
import { languageOfPath } from '../../src/core/languages/traits.ts';

/** The texts of a repository's own test files. */
export async function suiteTexts(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .filter((path) => !path.includes('node_modules') && !path.includes('/.git/'))
    .filter((path) => isTestFile(path.slice(root.length)) && languageOfPath(path) !== undefined)
    .sort();
  return Promise.all(paths.map((path) => readFile(path, 'utf8')));
}

/** Calls of a function on one line, as the tests write them. */
export function callsInSuite(texts: readonly string[], name: string): readonly string[] {
  const found = new Set<string>();
  for (const text of texts) {
    for (const { index } of text.matchAll(callOf(name))) {
      const call = balanced(text, text.indexOf('(', index), index);
      if (call !== undefined) found.add(call);
      if (found.size >= 24) return [...found];
    }
  }
  return [...found];
}

export function isNamedIn(texts: readonly string[], name: string): boolean {
  return texts.some((text) => text.search(callOf(name)) >= 0);
}

function callOf(name: string): RegExp {
  return new RegExp(`(?<![\\w$])${name.replace(/[^\w]/g, '\\$&')}\\(`, 'g');
}

function balanced(text: string, open: number, start: number): string | undefined {
  let depth = 0;
  for (let at = open; at < text.length && text[at] !== '\n'; at += 1) {
    if ('([{'.includes(text[at] ?? '')) depth += 1;
    if (')]}'.includes(text[at] ?? '')) depth -= 1;
    if (depth === 0) return text.slice(start, at + 1);
  }
  return undefined;
}
