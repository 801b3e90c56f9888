import type { Value } from '../values/value.ts';
import type { Chance } from './chance.ts';
import { itemsOf, numberLike } from './place.ts';
import { changedText, type Texts } from './texts.ts';

/** What mutations draw from. */
export interface Pool {
  readonly numbers: readonly number[];
  readonly texts: Texts | undefined;
}

/** A value of the same kind that differs a little: one part is changed, taken away, doubled or moved. */
export function mutated(value: Value, pool: Pool, chance: Chance): Value {
  const items = itemsOf(value);
  if (items !== undefined)
    return { ...value, items: mutatedItems(items, value.kind, pool, chance) } as Value;
  switch (value.kind) {
    case 'bool':
      return { ...value, value: !value.value };
    case 'int':
    case 'float':
      return numberLike(value, mutatedNumber(Number(value.value), value.kind, pool, chance));
    case 'str': {
      const texts = pool.texts;
      return texts === undefined
        ? value
        : { ...value, value: changedText(value.value, texts, chance) };
    }
    case 'set':
    case 'frozenset':
      return { ...value, items: value.items.filter(() => chance.is(0.7)) };
    case 'dict': {
      const at = chance.within(0, Math.max(0, value.entries.length - 1));
      const [key, of] = value.entries[at] ?? [];
      if (key === undefined || of === undefined) return value;
      const entries = chance.is(0.3)
        ? value.entries.toSpliced(at, 1)
        : value.entries.with(at, [key, mutated(of, pool, chance)]);
      return { ...value, entries };
    }
    case 'object': {
      const at = chance.within(0, Math.max(0, value.fields.length - 1));
      const [name, of] = value.fields[at] ?? [];
      if (name === undefined || of === undefined || value.base !== undefined) return value;
      return { ...value, fields: value.fields.with(at, [name, mutated(of, pool, chance)]) };
    }
    default:
      return value;
  }
}

function mutatedItems(
  items: readonly Value[],
  kind: Value['kind'],
  pool: Pool,
  chance: Chance,
): readonly Value[] {
  const at = chance.within(0, Math.max(0, items.length - 1));
  const other = chance.within(0, Math.max(0, items.length - 1));
  const [one, two] = [items[at], items[other]];
  if (one === undefined || two === undefined) return items;
  const changed = () => items.with(at, mutated(one, pool, chance));
  // A tuple means something by its length.
  if (kind === 'tuple') return changed();
  switch (chance.within(0, 9)) {
    case 0:
      return items.toSpliced(at, 1);
    case 1:
      return items.toSpliced(at, 0, two);
    case 2:
      return items.with(at, two).with(other, one);
    case 3:
      return items.with(at, two);
    case 4:
      return [...items].reverse();
    case 5:
      return items.slice(Math.min(at, other), Math.max(at, other) + 1);
    case 6:
      return chance.shuffled(items);
    case 7:
      return [...items, mutated(one, pool, chance)];
    default:
      return changed();
  }
}

function mutatedNumber(number: number, kind: 'int' | 'float', pool: Pool, chance: Chance): number {
  const isWhole = kind === 'int' || Number.isInteger(number);
  switch (chance.within(0, 7)) {
    case 0:
    case 1:
      return number + 1;
    case 2:
      return number - 1;
    case 3:
      return isWhole ? number * 2 : number / 2;
    case 4:
      return isWhole ? Math.trunc(number / 2) : Math.round(number);
    case 5:
      return -number;
    case 6:
      return chance.of(pool.numbers) ?? 0;
    default:
      return isWhole ? number + chance.within(-10, 10) : number + 0.5;
  }
}
