// Takes the power out of the server's own realm. The sandbox of the operating system is what holds
// a candidate; this keeps one that finds a way out of its realm from touching its neighbours.
'use strict';
const { facades } = require('./host.cjs');

const { ownKeys, getOwnPropertyDescriptor, getPrototypeOf, deleteProperty } = Reflect;

/** Everything of the language itself; the rest of the global object goes. */
const kept = new Set([
  'Object', 'Function', 'Array', 'Number', 'parseFloat', 'parseInt', 'Infinity', 'NaN', 'undefined',
  'Boolean', 'String', 'Symbol', 'Date', 'Promise', 'RegExp', 'Error', 'AggregateError',
  'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError', 'JSON',
  'Math', 'Intl', 'ArrayBuffer', 'Atomics', 'Uint8Array', 'Int8Array', 'Uint16Array', 'Int16Array',
  'Uint32Array', 'Int32Array', 'Float16Array', 'Float32Array', 'Float64Array',
  'Uint8ClampedArray', 'BigUint64Array', 'BigInt64Array', 'DataView', 'Map', 'BigInt', 'Set',
  'WeakMap', 'WeakSet', 'WeakRef', 'Proxy', 'Reflect', 'FinalizationRegistry', 'Iterator',
  'SharedArrayBuffer', 'decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent',
  'escape', 'unescape', 'isFinite', 'isNaN', 'globalThis',
]); // prettier-ignore

function harden() {
  const { process } = globalThis;
  for (const key of ownKeys(globalThis)) if (!kept.has(key)) deleteProperty(globalThis, key);
  for (const key of ownKeys(process)) deleteProperty(process, key);
  freezeAll([...kept].map((name) => globalThis[name]).concat(facades, hiddenIntrinsics()));
}

function hiddenIntrinsics() {
  return [
    Object.getPrototypeOf(function* () {}),
    Object.getPrototypeOf(async function () {}),
    Object.getPrototypeOf(async function* () {}),
    Object.getPrototypeOf([][Symbol.iterator]()),
    Object.getPrototypeOf(new Map()[Symbol.iterator]()),
    Object.getPrototypeOf(new Set()[Symbol.iterator]()),
    Object.getPrototypeOf(''[Symbol.iterator]()),
    Object.getPrototypeOf(''.matchAll(/a/g)),
  ];
}

function freezeAll(roots) {
  const seen = new Set([globalThis]);
  const pending = roots;
  while (pending.length > 0) {
    const object = pending.pop();
    if (object === null || (typeof object !== 'object' && typeof object !== 'function')) continue;
    if (seen.has(object)) continue;
    seen.add(object);
    // A typed array with elements cannot be frozen; none is among what candidates see.
    if (!ArrayBuffer.isView(object)) Object.freeze(object);
    pending.push(getPrototypeOf(object));
    for (const key of ownKeys(object)) {
      const { value, get, set } = getOwnPropertyDescriptor(object, key);
      pending.push(value, get, set);
    }
  }
}

module.exports = { harden };
