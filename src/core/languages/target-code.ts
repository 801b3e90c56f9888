import type { Target } from '../task.ts';

/** Code that begins where a target does, as it stands at column 0: what stands in strings stays. */
export function atColumnZero(
  code: string,
  { indent, linesInStrings = [] }: Pick<Target, 'indent' | 'linesInStrings'>,
): string {
  if (indent === '') return code;
  return code
    .split('\n')
    .map((line, at) =>
      at > 0 && line.startsWith(indent) && !linesInStrings.includes(at)
        ? line.slice(indent.length)
        : line,
    )
    .join('\n');
}
