import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fail, ok, type Failure, type Result } from '../core/result.ts';

/** A plan document as it was read. */
export interface PlanFile {
  readonly path: string;
  readonly uri: string;
  readonly text: string;
}

/** True for the names that plans have: `.parsel`, and `.ss` as Parsel's own programs. */
export function isPlanPath(path: string): boolean {
  return ['.parsel', '.ss'].includes(extname(path).toLowerCase());
}

export async function readPlanFile(path: string): Promise<Result<PlanFile, Failure<'unreadable'>>> {
  const absolute = resolve(path);
  try {
    const text = await readFile(absolute, 'utf8');
    return ok({
      path: absolute,
      uri: pathToFileURL(absolute).href,
      text: text.replace(/^\uFEFF/, ''),
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return fail({ reason: 'unreadable', message: `${path} cannot be read: ${why}` });
  }
}
