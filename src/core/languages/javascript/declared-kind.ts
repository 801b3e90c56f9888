import type { ModuleKind } from '../../task.ts';
import { folderOf, type WorkspaceFiles } from '../../workspace-files.ts';

/**
 * What the nearest `package.json` makes of a file by its `"type"`. Undefined where there is none or it does
 * not say: Node then looks at the text, and bundlers take both kinds.
 */
export async function declaredKind(
  files: WorkspaceFiles,
  path: string,
): Promise<ModuleKind | undefined> {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const file = await files.look(folder === '' ? 'package.json' : `${folder}/package.json`);
    if (file.kind === 'file') return typeIn(file.text);
    if (folder === '') return undefined;
  }
}

function typeIn(manifest: string): ModuleKind | undefined {
  let read: unknown;
  try {
    read = JSON.parse(manifest);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof read !== 'object' || read === null || !('type' in read)) return undefined;
  return read.type === 'module' || read.type === 'commonjs' ? read.type : undefined;
}
