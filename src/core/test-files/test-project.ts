import type { QuoteMark } from '../values/show.ts';

/** What is known of a project when a test file is planned. Paths are from its folder, with `/`. */
export interface TestProject {
  /** Source files and configuration that no ignore file names. */
  readonly paths: readonly string[];
  /** Texts of configuration and test files, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** Texts of every `package.json` from the target's folder up, nearest first. */
  readonly manifests: readonly string[];
  /** Path of the target's file. */
  readonly target: string;
  /** The target's file as it is now. */
  readonly targetText: string;
}

/** What runs a test file. */
export type TestFramework = 'pytest' | 'unittest' | 'vitest' | 'jest' | 'mocha' | 'node:test';

/** Where the tests of a module stand, and what runs them. */
export interface TestPlace {
  readonly framework: TestFramework;
  /** Path of the test file, which may be there already. */
  readonly path: string;
  /** What a test file there writes to name the module: `shop.prices`, `../src/prices.js`. */
  readonly module: string;
  /** Folder to run it in. */
  readonly folder: string;
}

/** How a file is written, as far as new code in it has to follow. */
export interface WritingStyle {
  readonly indent: string;
  readonly quote: QuoteMark;
  readonly semicolons: boolean;
}

/** The folder of a path; empty for the project's own. */
export function folderOf(path: string): string {
  const at = path.lastIndexOf('/');
  return at < 0 ? '' : path.slice(0, at);
}

/** The name of a path's file. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** A path with its `.` and `..` parts resolved; parts that lead out of the project are kept. */
export function normalPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '.' || part === '') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** `to` as seen from a folder: `../src/prices`, `./prices`. */
export function relativePath(from: string, to: string): string {
  const here = from === '' ? [] : from.split('/');
  const there = to.split('/');
  let same = 0;
  while (same < here.length && here[same] === there[same]) same += 1;
  const up = here.slice(same).map(() => '..');
  const path = [...up, ...there.slice(same)].join('/');
  return up.length > 0 ? path : `./${path}`;
}

/** What occurs most; of equals the first. Undefined for nothing. */
export function mostCommon<T>(items: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  let best: T | undefined;
  let most = 0;
  for (const [item, count] of counts) {
    if (count > most) [best, most] = [item, count];
  }
  return best;
}

/**
 * Of folders that hold tests, the one that mirrors a source folder best; of equals the one that
 * holds most. Undefined for none.
 */
export function mirrorOf(source: string, folders: readonly string[]): string | undefined {
  const wanted = source.split('/').reverse();
  const score = (folder: string) => {
    const parts = folder.split('/').reverse();
    let same = 0;
    while (same < parts.length && parts[same] === wanted[same]) same += 1;
    return same;
  };
  const best = Math.max(...folders.map(score));
  return mostCommon(folders.filter((folder) => score(folder) === best));
}

/** The style of a text; what it does not show is taken from `otherwise`. */
export function styleOf(text: string, otherwise: WritingStyle): WritingStyle {
  const indents = [...text.matchAll(/^([ \t]+)(?=[^\s*])/gm)].map(([, white = '']) => white);
  const widths = indents.filter((white) => !white.includes('\t')).map(({ length }) => length);
  const indent = indents.some((white) => white.startsWith('\t'))
    ? '\t'
    : widths.length > 0
      ? ' '.repeat(Math.max(2, Math.min(...widths.filter((width) => width > 1), 8)))
      : otherwise.indent;
  const single = text.match(/'(?=[^'\n]*')/g)?.length ?? 0;
  const double = text.match(/"(?!"")(?=[^"\n]*")/g)?.length ?? 0;
  const ended = text.match(/;[ \t]*$/gm)?.length ?? 0;
  const open = text.match(/[)\w'"`][ \t]*$/gm)?.length ?? 0;
  return {
    indent,
    quote: single === double ? otherwise.quote : single > double ? "'" : '"',
    semicolons: ended === 0 && open < 3 ? otherwise.semicolons : ended * 2 > open,
  };
}
