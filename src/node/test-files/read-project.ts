import { languageOf } from '../../core/languages/languages.ts';
import { languageOfPath } from '../../core/languages/traits.ts';
import { testForms } from '../../core/test-files/test-forms.ts';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail, ok, type Failure, type Result } from '../../core/result.ts';
import { isTestFile } from '../../core/capture/test-file.ts';
import type { TestProject } from '../../core/test-files/test-project.ts';
import type { Snapshot } from '../../core/text.ts';
import { IgnoredFiles } from '../ignored-files.ts';

/** A project as its files show it, and where it is. */
export interface ReadProject {
  /** Absolute path of its folder. */
  readonly root: string;
  readonly project: TestProject;
}

const forms = Object.values(testForms);
const deepest = 8;
const mostEntries = 300;
const mostPaths = 4000;
const mostTexts = 60;
const largest = 200_000;

/**
 * Reads what says how a project tests: configuration and test files, and the names of its sources.
 * Ignored and private files are passed over; what an editor holds unsaved counts as it is there.
 */
export async function readTestProject(
  now: Snapshot,
  workspaceFolders: readonly string[],
  open: readonly Snapshot[],
): Promise<Result<ReadProject, Failure<'no-project'>>> {
  const path = now.uri.startsWith('file:') ? fileURLToPath(now.uri) : undefined;
  const workspace = workspaceFolders.find((folder) => path !== undefined && isInside(folder, path));
  if (path === undefined || workspace === undefined) {
    return fail({
      reason: 'no-project',
      message: 'Tests are written for files of an open folder only. Save the file into one first.',
    });
  }
  const { projectFiles } = testForms[languageOf(now.languageId).family];
  const above = foldersBetween(dirname(path), workspace);
  const root = (await firstWith(above, projectFiles)) ?? workspace;
  const ignored = new IgnoredFiles(workspace);
  const files = await filesOf(root, ignored);
  const shown = (file: string) => relative(root, file).split(sep).join('/');
  const unsaved = new Map(
    open
      .filter(({ uri }) => uri.startsWith('file:'))
      .map(({ uri, text }) => [fileURLToPath(uri), text]),
  );
  const stem = basename(path, extname(path)).toLowerCase();
  const isNamed = (file: string) => basename(file).toLowerCase().includes(stem);
  const tests = files.filter((file) => file !== path && looksLikeTest(shown(file)));
  const read = [
    ...files.filter((file) => isConfiguration(basename(file))),
    ...tests.filter(isNamed),
    ...tests.filter((file) => !isNamed(file)).slice(0, mostTexts),
  ];
  const texts = new Map<string, string>();
  for (const file of read) {
    const text = unsaved.get(file) ?? (await textOf(file));
    if (text !== undefined) texts.set(shown(file), text.replaceAll('\uFEFF', ''));
  }
  const manifests: string[] = [];
  for (const folder of above) {
    const text = await textOf(join(folder, 'package.json'));
    if (text !== undefined) manifests.push(text);
  }
  const project = {
    paths: files.map(shown),
    texts,
    manifests,
    target: shown(path),
    targetText: now.text,
  };
  return ok({ root, project });
}

function isConfiguration(name: string): boolean {
  return forms.some(({ configuration }) => configuration.test(name));
}

function looksLikeTest(path: string): boolean {
  return (
    languageOfPath(path) !== undefined &&
    (isTestFile(path) || forms.some((form) => form.ownTestFiles?.test(path)))
  );
}

function isInside(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside !== '' && !inside.startsWith('..') && !inside.startsWith(sep);
}

/** From the inner folder up to the outer one, both included. */
function foldersBetween(inner: string, outer: string): string[] {
  const found = [inner];
  for (let folder = inner; folder !== outer && dirname(folder) !== folder;) {
    folder = dirname(folder);
    found.push(folder);
  }
  return found;
}

async function firstWith(
  folders: readonly string[],
  names: readonly string[],
): Promise<string | undefined> {
  for (const folder of folders) {
    for (const name of names) {
      if ((await textOf(join(folder, name))) !== undefined) return folder;
    }
  }
  return undefined;
}

/** Sources and configuration of a folder and those below it, nearest first. */
async function filesOf(root: string, ignored: IgnoredFiles): Promise<string[]> {
  const found: string[] = [];
  let level = [root];
  for (let depth = 0; depth <= deepest && level.length > 0; depth += 1) {
    const next: string[] = [];
    for (const folder of level) {
      const entries = await readdir(folder, { withFileTypes: true }).catch(absent);
      for (const entry of entries.sort(byName).slice(0, mostEntries)) {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) {
          if (!entry.name.startsWith('.') && !(await ignored.hasFolder(path))) next.push(path);
        } else if (
          entry.isFile() &&
          (languageOfPath(path) !== undefined || isConfiguration(entry.name)) &&
          !(await ignored.has(path))
        ) {
          found.push(path);
          if (found.length >= mostPaths) return found;
        }
      }
    }
    level = next;
  }
  return found;
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}

/** Undefined where there is no such file, or none that could be read as text of a fair size. */
async function textOf(path: string): Promise<string | undefined> {
  try {
    const { size } = await stat(path);
    return size > largest ? undefined : await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  }
}

function absent(error: unknown): [] {
  if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  return [];
}
