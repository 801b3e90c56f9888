/** Writes Values as JavaScript source that makes them again: how values enter a guest. */
import type { ObjectValue, Value } from '../../../core/values/value.ts';

/** Undefined where the value has no source: an instance of a program's own class, a cycle, a name. */
export function literalSource(value: Value): string | undefined {
  try {
    return source(value);
  } catch (error) {
    if (error instanceof NoSource) return undefined;
    throw error;
  }
}

class NoSource extends Error {}

const errorTypes = new Set([
  ...['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError'],
]);

const typedArrays = new Set([
  ...['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array'],
  ...['Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'],
]);

function source(value: Value): string {
  switch (value.kind) {
    case 'null':
    case 'undefined':
      return value.kind;
    case 'bool':
      return String(value.value);
    case 'int':
      return value.value < 0n ? `(${value.value}n)` : `${value.value}n`;
    case 'float':
      return Object.is(value.value, -0)
        ? '(-0)'
        : value.value < 0
          ? `(${value.value})`
          : `${value.value}`;
    case 'str':
      return JSON.stringify(value.value);
    case 'list':
      return list(value.items);
    case 'set':
      return `new Set(${list(value.items)})`;
    case 'dict':
      return `new Map([${value.entries.map(([k, v]) => `[${source(k)},${source(v)}]`).join(',')}])`;
    case 'object':
      return object(value);
    case 'iterator':
      if (value.end !== 'done') throw new NoSource();
      return `(function* () { yield* ${list(value.items)}; })()`;
    default:
      throw new NoSource();
  }
}

function list(items: readonly Value[]): string {
  const last = items.at(-1)?.kind === 'hole' ? ',' : '';
  return `[${items.map((item) => (item.kind === 'hole' ? '' : source(item))).join(',')}${last}]`;
}

function object(value: ObjectValue): string {
  const { type, base, fields } = value;
  if (base === undefined) {
    if (type === 'Object') return literal(fields, '');
    if (type === 'Object: null prototype') return literal(fields, '__proto__: null,');
    if (type === 'Date') return `new Date(${source(field(value, 'time'))})`;
    if (type === 'RegExp' && fields.length === 2) {
      return `new RegExp(${source(field(value, 'source'))},${source(field(value, 'flags'))})`;
    }
    if (type === 'URL') return `new URL(${source(field(value, 'href'))})`;
    if (errorTypes.has(type)) {
      const rest = fields.filter(([name]) => name !== 'message');
      return `Object.assign(new ${type}(${source(field(value, 'message'))}),${literal(rest, '')})`;
    }
  } else if (fields.length === 0) {
    if (base.kind === 'list' && typedArrays.has(type)) return `new ${type}(${list(base.items)})`;
    if (base.kind === 'bytes' && type === 'Buffer') {
      return `Buffer.from([${base.value.join(',')}])`;
    }
    if (base.kind === 'bytes' && type === 'ArrayBuffer') {
      return `new Uint8Array([${base.value.join(',')}]).buffer`;
    }
    if (type === 'Promise') return `Promise.resolve(${source(base)})`;
  }
  throw new NoSource();
}

function literal(fields: ObjectValue['fields'], head: string): string {
  const body = fields.map(([name, v]) => `[${JSON.stringify(name)}]:${source(v)}`);
  return `({${head}${body.join(',')}})`;
}

function field(value: ObjectValue, wanted: string): Value {
  const found = value.fields.find(([name]) => name === wanted);
  if (found === undefined) throw new NoSource();
  return found[1];
}
