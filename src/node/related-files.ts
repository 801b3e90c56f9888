import { stat } from 'node:fs/promises';
import { basename, dirname, extname, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OtherFile } from '../core/capture/other-file.ts';
import { isTestFile } from '../core/capture/test-file.ts';
import { languageOf } from '../core/languages/languages.ts';
import { languageOfPath } from '../core/languages/traits.ts';
import type { Snapshot } from '../core/text.ts';
import { IgnoredFiles } from './ignored-files.ts';
import { nearbySources } from './nearby-files.ts';
import { readSource } from './source-file.ts';

/** Neighbours that are read, and tests: a package has many files beside one. */
const mostNeighbours = 12;
const mostTests = 60;
/** Tests among which those that say the file's name are looked for. */
const mostSearched = 400;
const largest = 200_000;
const largestTest = 500_000;

/** File names that say less of a module than the folder around it. */
const unsaid = new Set(['index', '__init__', '__main__', 'main', 'mod']);

/**
 * Files of its language in its workspace folder that may test or call the functions of a file: tests
 * that carry its name, its neighbours, and other tests, those that say its name first; among equals the nearer
 * one. Ignored and private files are never read; nor are files at all where the file lies outside
 * the folders.
 */
export async function relatedFiles(
  snapshot: Snapshot,
  workspaceFolders: readonly string[],
): Promise<readonly OtherFile[]> {
  if (!snapshot.uri.startsWith('file:')) return [];
  const path = fileURLToPath(snapshot.uri);
  const root = workspaceFolders.find((folder) => isInside(folder, path));
  if (root === undefined) return [];
  const ignored = new IgnoredFiles(root);
  const isTest = (other: string) => isTestFile(relative(root, other));
  const stem = stemOf(path);
  const neighbours: string[] = [];
  const named: string[] = [];
  const tests: string[] = [];
  for await (const other of nearbySources(dirname(path), root, ignored)) {
    if (other === path || familyOf(other) !== languageOf(snapshot.languageId).family) continue;
    if (!isTest(other)) {
      if (dirname(other) === dirname(path)) neighbours.push(other);
    } else if (basename(other).toLowerCase().includes(stem)) named.push(other);
    else tests.push(other);
  }
  const read = async (other: string): Promise<OtherFile | undefined> => {
    if (await ignored.has(other)) return undefined;
    if ((await stat(other)).size > (isTest(other) ? largestTest : largest)) return undefined;
    const source = await readSource(other);
    // What cannot be read as text says nothing about the target.
    return source.ok ? { ...source.value.snapshot, isTest: isTest(other) } : undefined;
  };
  const carrying = await firstOf(named, mostTests, read);
  const beside = await firstOf(neighbours, mostNeighbours, read);
  const left = mostTests - carrying.length;
  if (left <= 0) return [...carrying, ...beside];
  const searched = await firstOf(tests, tests.length > left ? mostSearched : left, read);
  const says = ({ text }: OtherFile) => text.toLowerCase().includes(stem);
  const ordered =
    searched.length > left
      ? [...searched.filter(says), ...searched.filter((one) => !says(one))].slice(0, left)
      : searched;
  return [...carrying, ...beside, ...ordered];
}

/** The first of them that can be read. */
async function firstOf(
  paths: readonly string[],
  limit: number,
  read: (path: string) => Promise<OtherFile | undefined>,
): Promise<OtherFile[]> {
  const found: OtherFile[] = [];
  for (const path of paths) {
    if (found.length >= limit) break;
    const file = await read(path);
    if (file !== undefined) found.push(file);
  }
  return found;
}

/** What is written in another language tests and calls nothing of the file. */
function familyOf(path: string) {
  const language = languageOfPath(path);
  return language && languageOf(language).family;
}

/** What tests of a file are named for, in small letters. */
function stemOf(path: string): string {
  const own = basename(path, extname(path)).toLowerCase();
  return unsaid.has(own) ? basename(dirname(path)).toLowerCase() : own;
}

function isInside(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside !== '' && !inside.startsWith('..') && !inside.startsWith(sep);
}
