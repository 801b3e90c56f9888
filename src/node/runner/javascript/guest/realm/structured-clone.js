// `structuredClone` for what a function under test clones: data, not handles.
'use strict';
const { types } = host;

module.exports = (value) => clone(value, new Map());

function clone(value, seen) {
  if (typeof value === 'function' || typeof value === 'symbol') throw notCloneable(value);
  if (value === null || typeof value !== 'object') return value;
  if (seen.has(value)) return seen.get(value);
  const copy = emptyCopy(value);
  seen.set(value, copy);
  if (types.isMap(value)) {
    for (const [key, item] of [...value]) copy.set(clone(key, seen), clone(item, seen));
  } else if (types.isSet(value)) for (const item of [...value]) copy.add(clone(item, seen));
  else if (Array.isArray(value) || isPlain(value)) {
    for (const key of Object.keys(value)) copy[key] = clone(value[key], seen);
  }
  return copy;
}

function emptyCopy(value) {
  if (Array.isArray(value)) return new Array(value.length);
  if (types.isMap(value)) return new Map();
  if (types.isSet(value)) return new Set();
  if (types.isDate(value)) return new Date(value.getTime());
  if (types.isRegExp(value)) return new RegExp(value.source, value.flags);
  if (types.isBoxedPrimitive(value)) return Object(value.valueOf());
  if (types.isAnyArrayBuffer(value)) return value.slice(0);
  if (types.isTypedArray(value)) return value.slice();
  if (types.isDataView(value))
    return new DataView(value.buffer.slice(0), value.byteOffset, value.byteLength);
  if (types.isNativeError(value)) {
    const known = globalThis[value.name];
    const make = typeof known === 'function' && Error.isPrototypeOf(known) ? known : Error;
    return Object.assign(
      new make(value.message),
      value.cause === undefined ? {} : { cause: value.cause },
    );
  }
  if (types.isPromise(value) || types.isWeakMap(value) || types.isWeakSet(value))
    throw notCloneable(value);
  return {};
}

function isPlain(value) {
  return ![types.isDate, types.isRegExp, types.isBoxedPrimitive, types.isAnyArrayBuffer]
    .concat([types.isTypedArray, types.isDataView, types.isNativeError])
    .some((is) => is(value));
}

function notCloneable(value) {
  const error = new Error(`${typeof value} could not be cloned.`);
  error.name = 'DataCloneError';
  error.code = 25;
  return error;
}
