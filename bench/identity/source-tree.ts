import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';

export type Language = 'python' | 'javascript' | 'typescript';

export const languages: readonly Language[] = ['python', 'javascript', 'typescript'];

const endings: Readonly<Record<Language, RegExp>> = {
  python: /\.py$/,
  javascript: /(?<!\.min)\.(?:js|mjs|cjs|jsx)$/,
  typescript: /(?<!\.d)\.(?:ts|mts|cts|tsx)$/,
};

/** Folders that hold what others wrote, what was built, or what must not parse. */
const skipped = new Set([
  'node_modules',
  'site-packages',
  '__pycache__',
  'lib2to3',
  'test',
  'tests',
]);

export interface NamedFile {
  /** The path from the folder that was named. */
  readonly name: string;
  readonly path: string;
}

/** The language's files below a folder (or the one file), in a fixed order. */
export async function sourceFiles(root: string, language: Language): Promise<NamedFile[]> {
  if ((await stat(root)).isFile()) return [{ name: basename(root), path: resolve(root) }];
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((each) => each.isFile() && endings[language].test(each.name))
    .map((each) => relative(root, join(each.parentPath, each.name)))
    .filter(
      (path) =>
        !path
          .split('/')
          .slice(0, -1)
          .some((part) => isSkipped(part)),
    )
    .sort()
    .map((name) => ({ name, path: resolve(root, name) }));
}

function isSkipped(folder: string): boolean {
  return folder.startsWith('.') || skipped.has(folder);
}
