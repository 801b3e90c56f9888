/**
 * What a program returned, as data that the trusted side owns: no live object of a sandboxed
 * process is ever behind a Value. Both languages share the type; where they differ is said below.
 *
 * Sharing is not kept: a list that occurs twice is written twice, as equality in both languages
 * ignores sharing. A cycle is a `ref` to an enclosing container.
 */
export type Value =
  /** Python's `None`, JavaScript's `null`. */
  | { readonly kind: 'null' }
  | { readonly kind: 'undefined' }
  /** A missing element of a JavaScript array; only ever an item of a `list`. */
  | { readonly kind: 'hole' }
  | { readonly kind: 'bool'; readonly value: boolean }
  /** A Python `int` or a JavaScript BigInt. */
  | { readonly kind: 'int'; readonly value: bigint }
  /** A Python `float` or any JavaScript number. -0, NaN and the infinities are told apart. */
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'complex'; readonly real: number; readonly imaginary: number }
  /** UTF-16 as JavaScript has it; lone surrogates allowed. */
  | { readonly kind: 'str'; readonly value: string }
  | { readonly kind: 'bytes'; readonly value: Uint8Array }
  /** A Python `list`, a JavaScript array. */
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'tuple'; readonly items: readonly Value[] }
  /** A Python `set`, a JavaScript `Set`. The order of `items` carries no meaning. */
  | { readonly kind: 'set'; readonly items: readonly Value[] }
  | { readonly kind: 'frozenset'; readonly items: readonly Value[] }
  /** A Python `dict`, a JavaScript `Map`: in insertion order. */
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [Value, Value])[] }
  | ObjectValue
  | IteratorValue
  /** Something known by its name alone: a function, a class, a module, a symbol, `Ellipsis`. */
  | { readonly kind: 'named'; readonly sort: NamedSort; readonly name: string }
  /** The container `up` levels above this place; 1 is the one that directly holds it. */
  | { readonly kind: 'ref'; readonly up: number };

/**
 * An object by the name of its type and its fields, in order; a JavaScript object literal has type
 * `Object`. `base` is the built-in value underneath, where its type extends a built-in one: the dict of a
 * `Counter`, the tuple of a named tuple (whose field names are the field `_fields`), the int of an
 * `IntEnum`, the elements of a typed array. Types without visible fields carry their content as
 * fields: a Date has `time`, a `Decimal` has `text`, an error `message`.
 */
export interface ObjectValue {
  readonly kind: 'object';
  readonly type: string;
  readonly base?: Value;
  readonly fields: readonly (readonly [string, Value])[];
}

/** A generator or iterator, by what it gave when drained. */
export interface IteratorValue {
  readonly kind: 'iterator';
  /** `generator`, `map`, `Array Iterator` … */
  readonly type: string;
  readonly items: readonly Value[];
  /** `done`: it ended; `cut`: the limit of items was reached; `raised`: it failed after the items. */
  readonly end: 'done' | 'cut' | 'raised';
  /** Type name of what it raised. */
  readonly raised?: string;
}

export type NamedSort = 'function' | 'class' | 'module' | 'symbol' | 'constant';

export const namedSorts: readonly NamedSort[] = [
  'function',
  'class',
  'module',
  'symbol',
  'constant',
];

/** True for what is data through and through: no object of a program's own, nothing known by name alone. */
export function isPlain(value: Value): boolean {
  switch (value.kind) {
    case 'object':
      return value.type === 'Object' && value.fields.every(([, field]) => isPlain(field));
    case 'named':
      return value.sort === 'constant';
    case 'list':
    case 'tuple':
    case 'set':
    case 'frozenset':
    case 'iterator':
      return value.items.every(isPlain);
    case 'dict':
      return value.entries.every(([key, item]) => isPlain(key) && isPlain(item));
    default:
      return true;
  }
}

/** Deeper nesting is an outcome of its own (`unencodable`), so that no reader runs out of stack. */
export const maxDepth = 400;

export function int(value: bigint | number): Value {
  return { kind: 'int', value: BigInt(value) };
}

export function float(value: number): Value {
  return { kind: 'float', value };
}

export function str(value: string): Value {
  return { kind: 'str', value };
}

export function list(items: readonly Value[]): Value {
  return { kind: 'list', items };
}

export function tuple(items: readonly Value[]): Value {
  return { kind: 'tuple', items };
}
