/**
 * What else than itself a program could change, read from its words alone: programs share a process only
 * where nothing that they can name leads out of their own module. Whatever is not known to be harmless
 * takes a process of its own, so state that nobody thought of is nobody's to find.
 */
import type { Reach } from '../harness.ts';
import { makesNames } from './made-names.ts';

/**
 * Modules whose functions keep no state that another program could see. What programs can set in them are
 * attributes, which the child compares after each program.
 */
const harmless = new Set([
  ...['__future__', 'bisect', 'cmath', 'collections', 'copy', 'dataclasses', 'datetime', 'decimal'],
  ...['fractions', 'functools', 'heapq', 'itertools', 'json', 'math', 'numbers', 'operator'],
  ...['random', 're', 'statistics', 'string', 'textwrap', 'time', 'typing', 'abc', 'contextlib'],
]);

/** With these a program makes names as it runs, or gets at frames, code and files without importing anything. */
const opening = new Set([
  ...['getattr', 'setattr', 'delattr', 'vars', 'globals', 'locals', 'eval', 'exec', 'compile'],
  ...['open', 'breakpoint', 'input', 'help', 'gi_frame', 'gi_code', 'gi_yieldfrom', 'cr_frame'],
  ...['cr_code', 'cr_await', 'cr_origin', 'ag_frame', 'ag_code', 'ag_await', 'f_back', 'f_globals'],
  ...['f_builtins', 'f_locals', 'f_code', 'f_trace', 'tb_frame', 'tb_next'],
]);

/** Members of harmless modules that hold state of the process, or that lead to other modules. */
const stateful = new Set([
  // Contexts of `decimal`.
  ...['getcontext', 'setcontext', 'localcontext', 'Context', 'DefaultContext', 'BasicContext'],
  ...['ExtendedContext'],
  // Registries.
  ...['register', 'dispatch_table', 'abc_invalidation_counter', 'get_cache_token'],
  // Names made at run time.
  ...['attrgetter', 'methodcaller', 'make_dataclass', 'get_type_hints', 'ForwardRef', 'Formatter'],
  ...['get_field', 'vformat', 'assigned', 'updated', 'update_wrapper', 'WRAPPER_ASSIGNMENTS'],
  ...['WRAPPER_UPDATES', 'update_abstractmethods'],
  ...['get_overloads', 'clear_overloads'],
  // What equals another by its own word is taken for that by caches, of patterns or of formats say.
  '__hash__',
  // Modules within modules, and what changes the process.
  ...['decoder', 'encoder', 'scanner', 'tool', 'bltns', 'enum', 'sys', 'os', 'io', 'inspect'],
  ...['types', 'nt'],
  ...['builtins', 'warnings', 'weakref', 'copyreg', 'keyword', 'reprlib', 'codecs', 'posix'],
  ...['threading', 'thread', 'tzset', 'clock_settime', 'pthread_getcpuclockid', 'chdir', 'purge'],
  ...['sre_compile', 'sre_parse', 'sre_constants', 'ctypes', 'locale', 'signal', 'gc', 'atexit'],
]);

/** Members with two underscores that classes define or modules read, and that lead nowhere. */
const plainDunder = new RegExp(
  `__(?!(?:${[
    ...['init', 'new', 'repr', 'str', 'bytes', 'format', 'hash', 'bool', 'len', 'iter', 'next'],
    ...['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'contains', 'getitem', 'setitem', 'delitem', 'missing'],
    ...['reversed', 'call', 'enter', 'exit', 'aenter', 'aexit', 'aiter', 'anext', 'await', 'name'],
    ...[
      'main',
      'doc',
      'all',
      'slots',
      'post_init',
      'future',
      'add',
      'sub',
      'mul',
      'matmul',
      'index',
    ],
    ...[
      'truediv',
      'floordiv',
      'mod',
      'divmod',
      'pow',
      'lshift',
      'rshift',
      'and',
      'xor',
      'or',
      'neg',
    ],
    ...['pos', 'abs', 'invert', 'int', 'float', 'complex', 'round', 'trunc', 'floor', 'ceil'],
    ...['radd', 'rsub', 'rmul', 'rtruediv', 'rfloordiv', 'rmod', 'rpow', 'iadd', 'isub', 'imul'],
    ...['itruediv', 'ifloordiv', 'iand', 'ior', 'ixor', 'rand', 'ror', 'rxor', 'match_args'],
  ].join('|')})__(?!\\w))\\w`,
);
const word = /[A-Za-z_]\w*/g;
const beyondAscii = /[^\0-\x7f]/;
/** A generator that is left in the middle goes on when its memory is wanted: in another program's time. */
const suspends = /\b(?:yield|await)\b/;
const goesOn = /\b(?:finally|except|with)\b/;
/** Modules in the clauses of import statements, wherever they stand. */
const imported = /\b(?:from[\s\\]+([\w.]+)[\s\\]+import|import[\s\\]+([\w., \t\f\\]*))/g;

export function reachOf(written: string, kind: 'program' | 'call' = 'program'): Reach {
  // Python reads names of other scripts in this form.
  const source = beyondAscii.test(written) ? written.normalize('NFKC') : written;
  if (plainDunder.test(source)) return 'process';
  if (makesNames(source)) return 'process';
  if (suspends.test(source) && goesOn.test(source)) return 'process';
  const imports = kind === 'call' || source.includes('import');
  for (const [name] of source.matchAll(word)) {
    if (opening.has(name)) return 'process';
    if (!imports) continue;
    if (stateful.has(name)) return 'process';
    if (name.startsWith('_') && !name.startsWith('__') && name.length > 1) return 'process';
  }
  if (!imports) return 'itself';
  return importsOnlyHarmless(source) ? 'modules' : 'process';
}

function importsOnlyHarmless(source: string): boolean {
  const modules: string[] = [];
  for (const [, from, list] of source.matchAll(imported)) {
    if (from !== undefined) modules.push(from);
    // What stands behind `import` in a `from` clause was passed over with that clause.
    else for (const part of (list ?? '').split(',')) modules.push(part.trim().split(/\s/)[0] ?? '');
  }
  return modules.every((name) => harmless.has(name) || name === 'collections.abc');
}
