// What every realm has under the same name: an object of one realm that has a name crosses as that name
// and is the other realm's own there.
'use strict';

const { functionSource } = require('./intrinsics.cjs');

const { ownKeys, getOwnPropertyDescriptor } = Reflect;

const globals = [
  ...['Object', 'Function', 'Array', 'Number', 'parseFloat', 'parseInt', 'Boolean', 'String'],
  ...['Symbol', 'Date', 'Promise', 'RegExp', 'Error', 'AggregateError', 'EvalError', 'RangeError'],
  ...['ReferenceError', 'SyntaxError', 'TypeError', 'URIError', 'JSON', 'Math', 'Intl'],
  ...['ArrayBuffer', 'SharedArrayBuffer', 'Uint8Array', 'Int8Array', 'Uint16Array', 'Int16Array'],
  ...['Uint32Array', 'Int32Array', 'Float16Array', 'Float32Array', 'Float64Array'],
  ...['Uint8ClampedArray', 'BigUint64Array', 'BigInt64Array', 'DataView', 'Map', 'BigInt', 'Set'],
  ...['WeakMap', 'WeakSet', 'WeakRef', 'Proxy', 'Reflect', 'Iterator', 'isFinite', 'isNaN'],
  ...['decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'structuredClone'],
  ...['Buffer', 'URL', 'URLSearchParams', 'globalThis'],
];
const codeMakers = ['eval', 'Function'];

/** Names of a realm's own, from its global object: `Math.max`, `Array.prototype.map`; `Math`. */
const names = { function: [], object: [] };

function isObject(value) {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function list(name, value) {
  names[typeof value].push(name);
}

function listNames() {
  for (const name of globals) {
    const value = globalThis[name];
    if (!isObject(value)) continue;
    list(name, value);
    if (name === 'globalThis') continue;
    for (const key of ownKeys(value)) {
      if (typeof key !== 'string') continue;
      const member = getOwnPropertyDescriptor(value, key).value;
      if (!isObject(member)) continue;
      list(`${name}.${key}`, member);
      if (key !== 'prototype') continue;
      for (const inner of ownKeys(member)) {
        if (typeof inner !== 'string' || inner === 'constructor') continue;
        const method = getOwnPropertyDescriptor(member, inner).value;
        if (isObject(method)) list(`${name}.${key}.${inner}`, method);
      }
    }
  }
}
listNames();
const known = new Set([...names.function, ...names.object]);

/** Data properties alone are followed. */
function find(realm, name) {
  let at = realm.global;
  if (name === 'globalThis') return at;
  for (const key of name.split('.')) {
    at = isObject(at) ? getOwnPropertyDescriptor(at, key)?.value : undefined;
  }
  return at;
}

/** Prototypes of most objects there are: found without the long list. */
const usual = ['Object', 'Array', 'Map', 'Set', 'Date', 'RegExp', 'Function', 'Error'].map(
  (name) => `${name}.prototype`,
);

class Standard {
  /** @param realm one that no program has used yet. */
  constructor(realm) {
    this.realm = realm;
    this.twins = realm.kit.makeTwins();
    this.names = new Map();
    this.hidden = realm.kit.hiddenIntrinsics();
    this.listed = new Set();
    for (const name of usual) this.names.set(find(realm, name), name);
    for (let i = 0; i < this.hidden.length; i++) this.names.set(this.hidden[i], `%${i}`);
  }

  /** Undefined for what only this realm has. */
  nameOf(object) {
    const name = this.names.get(object);
    const sort = typeof object;
    if (name !== undefined || this.listed.has(sort)) return name;
    // Most functions are nobody's but the program's: the long list is not made for them.
    if (sort === 'function' && !functionSource(object).endsWith('[native code] }'))
      return undefined;
    this.listed.add(sort);
    for (const each of names[sort]) {
      const found = find(this.realm, each);
      if (isObject(found) && !this.names.has(found)) this.names.set(found, each);
    }
    return this.names.get(object);
  }

  /** Undefined where no realm has that, or where it would make code of text. */
  find(name) {
    if (name[0] === '%') return this.hidden[Number(name.slice(1))];
    if (!known.has(name) || codeMakers.includes(name)) return undefined;
    return find(this.realm, name);
  }
}

const symbols = Reflect.ownKeys(Symbol)
  .filter((name) => typeof Symbol[name] === 'symbol')
  .map((name) => [name, Symbol[name]]);
const symbolOf = new Map(symbols);
const nameOfSymbol = new Map(symbols.map(([name, symbol]) => [symbol, name]));

module.exports = { Standard, isObject, nameOfSymbol, symbolOf };
