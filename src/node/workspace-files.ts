import { constants } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isPrivateFile } from '../core/privacy/private-files.ts';
import type { AbsenceReason } from '../core/task.ts';
import type { FoundFile, WorkspaceFiles } from '../core/workspace-files.ts';
import { IgnoredFiles } from './ignored-files.ts';

/** Most bytes of one module. */
export const largestModule = 512 * 1024;

/** Most bytes of one file of a package: some are a whole library in one file. */
export const largestPackageFile = 2 * 1024 * 1024;

/** Reads modules below one folder for programs; what it read it remembers. */
class FolderFiles implements WorkspaceFiles {
  readonly #root: string;
  readonly #ignored: IgnoredFiles;
  readonly #found = new Map<string, Promise<FoundFile>>();
  readonly #inPackages = new Map<string, Promise<FoundFile>>();

  constructor(root: string) {
    this.#root = root;
    this.#ignored = new IgnoredFiles(root);
  }

  pathOf(uri: string): string | undefined {
    const path = relative(this.#root, fileURLToPath(uri));
    return leadsOut(path) ? undefined : path.split(sep).join('/');
  }

  look(path: string): Promise<FoundFile> {
    const known = this.#found.get(path) ?? this.#look(path, false);
    this.#found.set(path, known);
    return known;
  }

  lookInPackage(path: string): Promise<FoundFile> {
    const known = this.#inPackages.get(path) ?? this.#look(path, true);
    this.#inPackages.set(path, known);
    return known;
  }

  async #look(path: string, isPackage: boolean): Promise<FoundFile> {
    if (isAbsolute(path) || path.split(/[/\\]/).includes('..')) return refused('outside');
    const whole = join(this.#root, path);
    try {
      const [root, real] = await Promise.all([realpath(this.#root), realpath(whole)]);
      const inside = relative(root, real).split(sep).join('/');
      if (inside === '') return { kind: 'folder' };
      // A link may lead anywhere.
      if (leadsOut(inside)) return refused('outside');
      const about = await stat(real);
      if (about.isDirectory()) return { kind: 'folder' };
      if (!about.isFile()) return { kind: 'absent' };
      const names = [...new Set([whole, join(this.#root, inside)])];
      if (names.some((each) => isPrivateFile(relative(this.#root, each)))) {
        return refused('private');
      }
      if (isPackage) {
        const found = await read(real, largestPackageFile);
        return found.kind === 'file' && inside !== path ? { ...found, real: inside } : found;
      }
      for (const each of names) if (await this.#ignored.has(each)) return refused('ignored');
      return await read(real, largestModule);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') {
        return { kind: 'absent' };
      }
      if (code === 'EACCES' || code === 'EPERM' || code === 'ELOOP') return refused('unreadable');
      throw error;
    }
  }
}

/** The files of the folder that holds a source; undefined where none does. */
export function workspaceFilesOf(
  uri: string,
  workspaceFolders: readonly string[],
): WorkspaceFiles | undefined {
  if (!uri.startsWith('file:')) return undefined;
  const path = fileURLToPath(uri);
  const root = workspaceFolders.find((folder) => !leadsOut(relative(folder, path)));
  return root === undefined ? undefined : new FolderFiles(root);
}

async function read(path: string, limit: number): Promise<FoundFile> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const { size } = await file.stat();
    if (size > limit) return refused('too-large');
    const bytes = await file.readFile();
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { kind: 'file', text };
  } catch (error) {
    if (error instanceof TypeError) return refused('unreadable');
    throw error;
  } finally {
    await file.close();
  }
}

function refused(why: AbsenceReason): FoundFile {
  return { kind: 'refused', why };
}

/** True for a relative path that is the folder itself or lies outside. */
function leadsOut(path: string): boolean {
  return path === '' || path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);
}
