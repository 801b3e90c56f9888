import type { PatchHunk } from './patch-hunks.ts';

/** The hunks that are not among those taken, and which these or each other need. */
export function neededBesides(
  taken: readonly PatchHunk[],
  all: readonly PatchHunk[],
): readonly PatchHunk[] {
  // A Set goes on to what is added while it is walked.
  const needed = new Set(taken);
  for (const { needs } of needed) {
    for (const hunk of all) if (needs.includes(hunk.key)) needed.add(hunk);
  }
  return [...needed].slice(taken.length);
}
