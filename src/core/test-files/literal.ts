import type { Language } from '../languages/language.ts';
import { showValue } from '../languages/kit/show-value.ts';
import { printCanonical } from '../values/canonical.ts';
import type { QuoteMark } from '../values/show.ts';
import type { Value } from '../values/value.ts';

/** An expression as it is written into a test file. */
export interface Written {
  readonly text: string;
  /** What it denotes, where it is a literal: such a text mentions no name that must be imported. */
  readonly value?: Value;
}

export function readLiteral(text: string, language: Language): Value | undefined {
  return language.literals.literal(text);
}

/** A literal in the wanted quotes; where that would not denote the same value, and for code, as it is. */
export function writtenLiteral(text: string, language: Language, quote: QuoteMark): Written {
  const value = readLiteral(text, language);
  if (value === undefined) return { text };
  return { text: printed(value, language, quote) ?? text, value };
}

/** A value as source text; undefined where no literal denotes it. */
export function printed(value: Value, language: Language, quote: QuoteMark): string | undefined {
  const text = showValue(value, language, Infinity, 'source', quote);
  // As a key of an object literal it would set the prototype.
  if (text.includes('__proto__')) return undefined;
  const again = readLiteral(text, language);
  if (again === undefined || printCanonical(again) !== printCanonical(value)) return undefined;
  return text;
}

/** A call whose arguments are literals. */
export interface LiteralCall {
  readonly callee: string;
  readonly args: readonly Written[];
  /** Python's keyword arguments. */
  readonly keywords: readonly (readonly [string, Written])[];
}

/** Undefined for any other expression. */
export function readCall(
  text: string,
  language: Language,
  quote: QuoteMark,
): LiteralCall | undefined {
  const call = language.literals.call(text);
  if (call === undefined) return undefined;
  const written = (value: Value): Written | undefined => {
    const source = printed(value, language, quote);
    return source === undefined ? undefined : { text: source, value };
  };
  const args = call.args.map(written);
  const keywords = call.keywords.map(([name, value]) => [name, written(value)] as const);
  if (!args.every((arg) => arg !== undefined)) return undefined;
  const given = keywords.flatMap(([name, value]) => (value ? [[name, value] as const] : []));
  return given.length === keywords.length
    ? { callee: call.callee, args, keywords: given }
    : undefined;
}

/** True where a value or a part of it is of a kind that `is` looks for. */
export function someValue(value: Value, is: (part: Value) => boolean): boolean {
  if (is(value)) return true;
  switch (value.kind) {
    case 'list':
    case 'tuple':
    case 'set':
    case 'frozenset':
    case 'iterator':
      return value.items.some((item) => someValue(item, is));
    case 'dict':
      return value.entries.some((entry) => entry.some((part) => someValue(part, is)));
    case 'object':
      return (
        value.fields.some(([, field]) => someValue(field, is)) ||
        (value.base !== undefined && someValue(value.base, is))
      );
    default:
      return false;
  }
}

export function isNaNValue(value: Value): boolean {
  return value.kind === 'float' && Number.isNaN(value.value);
}

export function isNegativeZero(value: Value): boolean {
  return value.kind === 'float' && Object.is(value.value, -0);
}
