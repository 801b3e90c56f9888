import type { Value } from '../values/value.ts';
import { itemsOf } from './place.ts';

/** Parts of a list or string that are left out one by one. */
const singles = 12;

/**
 * Values that are a step smaller, the largest steps first: fewer items, shorter strings, numbers nearer to
 * 0, simpler characters. What a tuple or a record consists of stays.
 */
export function* smaller(value: Value): Generator<Value> {
  const items = itemsOf(value);
  if (items !== undefined && value.kind === 'list') {
    for (const shorter of shorterLists(items)) yield { ...value, items: shorter };
  }
  switch (value.kind) {
    case 'list':
    case 'tuple':
      for (const [at, item] of value.items.entries()) {
        for (const less of smaller(item)) yield { ...value, items: value.items.with(at, less) };
      }
      break;
    case 'set':
    case 'frozenset':
      for (const shorter of shorterLists(value.items)) yield { ...value, items: shorter };
      break;
    case 'dict':
      for (const shorter of shorterLists(value.entries)) yield { ...value, entries: shorter };
      for (const [at, [key, of]] of value.entries.entries()) {
        for (const less of smaller(of))
          yield { ...value, entries: value.entries.with(at, [key, less]) };
      }
      break;
    case 'object':
      if (value.base !== undefined) break;
      for (const [at, [name, of]] of value.fields.entries()) {
        for (const less of smaller(of))
          yield { ...value, fields: value.fields.with(at, [name, less]) };
      }
      break;
    case 'str':
      for (const shorter of shorterLists(Array.from(value.value)))
        yield { ...value, value: shorter.join('') };
      yield* simplerTexts(value.value);
      break;
    case 'int':
    case 'float':
      for (const less of smallerNumbers(Number(value.value))) {
        yield value.kind === 'int' ? { ...value, value: BigInt(less) } : { ...value, value: less };
      }
      break;
    default:
  }
}

function* shorterLists<T>(items: readonly T[]): Generator<readonly T[]> {
  const size = items.length;
  if (size === 0) return;
  yield [];
  if (size >= 4) {
    yield items.slice(0, size >> 1);
    yield items.slice(size >> 1);
  }
  if (size > 1) {
    for (let at = 0; at < Math.min(size, singles); at += 1) yield items.toSpliced(at, 1);
  }
}

function* simplerTexts(text: string): Generator<Value> {
  const simpler = text.replace(/[b-z]/g, 'a').replace(/[B-Z]/g, 'A').replace(/[2-9]/g, '1');
  if (simpler !== text) yield { kind: 'str', value: simpler };
}

function* smallerNumbers(number: number): Generator<number> {
  if (number === 0 || !Number.isFinite(number)) return;
  yield 0;
  if (!Number.isInteger(number)) {
    yield Math.trunc(number);
    return;
  }
  if (number < 0) yield -number;
  const half = Math.trunc(number / 2);
  if (half !== 0) yield half;
  const less = number - Math.sign(number);
  if (less !== 0 && less !== half) yield less;
}
