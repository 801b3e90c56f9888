import { isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JournalText } from '../core/engine/journal.ts';
import type { Result } from '../core/result.ts';
import type { Task } from '../core/task.ts';
import type { Snapshot } from '../core/text.ts';
import { readSource } from './source-file.ts';

/**
 * What a foreign run was about, captured from its file as it is now, so that nothing of its journal is believed.
 * Undefined where the file is none of these folders, or has no such function.
 */
export async function taskOfForeign(
  { started }: JournalText,
  folders: readonly string[],
  capture: (snapshot: Snapshot, name: string) => Promise<Result<Task, unknown>>,
): Promise<Task | undefined> {
  const { target, instruction, plan } = started.task;
  const path = pathWithin(target.snapshot.uri, folders);
  if (path === undefined || plan !== undefined) return undefined;
  const file = await readSource(path);
  if (!file.ok) return undefined;
  const task = await capture(file.value.snapshot, target.qualifiedName);
  if (!task.ok) return undefined;
  return { ...task.value, ...(instruction === undefined ? {} : { instruction }) };
}

function pathWithin(uri: string, folders: readonly string[]): string | undefined {
  if (!URL.canParse(uri) || new URL(uri).protocol !== 'file:') return undefined;
  const path = fileURLToPath(uri);
  const isWithin = folders.some((folder) => {
    const way = relative(folder, path);
    return way !== '' && !isAbsolute(way) && way.split(sep)[0] !== '..';
  });
  return isWithin ? path : undefined;
}
