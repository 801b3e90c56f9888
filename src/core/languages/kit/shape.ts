import type { Parameter } from '../../contract.ts';
import type { Parser } from '../../ports.ts';
import type { LanguageId } from '../../text.ts';
import type { Value } from '../../values/value.ts';

/** Types made of types are read so deep; then anything goes. */
export const deepest = 6;

/** What values a type allows, as far as such values can be written as literals or plain constructions. */
export type Shape =
  /** Nothing is known. */
  | { readonly kind: 'any' }
  /** `number` is JavaScript's, which is whole more often than not. */
  | { readonly kind: 'int' | 'float' | 'number' | 'bool' | 'str' | 'bytes' }
  /** One value alone: a literal type, `None`, a member of an enum. */
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'list' | 'set' | 'frozenset' | 'run'; readonly of: Shape }
  /** So many items, each of its own kind; `as` what holds them. `run` above is a tuple of any length. */
  | { readonly kind: 'tuple'; readonly items: readonly Shape[]; readonly as: 'list' | 'tuple' }
  | { readonly kind: 'dict'; readonly key: Shape; readonly of: Shape }
  | RecordShape
  | { readonly kind: 'union'; readonly of: readonly Shape[] };

/** Named fields: an object literal, a dict with known keys, or what a class is called with. */
export interface RecordShape {
  readonly kind: 'record';
  /** Name of the class that is called; absent for an object literal or, with `asDict`, a dict. */
  readonly type?: string;
  readonly asDict?: true;
  readonly fields: readonly {
    readonly name: string;
    readonly of: Shape;
    readonly optional: boolean;
  }[];
}

/** What a function's declaration says of its arguments. */
export interface ShapesAsked {
  readonly parameters: readonly Parameter[];
  /** Documentation may say types, too. */
  readonly description: string;
  /** Source of what the types are made of: classes, aliases, interfaces. */
  readonly declarations: string;
}

/** The shapes of a function's parameters, one each; `any` for what cannot be told. */
export type ShapeReader = (
  parser: Parser,
  language: LanguageId,
  asked: ShapesAsked,
) => Promise<readonly Shape[]>;

export const anything: Shape = { kind: 'any' };

/** One shape of several; equal ones count once. */
export function eitherOf(shapes: readonly Shape[]): Shape {
  const all = shapes.flatMap((shape) => (shape.kind === 'union' ? shape.of : [shape]));
  const distinct = [...new Map(all.map((shape) => [keyOf(shape), shape])).values()];
  const [only] = distinct;
  if (only === undefined) return anything;
  return distinct.length === 1 ? only : { kind: 'union', of: distinct };
}

function keyOf(shape: Shape): string {
  return JSON.stringify(shape, (_, part: unknown) =>
    typeof part === 'bigint' ? `${part}n` : part,
  );
}
