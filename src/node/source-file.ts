import { knownEndings, languageOfPath } from '../core/languages/traits.ts';
import { open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fail, ok, type Failure, type Result } from '../core/result.ts';
import type { Snapshot } from '../core/text.ts';

export type SourceFileFailure = Failure<'unreadable' | 'unsupported-language' | 'not-text'>;

/** A source file as it was read; writing keeps its byte order mark and its mode. */
export interface SourceFile {
  readonly path: string;
  readonly snapshot: Snapshot;
  readonly hasBom: boolean;
  /** True for a file that does not exist yet: writing begins it. */
  readonly isNew?: boolean;
}

const bom = '\uFEFF';

export async function readSource(path: string): Promise<Result<SourceFile, SourceFileFailure>> {
  const absolute = resolve(path);
  const languageId = languageOfPath(path);
  if (!languageId) {
    const known = knownEndings.join(', ');
    return fail({
      reason: 'unsupported-language',
      message: `Coppice does not know the language of ${path}. It grows functions in files that end in ${known}.`,
    });
  }
  let bytes: Buffer;
  try {
    bytes = await readFile(absolute);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return fail({ reason: 'unreadable', message: `${path} cannot be read: ${why}` });
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return fail({
      reason: 'not-text',
      message: `${path} is not UTF-8 text. Convert it to UTF-8 first.`,
    });
  }
  const hasBom = text.startsWith(bom);
  const snapshot: Snapshot = {
    uri: pathToFileURL(absolute).href,
    languageId,
    version: 0,
    text: hasBom ? text.slice(1) : text,
  };
  return ok({ path: absolute, snapshot, hasBom });
}

/** Like readSource, but a file that does not exist in a folder that does is an empty one. */
export async function readOrBegin(path: string): Promise<Result<SourceFile, SourceFileFailure>> {
  const absolute = resolve(path);
  const languageId = languageOfPath(path);
  const isThere = await exists(absolute);
  if (isThere || !languageId || !(await exists(dirname(absolute)))) return readSource(path);
  const uri = pathToFileURL(absolute).href;
  const snapshot: Snapshot = { uri, languageId, version: 0, text: '' };
  return ok({ path: absolute, snapshot, hasBom: false, isNew: true });
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

/**
 * Replaces the file's text at once or not at all: a crash leaves either the old or the new file.
 * Refused where the file is no longer what was read. Mode, byte order mark and a link to the file stay.
 */
export async function writeSource(
  file: SourceFile,
  text: string,
): Promise<Result<undefined, Failure<'changed'>>> {
  if (file.isNew === true) return beginFile(file, text);
  const before = `${file.hasBom ? bom : ''}${file.snapshot.text}`;
  const path = await realpath(file.path);
  if ((await readFile(path, 'utf8')) !== before) {
    return fail({
      reason: 'changed',
      message: `${file.path} was changed since it was read, so nothing was written. Apply the diff with "git apply", or grow again.`,
    });
  }
  const { mode } = await stat(path);
  const temporary = join(dirname(path), `.${basename(path)}.coppice-${process.pid}`);
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(`${file.hasBom ? bom : ''}${text}`);
      await handle.chmod(mode & 0o7777);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return ok(undefined);
}

/** Writes a file that does not exist yet; refused where it does by now. */
async function beginFile(
  { path }: SourceFile,
  text: string,
): Promise<Result<undefined, Failure<'changed'>>> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    return fail({
      reason: 'changed',
      message: `${path} was made by someone else meanwhile, so nothing was written. Grow again.`,
    });
  }
  return ok(undefined);
}
