/** Modules that every Python has, as far as code imports them day by day. */
const standardModules: ReadonlySet<string> = new Set(
  (
    '__future__ abc argparse array ast base64 bisect calendar cmath collections contextlib copy csv ' +
    'dataclasses datetime decimal difflib enum fnmatch fractions functools glob gzip hashlib heapq ' +
    'hmac html inspect io ipaddress itertools json keyword locale logging math numbers operator os ' +
    'pathlib platform pprint queue random re secrets shlex shutil statistics string struct sys ' +
    'tempfile textwrap threading time token tokenize traceback types typing unicodedata urllib uuid ' +
    'warnings weakref xml zlib zoneinfo'
  ).split(' '),
);

/** True for a module of Python's own library, by its whole name. */
export function isStandardModule(module: string): boolean {
  return standardModules.has(module.split('.')[0] ?? '');
}
