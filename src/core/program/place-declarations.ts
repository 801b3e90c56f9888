import type { Language } from '../languages/language.ts';
import { usedNames } from '../languages/names-in.ts';
import type { Parser } from '../ports.ts';

/** Code that stands in a module, with the names that it binds there. */
export interface Placed {
  readonly names: readonly string[];
  readonly code: string;
}

/** A declaration that a candidate brings beside its function. */
export interface Brought extends Placed {
  /** Names that it needs while it is loaded. Absent: it may need all that it mentions. */
  readonly loads?: readonly string[];
}

/** A module in its order: the target, and what stands below it. */
export interface Below {
  readonly target: Placed;
  readonly below: readonly Placed[];
}

/**
 * Says for each declaration after which part of the module it can be loaded: 0 for all that stands above
 * the target, 1 for the target, and 2 for the first statement below it, and so on. It stands as early as it
 * can: what is below may call it. Declarations are in an order that runs.
 */
export async function placesOf(
  declarations: readonly Brought[],
  { target, below }: Below,
  language: Language,
  parser: Parser,
): Promise<readonly number[]> {
  const parts = new Map<string, { readonly place: number; readonly code: string }>();
  [target, ...below].forEach(({ names, code }, at) => {
    for (const name of names) if (!parts.has(name)) parts.set(name, { place: at + 1, code });
  });
  const places: number[] = [];
  for (const { names, code, loads } of declarations) {
    // A Set goes on to what is added while it is walked.
    const reached = new Set(loads ?? (await usedNames(code, language, parser)));
    let place = 0;
    for (const name of reached) {
      const part = parts.get(name);
      if (part === undefined || names.includes(name)) continue;
      place = Math.max(place, part.place);
      for (const needed of await usedNames(part.code, language, parser)) reached.add(needed);
    }
    for (const name of names) parts.set(name, { place, code });
    places.push(place);
  }
  return places;
}
