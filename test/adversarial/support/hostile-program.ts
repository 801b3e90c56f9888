/** Hostile programs as data: see README.md for the format. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import type { Outcome } from '../../../src/core/outcome.ts';
import type { LanguageId } from '../../../src/core/text.ts';

export interface HostileProgram {
  /** Path under its folder, without extension. */
  readonly name: string;
  readonly language: Extract<LanguageId, 'python' | 'javascript' | 'typescript'>;
  readonly title: string;
  readonly entry: string;
  readonly calls: readonly string[];
  /** Each call must end in one of them. */
  readonly outcomes: readonly ExpectedOutcome[];
  readonly mustNot: string;
  /** Assertions that hold of an honest program, and must not be decided by this one. */
  readonly assertions: readonly string[];
  /** The honest program of which they hold; given where there are any. */
  readonly honest?: string;
  readonly source: string;
}

export interface ExpectedOutcome {
  readonly kind: Outcome['kind'];
  /** Canonical text of the value, type of the exception; anything when absent. */
  readonly detail?: string;
}

const languages: Readonly<Record<string, HostileProgram['language']>> = {
  '.py': 'python',
  '.js': 'javascript',
  '.ts': 'typescript',
};

const kinds: readonly Outcome['kind'][] = [
  'value',
  'exception',
  'timeout',
  'crash',
  'refused',
  'unencodable',
  'skipped',
];

/** All programs under a folder, in the order of their names. */
export function readHostilePrograms(folder: string): HostileProgram[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile() && extname(file.name) in languages)
    .map((file) => join(file.parentPath, file.name))
    .sort()
    .map((path) => parseHostileProgram(readFileSync(path, 'utf8'), relative(folder, path)));
}

export function parseHostileProgram(source: string, path: string): HostileProgram {
  const language = languages[extname(path)];
  if (language === undefined) throw new Error(`${path}: not a program of a known language`);
  const head = /^(?:(?:#|\/\/)[^\n]*\n)+/.exec(source)?.[0] ?? '';
  const [title = '', ...rest] = head.split('\n').map((line) => line.replace(/^(?:#|\/\/) ?/, ''));
  const fields = rest.flatMap((line) => {
    const found = /^([a-z ]+):\s*(.+)$/.exec(line);
    return found === null ? [] : [{ key: found[1] ?? '', text: found[2]?.trim() ?? '' }];
  });
  const all = (key: string): string[] => fields.flatMap((f) => (f.key === key ? [f.text] : []));
  const assertions = all('holds').map(unescaped);
  const honest = all('honest')[0];
  if (assertions.length > 0 && honest === undefined) {
    throw new Error(`${path}: it needs \`honest:\`, a program of which \`holds:\` is true`);
  }
  const unknown = fields.find(({ key }) => !knownFields.includes(key));
  if (unknown !== undefined) throw new Error(`${path}: unknown field \`${unknown.key}\``);
  const [outcome] = all('outcome');
  const [mustNot] = all('must not');
  if (title === '' || outcome === undefined || mustNot === undefined) {
    throw new Error(`${path}: it needs a first line, \`outcome:\` and \`must not:\``);
  }
  const calls = all('call');
  return {
    name: path.slice(0, -extname(path).length),
    language,
    title,
    entry: all('entry')[0] ?? 'f',
    calls: calls.length === 0 ? ['f(1)'] : calls,
    outcomes: outcome.split(' | ').map((text) => parseOutcome(text.trim(), path)),
    mustNot,
    assertions,
    ...(honest === undefined ? {} : { honest: unescaped(honest) }),
    source,
  };
}

const knownFields = ['entry', 'call', 'outcome', 'must not', 'holds', 'honest'];

/** A field is one line: `\n` in it stands for the end of one. */
function unescaped(text: string): string {
  return text.replaceAll('\\n', '\n');
}

function parseOutcome(text: string, path: string): ExpectedOutcome {
  const [word = '', ...detail] = text.split(' ');
  const kind = kinds.find((known) => known === word);
  if (kind === undefined) throw new Error(`${path}: no outcome is called \`${word}\``);
  return detail.length === 0 ? { kind } : { kind, detail: detail.join(' ') };
}

export function fits(outcome: Outcome, expected: ExpectedOutcome): boolean {
  if (outcome.kind !== expected.kind) return false;
  if (expected.detail === undefined) return true;
  if (outcome.kind === 'value') return outcome.value === expected.detail;
  return outcome.kind === 'exception' && outcome.type === expected.detail;
}

export function describeExpected(outcomes: readonly ExpectedOutcome[]): string {
  return outcomes
    .map(({ kind, detail }) => (detail === undefined ? kind : `${kind} ${detail}`))
    .join(' | ');
}

/** Puts the places of this run into a program's text. */
export function fillIn(source: string, places: Readonly<Record<string, string>>): string {
  return source.replace(/@([A-Z]+)@/g, (whole, name: string) => places[name] ?? whole);
}
