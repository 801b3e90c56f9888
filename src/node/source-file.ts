import { open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname, basename, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fail, ok, type Failure, type Result } from '../core/result.ts';
import type { LanguageId, Snapshot } from '../core/text.ts';

export type SourceFileFailure = Failure<'unreadable' | 'unsupported-language' | 'not-text'>;

/** A source file as it was read; writing keeps its byte order mark and its mode. */
export interface SourceFile {
  readonly path: string;
  readonly snapshot: Snapshot;
  readonly hasBom: boolean;
}

const languages: Readonly<Record<string, LanguageId>> = {
  '.py': 'python',
  '.pyi': 'python',
  '.ts': 'typescript',
  '.mts': 'typescript',
  '.cts': 'typescript',
  '.tsx': 'typescriptreact',
  '.js': 'javascript',
  '.mjs': 'javascript',
  '.cjs': 'javascript',
  '.jsx': 'javascriptreact',
};

const bom = '\uFEFF';

export async function readSource(path: string): Promise<Result<SourceFile, SourceFileFailure>> {
  const absolute = resolve(path);
  const languageId = languages[extname(path).toLowerCase()];
  if (!languageId) {
    const known = Object.keys(languages).join(', ');
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

/** Replaces the file's text at once or not at all: a crash leaves either the old or the new file. */
export async function writeSource(file: SourceFile, text: string): Promise<void> {
  const { mode } = await stat(file.path);
  const temporary = join(dirname(file.path), `.${basename(file.path)}.coppice-${process.pid}`);
  const handle = await open(temporary, 'wx', mode);
  try {
    await handle.writeFile(`${file.hasBom ? bom : ''}${text}`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await rename(temporary, file.path);
  } catch (error) {
    await unlink(temporary);
    throw error;
  }
}
