// What objects of each kind hold, and how their twins come to hold the same. Kinds are letters:
//
//     f function   a array   m Map   s Set   d Date   r RegExp   e error   t typed array   b ArrayBuffer
//     v DataView   x boxed primitive   g iterator of the language   u URL   q URLSearchParams   o any other
'use strict';
const { types } = require('node:util');
const {
  boxes,
  dateTime,
  mapForEach,
  ownName,
  regexFlags,
  regexSource,
  setForEach,
  searchPrototype,
  searchText,
  typedLength,
  typedName,
  urlHref,
  urlPrototype,
  viewBuffer,
} = require('./intrinsics.cjs');
const { Unencodable } = require('./encode.cjs');
const { isObject } = require('./standard.cjs');

const { apply, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const { isArray } = Array;
const clearMap = Map.prototype.clear;
const addToMap = Map.prototype.set;
const clearSet = Set.prototype.clear;
const addToSet = Set.prototype.add;
const setTime = Date.prototype.setTime;

/** Packed values in one message. */
const mostPacked = 200_000;
const typedArray = /^(?:Big)?(?:Int|Uint|Float)\d+(?:Clamped)?Array$/;

/** What it holds besides properties, packed. */
function dataOf(exchange, value, kind) {
  switch (kind) {
    case 'a': {
      const items = [];
      if (value.length > mostPacked) throw new Unencodable('an array too big to write');
      for (let i = 0; i < value.length; i++) {
        const property = getOwnPropertyDescriptor(value, i);
        if (property === undefined) items.push(['h']);
        else if (property.get || property.set) throw new Unencodable('an array with accessors');
        else items.push(exchange.pack(property.value));
      }
      return items;
    }
    case 'm': {
      const entries = [];
      mapForEach(value, (item, key) => entries.push([exchange.pack(key), exchange.pack(item)]));
      return entries;
    }
    case 's': {
      const items = [];
      setForEach(value, (item) => items.push(exchange.pack(item)));
      return items;
    }
    case 'd':
      return exchange.pack(dateTime(value));
    case 'r': {
      const flags = regexFlags.map(([flag, has]) => (has(value) ? flag : '')).join('');
      const { value: at } = getOwnPropertyDescriptor(value, 'lastIndex');
      return [regexSource(value), flags, typeof at === 'number' ? at : 0];
    }
    case 't': {
      const length = typedLength(value);
      if (length > mostPacked) throw new Unencodable('an array too big to write');
      const items = [];
      for (let i = 0; i < length; i++) items.push(exchange.pack(value[i]));
      return [typedName(value), items];
    }
    case 'b': {
      const bytes = new Uint8Array(value);
      if (bytes.length > mostPacked) throw new Unencodable('a buffer too big to write');
      return Array.from(bytes);
    }
    case 'v':
      return exchange.pack(viewBuffer(value));
    case 'x':
      return exchange.pack(boxes.find(([, isBox]) => isBox(value))[2](value));
    case 'f': {
      const length = getOwnPropertyDescriptor(value, 'length')?.value;
      return [ownName(value), typeof length === 'number' ? length : 0];
    }
    case 'g':
      return isAsyncGenerator(value);
    case 'u':
      return urlHref(value);
    case 'q':
      return searchText(value);
    default:
      return null;
  }
}

/** An empty twin. */
function makeTwin(exchange, number, kind, data) {
  const { twins } = exchange;
  switch (kind) {
    case 'a':
      return twins.array();
    case 'm':
      return twins.map();
    case 's':
      return twins.set();
    case 'd':
      return twins.date();
    case 'r':
      return twins.regex(String(data[0]), String(data[1]));
    case 'e':
      return twins.error();
    case 't':
      if (!typedArray.test(data[0])) throw new Error('no typed array');
      return twins.typed(exchange.standard.find(data[0]), data[1].length);
    case 'b':
      return twins.typed(exchange.standard.find('ArrayBuffer'), data.length);
    case 'v':
      return twins.view(exchange.unpack(data));
    case 'x':
      return twins.boxed(exchange.unpack(data));
    case 'f':
      return twins.fn(String(data[0]), Number(data[1]), (receiver, args, isNew) =>
        exchange.outcome(() => exchange.remoteCall(number, receiver, args, isNew)),
      );
    case 'g':
      return twins.iterator(data === true, (operation, value) =>
        exchange.outcome(() => exchange.remoteStep(number, operation, value)),
      );
    case 'u':
      return twins.typed(exchange.standard.find('URL'), String(data));
    case 'q':
      return twins.typed(exchange.standard.find('URLSearchParams'), String(data));
    case 'o':
      return twins.object();
    default:
      throw new Error('no kind of object');
  }
}

function fillTwin(exchange, twin, kind, data) {
  switch (kind) {
    case 'a':
      twin.length = 0;
      for (let i = 0; i < data.length; i++) {
        if (isArray(data[i]) && data[i][0] === 'h') continue;
        put(twin, i, exchange.unpack(data[i]), true);
      }
      twin.length = data.length;
      break;
    case 'm':
      apply(clearMap, twin, []);
      for (const [key, item] of data)
        apply(addToMap, twin, [exchange.unpack(key), exchange.unpack(item)]);
      break;
    case 's':
      apply(clearSet, twin, []);
      for (const item of data) apply(addToSet, twin, [exchange.unpack(item)]);
      break;
    case 'd':
      apply(setTime, twin, [exchange.unpack(data)]);
      break;
    case 'r':
      twin.lastIndex = Number(data[2]);
      break;
    case 't':
      for (let i = 0; i < data[1].length; i++) twin[i] = exchange.unpack(data[1][i]);
      break;
    case 'b':
      new Uint8Array(twin).set(data.map(Number));
      break;
  }
}

function put(object, key, value, enumerable) {
  if (key === 'prototype' && typeof object === 'function') defineProperty(object, key, { value });
  else defineProperty(object, key, { value, enumerable, writable: true, configurable: true });
}

function isIndexOrLength(key) {
  return typeof key === 'string' && (String(key >>> 0) === key || key === 'length');
}

function kindOf(value, standard) {
  if (typeof value === 'function') return 'f';
  if (isArray(value)) return 'a';
  if (types.isMap(value)) return 'm';
  if (types.isSet(value)) return 's';
  if (types.isDate(value)) return 'd';
  if (types.isRegExp(value)) return 'r';
  if (types.isNativeError(value)) return 'e';
  if (types.isTypedArray(value)) return 't';
  if (types.isAnyArrayBuffer(value)) return 'b';
  if (types.isDataView(value)) return 'v';
  if (types.isBoxedPrimitive(value)) return 'x';
  if (types.isGeneratorObject(value) || types.isMapIterator(value) || types.isSetIterator(value)) {
    return 'g';
  }
  // Iterators of arrays and strings: their prototype says so.
  const prototype = getPrototypeOf(value);
  if (prototype === urlPrototype) return 'u';
  if (prototype === searchPrototype) return 'q';
  if (prototype === null || ownKeys(value).length > 0) return 'o';
  const isHidden = standard.nameOf(prototype)?.[0] === '%';
  return isHidden && typeof getOwnPropertyDescriptor(prototype, 'next')?.value === 'function'
    ? 'g'
    : 'o';
}

function isAsyncGenerator(value) {
  for (let at = value; at !== null; at = getPrototypeOf(at)) {
    if (types.isProxy(at)) return false;
    if (getOwnPropertyDescriptor(at, Symbol.asyncIterator) !== undefined) return true;
  }
  return false;
}

/** What a short array of nothing but scalars looks like, to see later whether it is still the same. */
class Look {
  constructor(value) {
    this.keys = ownKeys(value);
    this.values = this.keys.map((key) => getOwnPropertyDescriptor(value, key).value);
  }

  /** Undefined where looking again is no less work than telling. */
  static at(value) {
    if (!isArray(value) || value.length > 64) return undefined;
    const look = new Look(value);
    return look.values.some(isObject) ? undefined : look;
  }

  isStill(value) {
    const keys = ownKeys(value);
    if (keys.length !== this.keys.length) return false;
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] !== this.keys[i]) return false;
      const property = getOwnPropertyDescriptor(value, keys[i]);
      if (property.get || property.set || !Object.is(property.value, this.values[i])) return false;
    }
    return true;
  }
}

module.exports = {
  Look,
  dataOf,
  fillTwin,
  isIndexOrLength,
  kindOf,
  makeTwin,
  mostPacked,
  put,
};
