import type { Names } from '../languages/kit/reading/names.ts';
import type { TextRange } from '../text.ts';

/** The new text of a hunk, in the file after the whole Patch. */
export interface PlacedPart {
  readonly key: string;
  readonly part: string;
  readonly range: TextRange;
}

/**
 * By the key of each hunk the keys of those without which its code would call a helper or use an import
 * that the file does not have. A hunk of the target gives the file no name.
 *
 * @param names Of the file after the whole Patch.
 */
export function needsOf(
  hunks: readonly PlacedPart[],
  names: Names,
  targetPart: string,
): ReadonlyMap<string, readonly string[]> {
  const hunkAt = (at: number) =>
    hunks.find(({ range }) => range.start <= at && at < range.end) ?? undefined;
  const givers = new Map<string, Set<string>>();
  for (const [name, nodes] of [...names.bound, ...names.boundTypes]) {
    for (const node of nodes) {
      const giver = hunkAt(node.start);
      if (giver === undefined || giver.part === targetPart) continue;
      givers.set(name, (givers.get(name) ?? new Set<string>()).add(giver.key));
    }
  }
  const needs = new Map(hunks.map(({ key }) => [key, new Set<string>()]));
  for (const { name, node } of names.references) {
    const given = givers.get(name);
    const taker = given && hunkAt(node.start);
    if (!taker) continue;
    for (const key of given) if (key !== taker.key) needs.get(taker.key)?.add(key);
  }
  return new Map([...needs].map(([key, others]) => [key, [...others]]));
}
