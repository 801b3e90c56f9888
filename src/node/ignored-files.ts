import { readFile, realpath } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { isPrivateFile } from '../core/privacy/private-files.ts';
import { isErrorWithCode } from './store/error-code.ts';

/** Files that say what is not part of a project's shared source, weakest first. */
const ruleFiles = ['.gitignore', '.ignore', '.coppiceignore'];

/** Folders that hold no source of the project itself. */
const foreign: ReadonlySet<string> = new Set([
  'node_modules',
  '.git',
  '.venv',
  'venv',
  '__pycache__',
  'dist',
  'build',
  'out',
  'target',
]);

/**
 * Says which files of a workspace folder may be read to be sent: none that an ignore file of the
 * folder or of a folder between names, none that is private by its name. Rules are read once.
 */
export class IgnoredFiles {
  readonly #root: string;
  #realRoot: Promise<string | undefined> | undefined;
  readonly #rules = new Map<string, Promise<Ignore>>();

  constructor(root: string) {
    this.#root = root;
  }

  /** True for a path outside the workspace folder as well, links followed, and for one that is gone. */
  async has(path: string): Promise<boolean> {
    return this.#has(path, (each) => each);
  }

  /** True for a folder of which nothing may be read. */
  async hasFolder(path: string): Promise<boolean> {
    // Of `/*` and `!/test/` the second is about folders alone, which only what is in them shows.
    return this.#has(path, (each) => join(each, 'any'));
  }

  async #has(path: string, asked: (path: string) => string): Promise<boolean> {
    if (await this.#ignores(this.#root, asked(path))) return true;
    this.#realRoot ??= whereItIs(this.#root);
    const [root, real] = await Promise.all([this.#realRoot, whereItIs(path)]);
    if (root === undefined || real === undefined) return true;
    return real !== path && (await this.#ignores(root, asked(real)));
  }

  async #ignores(root: string, path: string): Promise<boolean> {
    const inside = relative(root, path);
    if (inside === '' || inside.startsWith('..') || isPrivateFile(path)) return true;
    const parts = inside.split(sep);
    if (parts.slice(0, -1).some((part) => foreign.has(part))) return true;
    let ignored = false;
    // Rules of inner folders come later and may take back what outer ones say.
    for (let depth = 0; depth < parts.length; depth += 1) {
      const folder = join(root, ...parts.slice(0, depth));
      const rules = await this.#rulesOf(folder);
      const found = rules.test(parts.slice(depth).join('/'));
      if (found.ignored) ignored = true;
      else if (found.unignored) ignored = false;
    }
    return ignored;
  }

  #rulesOf(folder: string): Promise<Ignore> {
    const known = this.#rules.get(folder) ?? readRules(folder);
    this.#rules.set(folder, known);
    return known;
  }
}

/** The path behind all links; undefined where there is nothing. */
async function whereItIs(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT') || isErrorWithCode(error, 'ELOOP')) return undefined;
    throw error;
  }
}

async function readRules(folder: string): Promise<Ignore> {
  const rules = ignore();
  for (const name of ruleFiles) rules.add(await textOf(join(folder, name)));
  return rules;
}

/** Empty for a file that is not there. A folder of that name, or one that may not be read, is none. */
async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR' || code === 'EACCES')
      return '';
    throw new Error(`The ignore rules of ${dirname(path)} could not be read.`, { cause: error });
  }
}
