import { parseArgs } from 'node:util';
import { fail, ok, type Result } from '../../core/result.ts';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

const options = {
  task: text,
  out: text,
  'base-url': text,
  model: text,
  api: text,
  small: text,
  pool: text,
  recording: text,
  record: text,
  origin: text,
  strategy: text,
  selector: text,
  samples: text,
  depth: text,
  temperature: text,
  'max-tokens': text,
  'reasoning-tokens': text,
  effort: text,
  'budget-tokens': text,
  'budget-seconds': text,
  seed: text,
  example: { type: 'string', multiple: true },
  runs: text,
  python: text,
  apply: flag,
  'apply-unproven': flag,
  all: flag,
  json: flag,
  keep: flag,
  fork: flag,
  fresh: flag,
  forget: flag,
  'keep-reasoning': flag,
  'allow-unsandboxed': flag,
  help: { type: 'boolean', short: 'h' },
  version: flag,
} as const;

const subcommands = [
  'grow',
  'plan',
  'runs',
  'resume',
  'replay',
  'sent',
  'sandbox',
  'diagnose',
  'demo',
] as const;
export type Subcommand = (typeof subcommands)[number];

/** The command line, read but not yet acted on. Names are those of the flags. */
export interface Arguments {
  readonly command: Subcommand | 'help' | 'version';
  readonly operands: readonly string[];
  readonly flags: ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];
}

/** Reads the command line. The error is a sentence that says what to do. */
export function readArguments(argv: readonly string[]): Result<Arguments, string> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    // parseArgs reports unknown or incomplete options by TypeErrors with good messages.
    if (error instanceof TypeError) return fail(error.message);
    throw error;
  }
  const { values: flags, positionals } = parsed;
  const [command, ...operands] = positionals;
  if (flags.version) return ok({ command: 'version', operands, flags });
  if (flags.help || command === undefined || command === 'help') {
    return ok({ command: 'help', operands, flags });
  }
  const known = subcommands.find((name) => name === command);
  if (!known) return fail(`There is no command "${command}". Run: coppice --help`);
  const [, surplus] = operands;
  if (surplus !== undefined) {
    return fail(`coppice ${known} does not know what to do with "${surplus}". Run: coppice --help`);
  }
  return ok({ command: known, operands, flags });
}

/** `--apply` stands alone or has a value, which `parseArgs` has no form for. */
const applyForms: Readonly<Record<string, string>> = {
  '--apply=proven': '--apply',
  '--apply=unproven': '--apply-unproven',
};

function parse(argv: readonly string[]) {
  const args = argv.map((text) => applyForms[text] ?? text);
  return parseArgs({ args, options, allowPositionals: true, strict: true });
}

/** A number given to a flag, or the default; the error names the flag. */
export function numberFlag(
  flags: Arguments['flags'],
  name:
    | 'samples'
    | 'depth'
    | 'temperature'
    | 'max-tokens'
    | 'reasoning-tokens'
    | 'budget-tokens'
    | 'budget-seconds'
    | 'seed',
  bounds: { readonly least: number; readonly most: number; readonly integer: boolean },
): Result<number | undefined, string> {
  const given = flags[name];
  if (given === undefined) return ok(undefined);
  const value = Number(given);
  const fits =
    given.trim() !== '' &&
    value >= bounds.least &&
    value <= bounds.most &&
    (!bounds.integer || Number.isInteger(value));
  if (fits) return ok(value);
  const kind = bounds.integer ? 'a whole number' : 'a number';
  return fail(`--${name} takes ${kind} from ${bounds.least} to ${bounds.most}, not "${given}".`);
}
