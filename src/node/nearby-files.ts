import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { IgnoredFiles } from './ignored-files.ts';
import { languageOfPath } from '../core/languages/traits.ts';

/** More than these are looked at in no workspace: what is far from a file seldom tests it. */
const mostFolders = 1500;
const mostEntries = 1000;
const deepest = 12;

/**
 * Source files of the workspace folder around a folder, the nearest first: those below the folder,
 * then those below the one that holds it, and so on up to `root`, each from the top down. Files
 * need not be known to any version control; what ignore files name is passed over as a folder.
 */
export async function* nearbySources(
  folder: string,
  root: string,
  ignored: IgnoredFiles,
): AsyncGenerator<string> {
  const seen = new Set<string>();
  for (let above = folder; ; above = dirname(above)) {
    let level = [above];
    for (let depth = 0; depth <= deepest && level.length > 0; depth += 1) {
      const next: string[] = [];
      for (const each of level) {
        if (seen.has(each) || seen.size >= mostFolders) continue;
        seen.add(each);
        const { files, folders } = await sourcesIn(each);
        yield* files;
        for (const inner of folders) {
          if (!seen.has(inner) && !(await ignored.hasFolder(inner))) next.push(inner);
        }
      }
      level = next;
    }
    if (above === root || dirname(above) === above) return;
  }
}

/** Sources and folders of a folder in a fixed order. None where there is no such folder. */
async function sourcesIn(folder: string): Promise<{ files: string[]; folders: string[] }> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== undefined) return [];
    throw error;
  });
  const sorted = entries.sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, mostEntries);
  const files = sorted
    .filter((entry) => entry.isFile() && languageOfPath(entry.name) !== undefined)
    .map(({ name }) => join(folder, name));
  const folders = sorted
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => join(folder, name));
  return { files, folders };
}
