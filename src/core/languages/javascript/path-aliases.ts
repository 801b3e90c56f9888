import { maskOf } from '../kit/lexis.ts';
import { scriptLexis } from './lexis.ts';
import { folderOf, joined, type WorkspaceFiles } from '../../workspace-files.ts';

/** `@app/*`, taken apart at its star, and the paths that it stands for. */
export interface PathAlias {
  readonly start: string;
  readonly end: string;
  /** Paths from the workspace folder, with the star. */
  readonly targets: readonly string[];
}

const configurations = ['tsconfig.json', 'jsconfig.json'];
const longestChain = 4;

/** The aliases that hold for a file: of the nearest configuration that has any, else the usual ones. */
export async function pathAliases(files: WorkspaceFiles, path: string): Promise<PathAlias[]> {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    for (const name of configurations) {
      const found = await aliasesOf(files, under(folder, name), longestChain);
      if (found !== undefined) return found;
    }
    if (folder === '') break;
  }
  return usualAliases(path);
}

/** What bundlers are mostly told: `@/` is the folder of sources. */
function usualAliases(path: string): PathAlias[] {
  const source = /^(?:.*\/)?src(?=\/)/.exec(path)?.[0];
  const targets = [...(source === undefined ? [] : [`${source}/*`]), 'src/*', '*'];
  return ['@/', '~/'].map((start) => ({ start, end: '', targets: [...new Set(targets)] }));
}

/** Undefined where a configuration is not there, cannot be read or says nothing of paths. */
async function aliasesOf(
  files: WorkspaceFiles,
  path: string,
  depth: number,
): Promise<PathAlias[] | undefined> {
  const file = await files.look(path);
  const config = file.kind === 'file' ? looseJson(file.text) : undefined;
  if (!isRecord(config)) return undefined;
  const folder = folderOf(path);
  const options = isRecord(config['compilerOptions']) ? config['compilerOptions'] : {};
  const { baseUrl, paths } = options;
  const base = typeof baseUrl === 'string' ? joined(folder, baseUrl) : undefined;
  const aliases: PathAlias[] = [];
  if (isRecord(paths)) {
    for (const [pattern, targets] of Object.entries(paths)) {
      const [start = '', end] = pattern.split('*');
      if (!Array.isArray(targets) || end === undefined) continue;
      const texts = targets.filter((target) => typeof target === 'string');
      const found = texts.flatMap((target) => joined(base ?? folder, target) ?? []);
      aliases.push({ start, end, targets: found });
    }
  }
  if (base !== undefined) aliases.push({ start: '', end: '', targets: [under(base, '*')] });
  if (aliases.length > 0) return aliases;
  const { extends: parent } = config;
  if (typeof parent !== 'string' || !parent.startsWith('.') || depth === 0) return undefined;
  const named = parent.endsWith('.json') ? parent : `${parent}.json`;
  const next = joined(folder, named);
  return next === undefined ? undefined : aliasesOf(files, next, depth - 1);
}

/** JSON with comments and commas before closing brackets, as configurations have it. */
function looseJson(text: string): unknown {
  const mask = maskOf(text, scriptLexis);
  let json = '';
  for (let at = 0; at < text.length; at++) {
    const code = mask.charAt(at);
    const trailing = code === ',' && /^\s*[}\]]/.test(mask.slice(at + 1));
    if (!trailing) json += code === ' ' ? ' ' : text.charAt(at);
  }
  try {
    return JSON.parse(json) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function under(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
