import type { Language } from '../languages/language.ts';
import type { Test } from '../check.ts';
import { namesIn } from '../languages/names-in.ts';
import type { Parser } from '../ports.ts';
import type { Value } from '../values/value.ts';
import type { LiteralCall, Written } from './literal.ts';

/** A kept test as the parts that a writer puts together. */
export interface Case {
  readonly test: Test;
  /** The call in the file's style; empty for a property. */
  readonly call: string;
  /** The call's parts, where its arguments are literals and it calls nothing but the target. */
  readonly parts?: LiteralCall;
  /** A call around the target's that draws a generator's items: `list`. */
  readonly drain?: string;
  readonly claim: Claim;
  /** Names that the test file has to import. */
  readonly names: readonly string[];
}

export type Claim =
  | { readonly kind: 'equals'; readonly expected: Written; readonly tolerance?: number }
  | { readonly kind: 'throws'; readonly exception?: string }
  | { readonly kind: 'holds'; readonly lines: readonly string[] };

/** A test that is not written, and why. */
export interface LeftOut {
  readonly call: string;
  /** One sentence for people. */
  readonly reason: string;
}

export type CaseResult = { readonly made: Case } | { readonly leftOut: LeftOut };

export function leftOut({ call }: Pick<Test, 'call'>, reason: string): CaseResult {
  return { leftOut: { call, reason } };
}

/** Names that a piece of code takes from around it, but for those that are `provided`. */
export async function freeNames(
  code: string,
  language: Language,
  provided: ReadonlySet<string>,
  parser: Parser,
): Promise<readonly string[]> {
  const free = (await namesIn(code, language, parser)).free();
  return [...free].filter((name) => !provided.has(name));
}

/** True where a string literal spans lines: further in it would say something else. */
export async function hasWideString(
  code: string,
  { id, reading }: Language,
  parser: Parser,
): Promise<boolean> {
  const { root } = await reading.snippet(parser, id, code);
  return reading.strings(root).some(({ text }) => text.includes('\n'));
}

/** Words for a value in a test's name: `empty_list`, `minus_1`; undefined where there are none. */
export function wordsFor(value: Value | undefined): readonly string[] | undefined {
  switch (value?.kind) {
    case 'null':
      return ['none'];
    case 'undefined':
      return ['undefined'];
    case 'bool':
      return [String(value.value)];
    case 'int':
      return numberWords(value.value.toString());
    case 'float':
      return numberWords(String(value.value));
    case 'str': {
      if (value.value === '') return ['empty', 'text'];
      const words = value.value.match(/[A-Za-z0-9]+/g) ?? [];
      const isPlain = /^[\w .,:/-]+$/.test(value.value);
      return isPlain && words.length > 0 && words.join('').length <= 20 ? words : undefined;
    }
    case 'list':
      return value.items.length === 0 ? ['empty', 'list'] : undefined;
    case 'tuple':
      return value.items.length === 0 ? ['empty', 'tuple'] : undefined;
    case 'dict':
      return value.entries.length === 0 ? ['empty', 'dict'] : undefined;
    case 'set':
    case 'frozenset':
      return value.items.length === 0 ? ['empty', 'set'] : undefined;
    default:
      return undefined;
  }
}

function numberWords(text: string): readonly string[] | undefined {
  if (text.length > 12) return undefined;
  const digits = text.replace('-', '').replace('.', '_').toLowerCase();
  return text.startsWith('-') ? ['minus', digits] : [digits];
}

/** Gives each name once: a second one gets a number. */
export class FreshNames {
  readonly #taken: Set<string>;
  readonly #separator: string;

  constructor(taken: Iterable<string>, separator: string) {
    this.#taken = new Set(taken);
    this.#separator = separator;
  }

  take(name: string): string {
    let fresh = name;
    for (let count = 2; this.#taken.has(fresh); count += 1)
      fresh = `${name}${this.#separator}${count}`;
    this.#taken.add(fresh);
    return fresh;
  }
}
