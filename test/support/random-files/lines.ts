import fc from 'fast-check';

/** A line of code at a level of indentation, or one that begins inside a string. */
export type Line = { readonly level: number; readonly text: string } | { readonly content: string };

export type Lines = readonly Line[];

export function line(text: string, level = 0): Line {
  return { level, text };
}

/** The lines so many levels deeper; what strings hold stays where it is. */
export function deeper(lines: Lines, by = 1): Lines {
  return lines.map((each) => ('content' in each ? each : { ...each, level: each.level + by }));
}

export function printed(lines: Lines, unit: string): string {
  return lines
    .map((each) => {
      if ('content' in each) return each.content;
      return each.text === '' ? '' : unit.repeat(each.level) + each.text;
    })
    .join('\n');
}

/** A file with a function in it, and another body for that function. */
export interface RandomFile {
  readonly name: string;
  readonly above: Lines;
  /** Header and doc of the function: what stays of it. */
  readonly head: Lines;
  readonly old: Lines;
  readonly fresh: Lines;
  readonly end: Lines;
  readonly below: Lines;
  /** Levels at which the function stands. */
  readonly level: number;
  /** It is a member of a class. */
  readonly isMember: boolean;
}

export function fileWith({ above, head, end, below, level }: RandomFile, body: Lines): Lines {
  return [...above, ...deeper([...head, ...body, ...end], level), ...below];
}

/** Units of indentation as files and answers have them. */
export const units = fc.constantFrom('  ', '    ', '\t', '   ', '        ');

/** Several lists of lines one after the other. */
export function oneAfterTheOther(
  each: fc.Arbitrary<Lines>,
  { least, most }: { readonly least: number; readonly most: number },
): fc.Arbitrary<Lines> {
  return fc.array(each, { minLength: least, maxLength: most }).map((all) => all.flat());
}
