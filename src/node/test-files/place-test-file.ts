import type { Parser } from '../../core/ports.ts';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fail, ok, type Failure, type Result } from '../../core/result.ts';
import type { Task } from '../../core/task.ts';
import type { KeptTest } from '../../core/test-files/kept-tests.ts';
import type { TestFile, TestFileFailure } from '../../core/test-files/test-file.ts';
import { writeTestFile } from '../../core/test-files/write-test-file.ts';
import type { Snapshot } from '../../core/text.ts';
import { readTestProject } from './read-project.ts';

/** A test file and where it belongs on this machine. */
export interface PlacedTestFile extends TestFile {
  readonly uri: string;
  /** Absolute path of the project's folder. */
  readonly root: string;
}

export type PlaceFailure = TestFileFailure | Failure<'place-taken'>;

/** Writes kept tests for the project that holds a file. Nothing is changed on the disk. */
export async function placeTestFile(
  task: Task,
  kept: readonly KeptTest[],
  now: Snapshot,
  surroundings: {
    readonly workspaceFolders: readonly string[];
    /** Documents that are open and unsaved. */
    readonly open: readonly Snapshot[];
    readonly reader: Parser;
  },
): Promise<Result<PlacedTestFile, PlaceFailure>> {
  const { workspaceFolders, open, reader } = surroundings;
  const read = await readTestProject(now, workspaceFolders, open);
  if (!read.ok) return read;
  const { root, project } = read.value;
  const written = await writeTestFile({ task, kept, project }, reader);
  if (!written.ok) return written;
  const path = join(root, written.value.path);
  if (written.value.before === undefined && (await exists(path))) {
    return fail({
      reason: 'place-taken',
      message: `${written.value.path} is there already, but may not be read: an ignore file names it, or it is too large.`,
    });
  }
  return ok({ ...written.value, uri: pathToFileURL(path).href, root });
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
