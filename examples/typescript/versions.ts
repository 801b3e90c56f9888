export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/**
 * The newest of `versions` that `range` allows, or null where there is none.
 *
 * A range is a list of conditions separated by spaces, all of which must hold: `>=1.2.0`, `<2.0.0`,
 * `=1.4.2` (or just `1.4.2`), `^1.2.3` (at least that, same leftmost non-zero number) and `~1.2.3`
 * (at least that, same major and minor). Texts that are no version `MAJOR.MINOR.PATCH` are ignored.
 * An unreadable condition throws a RangeError.
 *
 * @example
 * bestVersion(['1.2.0', '1.10.0', '2.0.0'], '^1.2.0') // => '1.10.0'
 * bestVersion(['0.2.3', '0.2.9', '0.3.0'], '^0.2.3') // => '0.2.9'
 * bestVersion(['1.0.0', 'latest'], '>=1.1.0 <2.0.0') // => null
 */
export function bestVersion(versions: string[], range: string): string | null {
  throw new Error('not implemented');
}
