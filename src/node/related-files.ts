import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isTestFile } from '../core/capture/test-file.ts';
import type { Snapshot } from '../core/text.ts';
import { IgnoredFiles } from './ignored-files.ts';
import { languageOfPath } from '../core/languages/traits.ts';
import { readSource } from './source-file.ts';

/** Folders in which projects keep their tests. */
const testFolders = ['test', 'tests', '__tests__', 'spec', 'specs'];
/** Neighbours that are read, and tests: a package has many files beside one. */
const mostNeighbours = 12;
const mostTests = 60;
const mostEntries = 300;
const deepest = 3;
const largest = 200_000;
const largestTest = 500_000;

/**
 * Files of the same workspace folder that may test or call the functions of a file: tests that carry
 * its name, and its neighbours. Ignored and private files are never read; nor are files at all where
 * the file lies outside the folders.
 */
export async function relatedFiles(
  snapshot: Snapshot,
  workspaceFolders: readonly string[],
): Promise<readonly Snapshot[]> {
  if (!snapshot.uri.startsWith('file:')) return [];
  const path = fileURLToPath(snapshot.uri);
  const root = workspaceFolders.find((folder) => isInside(folder, path));
  if (root === undefined) return [];
  const ignored = new IgnoredFiles(root);
  const stem = basename(path, extname(path)).toLowerCase();
  const neighbours = await sourcesIn(dirname(path), 0);
  const tests: string[] = [];
  for (let folder = dirname(path); isInside(root, folder) || folder === root;) {
    for (const name of testFolders) tests.push(...(await sourcesIn(join(folder, name), deepest)));
    if (folder === root) break;
    folder = dirname(folder);
  }
  const named = (other: string) => basename(other).toLowerCase().includes(stem);
  const candidates = [
    ...[...neighbours, ...tests].filter((other) => isTestFile(other) && named(other)),
    ...neighbours.filter((other) => !isTestFile(other)),
    ...tests.filter((other) => isTestFile(other) && !named(other)),
  ];
  const found: Snapshot[] = [];
  let neighboursLeft = mostNeighbours;
  let testsLeft = mostTests;
  for (const other of new Set(candidates)) {
    const isTest = isTestFile(other);
    if (other === path || (isTest ? testsLeft : neighboursLeft) <= 0) continue;
    if (await ignored.has(other)) continue;
    if ((await stat(other)).size > (isTest ? largestTest : largest)) continue;
    if (isTest) testsLeft -= 1;
    else neighboursLeft -= 1;
    const source = await readSource(other);
    // What cannot be read as text says nothing about the target.
    if (source.ok) found.push(source.value.snapshot);
  }
  return found;
}

function isInside(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside !== '' && !inside.startsWith('..') && !inside.startsWith(sep);
}

/** Source files of a folder and those below it, in a fixed order. Empty where there is no such folder. */
async function sourcesIn(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== undefined) return [];
    throw error;
  });
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, mostEntries)) {
    const path = join(folder, entry.name);
    if (entry.isFile() && languageOfPath(path)) found.push(path);
    else if (entry.isDirectory() && depth > 0 && !entry.name.startsWith('.')) {
      found.push(...(await sourcesIn(path, depth - 1)));
    }
  }
  return found;
}
