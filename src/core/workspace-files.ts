import type { AbsenceReason } from './task.ts';

/** What lies at a path of the workspace, as far as it may be read. */
export type FoundFile =
  /** `real`: the path that a link on the way leads to, where that is another one. */
  | { readonly kind: 'file'; readonly text: string; readonly real?: string }
  | { readonly kind: 'folder' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly why: AbsenceReason };

/**
 * The source files of one workspace folder. Paths are relative to it, with `/` between their parts;
 * what is ignored, private, outside (through links, too), too large or no text is never read.
 */
export interface WorkspaceFiles {
  /** The path of a file; undefined where it lies in no folder of the workspace. */
  pathOf(uri: string): string | undefined;
  look(path: string): Promise<FoundFile>;
  /** The same for a file of an installed package, which ignore files always name. */
  lookInPackage(path: string): Promise<FoundFile>;
}

/** A path without `.` and `..`; undefined where it leads out of the workspace. */
export function joined(folder: string, path: string): string | undefined {
  const parts: string[] = [];
  for (const part of [...folder.split('/'), ...path.split('/')]) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
