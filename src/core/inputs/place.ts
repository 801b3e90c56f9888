import type { Value } from '../values/value.ts';

/** A way into an argument: through every item (`*`, or a loop's variable), or to one position. */
export type PlaceStep = string | number;

/** The items of what holds several in an order. */
export function itemsOf(value: Value | undefined): readonly Value[] | undefined {
  return value?.kind === 'list' || value?.kind === 'tuple' ? value.items : undefined;
}

/** How many a value holds; a string's are its characters. */
export function sizeOf(value: Value | undefined): number | undefined {
  switch (value?.kind) {
    case 'str':
      return value.value.length;
    case 'list':
    case 'tuple':
    case 'set':
    case 'frozenset':
      return value.items.length;
    case 'dict':
      return value.entries.length;
    default:
      return undefined;
  }
}

export function numberOf(value: Value | undefined): number | undefined {
  return value?.kind === 'int' || value?.kind === 'float' ? Number(value.value) : undefined;
}

/** A number of the kind of another. */
export function numberLike(kind: Value, number: number): Value {
  return kind.kind === 'int'
    ? { kind: 'int', value: BigInt(Math.round(number)) }
    : { kind: 'float', value: number };
}

/** The value with what stands at some positions of its items changed. */
export function changedAt(
  value: Value,
  at: readonly number[],
  change: (old: Value) => Value,
): Value {
  const [first, ...rest] = at;
  if (first === undefined) return change(value);
  const items = itemsOf(value);
  const old = items?.[first];
  if (items === undefined || old === undefined) return value;
  return { ...value, items: items.with(first, changedAt(old, rest, change)) } as Value;
}

/** What stands at some positions of a value's items. */
export function valueAt(value: Value | undefined, at: readonly number[]): Value | undefined {
  return at.reduce<Value | undefined>((each, step) => itemsOf(each)?.[step], value);
}
