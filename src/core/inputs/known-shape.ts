import { anything, eitherOf, type Shape } from '../languages/kit/shape.ts';
import { itemsOf } from './place.ts';
import type { Value } from '../values/value.ts';

/** The shape with what nobody said of it read from known values. */
export function refined(shape: Shape, values: readonly Value[]): Shape {
  switch (shape.kind) {
    case 'any':
      return shapeOfAll(values);
    case 'list':
    case 'run':
      return {
        ...shape,
        of: refined(
          shape.of,
          values.flatMap((value) => itemsOf(value) ?? []),
        ),
      };
    case 'set':
    case 'frozenset':
      return {
        ...shape,
        of: refined(
          shape.of,
          values.flatMap((value) => (value.kind === shape.kind ? value.items : [])),
        ),
      };
    case 'dict': {
      const entries = values.flatMap((value) => (value.kind === 'dict' ? value.entries : []));
      return {
        ...shape,
        key: refined(
          shape.key,
          entries.map(([key]) => key),
        ),
        of: refined(
          shape.of,
          entries.map(([, item]) => item),
        ),
      };
    }
    case 'tuple':
      return {
        ...shape,
        items: shape.items.map((item, at) =>
          refined(
            item,
            values.flatMap((value) => itemsOf(value)?.[at] ?? []),
          ),
        ),
      };
    case 'number':
      return values.some((value) => value.kind === 'float' && !Number.isInteger(value.value))
        ? { kind: 'float' }
        : shape;
    default:
      return shape;
  }
}

/** Where values of so many kinds stand side by side, any others may, too. */
const mixed = 3;
const others: readonly Shape[] = [{ kind: 'bool' }, { kind: 'value', value: { kind: 'null' } }];

function shapeOfAll(values: readonly Value[]): Shape {
  const kinds = new Set(values.map(({ kind }) => kind));
  const shapes = [...kinds].map((kind) =>
    shapeOfKind(values.filter((value) => value.kind === kind)),
  );
  const known = shapes.filter(({ kind }) => kind !== 'any');
  return eitherOf(known.length < mixed ? known : [...known, ...others]);
}

/** @param values All of one kind. */
function shapeOfKind(values: readonly Value[]): Shape {
  const [first] = values;
  switch (first?.kind) {
    case 'bool':
    case 'int':
    case 'str':
    case 'bytes':
      return { kind: first.kind };
    case 'float':
      return values.some((value) => value.kind === 'float' && !Number.isInteger(value.value))
        ? { kind: 'float' }
        : { kind: 'number' };
    case 'null':
    case 'undefined':
    case 'named':
      return eitherOf(values.map((value) => ({ kind: 'value', value })));
    case 'list':
    case 'set':
    case 'frozenset':
      return refined({ kind: first.kind, of: anything }, values);
    case 'tuple': {
      const lengths = new Set(values.map((value) => itemsOf(value)?.length ?? 0));
      return lengths.size === 1
        ? refined({ kind: 'tuple', items: first.items.map(() => anything), as: 'tuple' }, values)
        : refined({ kind: 'run', of: anything }, values);
    }
    case 'dict':
      return refined({ kind: 'dict', key: anything, of: anything }, values);
    case 'object': {
      if (first.base !== undefined) return anything;
      const objects = values.flatMap((value) => (value.kind === 'object' ? [value] : []));
      const names = [...new Set(objects.flatMap(({ fields }) => fields.map(([name]) => name)))];
      return {
        kind: 'record',
        ...(first.type !== 'Object' && { type: first.type }),
        fields: names.map((name) => {
          const of = objects.flatMap(({ fields }) =>
            fields.flatMap(([each, value]) => (each === name ? [value] : [])),
          );
          return { name, of: refined(anything, of), optional: of.length < objects.length };
        }),
      };
    }
    default:
      return anything;
  }
}
