import { hunksBetween } from './hunks.ts';

/**
 * True where `current` is `base` with some of the hunks that lead to `grown`: none, all or any of
 * them. That is a text in which single hunks were accepted, and nothing else was touched.
 */
export function isPartlyApplied(base: string, grown: string, current: string): boolean {
  let reached: readonly number[] = [0];
  const pass = (choices: readonly string[]) => {
    const ends = reached.flatMap((at) =>
      choices.filter((choice) => current.startsWith(choice, at)).map(({ length }) => at + length),
    );
    reached = [...new Set(ends)];
  };
  let at = 0;
  for (const { edit } of hunksBetween(base, grown)) {
    const { start, end } = edit.range;
    pass([base.slice(at, start)]);
    pass([base.slice(start, end), edit.newText]);
    at = end;
  }
  pass([base.slice(at)]);
  return reached.includes(current.length);
}
