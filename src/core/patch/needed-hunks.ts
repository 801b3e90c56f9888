import { mentionedNames, type Lexis } from '../languages/kit/lexis.ts';
import { importsPart } from './imports-part.ts';
import type { Patch } from './patch.ts';
import type { PatchHunk } from './patch-hunks.ts';

/** Words of an import statement that are no names. */
const importWords: ReadonlySet<string> = new Set(['import', 'from', 'as', 'type', 'typeof']);

/**
 * The hunks that are not among those taken, and without which what is taken would call a helper or
 * use an import that the file does not have. What they need themselves is among them.
 */
export function neededBesides(
  patch: Patch,
  taken: readonly PatchHunk[],
  all: readonly PatchHunk[],
  language: Lexis,
): readonly PatchHunk[] {
  const needed: PatchHunk[] = [];
  let texts = taken.map(({ edit }) => edit.newText);
  for (;;) {
    const names = new Set(texts.flatMap((text) => [...mentionedNames(text, language)]));
    const found = all.filter(
      (hunk) =>
        !taken.includes(hunk) &&
        !needed.includes(hunk) &&
        definedBy(patch, hunk, language).some((name) => names.has(name)),
    );
    if (found.length === 0) return needed;
    needed.push(...found);
    texts = found.map(({ edit }) => edit.newText);
  }
}

/** The names that a file gets with a hunk. Lines inside the target give it none. */
export function definedBy(
  patch: Patch,
  { part, edit }: PatchHunk,
  language: Lexis,
): readonly string[] {
  if (part === patch.targetPart) return [];
  if (part !== importsPart) return [part];
  return [...mentionedNames(edit.newText, language)].filter((name) => !importWords.has(name));
}
