// The intrinsics with which the server looks at candidates' objects: taken before the first candidate
// ran, and applied to objects of any realm without asking their prototypes.
'use strict';
const { types } = require('node:util');
const { URL, URLSearchParams } = require('node:url');

const { apply, getPrototypeOf, getOwnPropertyDescriptor } = Reflect;

const uncurry =
  (method) =>
  (self, ...rest) =>
    apply(method, self, rest);
const getter = (prototype, name) => uncurry(getOwnPropertyDescriptor(prototype, name).get);

const functionSource = uncurry(Function.prototype.toString);
const symbolDescription = getter(Symbol.prototype, 'description');
const dateTime = uncurry(Date.prototype.getTime);
const bigintText = uncurry(BigInt.prototype.toString);
const mapForEach = uncurry(Map.prototype.forEach);
const setForEach = uncurry(Set.prototype.forEach);
const mapSize = getter(Map.prototype, 'size');
const setSize = getter(Set.prototype, 'size');
const typedArray = getPrototypeOf(Uint8Array.prototype);
const typedLength = getter(typedArray, 'length');
const typedName = getter(typedArray, Symbol.toStringTag);
const viewBuffer = getter(DataView.prototype, 'buffer');
const viewOffset = getter(DataView.prototype, 'byteOffset');
const viewLength = getter(DataView.prototype, 'byteLength');
const regexSource = getter(RegExp.prototype, 'source');
const regexFlags = [
  ['d', 'hasIndices'],
  ['g', 'global'],
  ['i', 'ignoreCase'],
  ['m', 'multiline'],
  ['s', 'dotAll'],
  ['u', 'unicode'],
  ['v', 'unicodeSets'],
  ['y', 'sticky'],
]
  .filter(([, name]) => getOwnPropertyDescriptor(RegExp.prototype, name) !== undefined)
  .map(([flag, name]) => [flag, getter(RegExp.prototype, name)]);
const boxes = [
  ['Number', types.isNumberObject, uncurry(Number.prototype.valueOf)],
  ['String', types.isStringObject, uncurry(String.prototype.valueOf)],
  ['Boolean', types.isBooleanObject, uncurry(Boolean.prototype.valueOf)],
  ['BigInt', types.isBigIntObject, uncurry(BigInt.prototype.valueOf)],
  ['Symbol', types.isSymbolObject, uncurry(Symbol.prototype.valueOf)],
];
const urlHref = getter(URL.prototype, 'href');
const urlPrototype = URL.prototype;
const searchText = uncurry(URLSearchParams.prototype.toString);
const searchPrototype = URLSearchParams.prototype;
const hexByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const lineBreak = /[\u007f-\u009f\u2028\u2029]/;
const lineBreaks = /[\u007f-\u009f\u2028\u2029]/g;

function quote(text) {
  const quoted = JSON.stringify(text);
  if (!lineBreak.test(quoted)) return quoted;
  return quoted.replace(lineBreaks, (c) => {
    const code = c.charCodeAt(0);
    return code > 0xff
      ? `\\u${hexByte[code >> 8]}${hexByte[code & 0xff]}`
      : `\\u00${hexByte[code]}`;
  });
}

function float(value) {
  if (value !== value) return 'nan';
  if (value === Infinity) return 'inf';
  if (value === -Infinity) return '-inf';
  if (value === 0 && Object.is(value, -0)) return '-0.0';
  const text = String(value);
  return text.includes('.') || text.includes('e') ? text : `${text}.0`;
}

/** The value of a data property of `object` or its prototypes; undefined for accessors and proxies. */
function inherited(object, key) {
  for (let at = object; at !== null; at = getPrototypeOf(at)) {
    if (types.isProxy(at)) return undefined;
    const property = getOwnPropertyDescriptor(at, key);
    if (property !== undefined) return property.value;
  }
  return undefined;
}

function ownName(fn) {
  const name = getOwnPropertyDescriptor(fn, 'name')?.value;
  return typeof name === 'string' ? name : '';
}

function typeName(object) {
  const make = inherited(object, 'constructor');
  const name = typeof make === 'function' && !types.isProxy(make) ? ownName(make) : '';
  if (name !== '') return name;
  return getPrototypeOf(object) === null ? 'Object: null prototype' : 'Object';
}

function isClass(fn) {
  return !types.isProxy(fn) && functionSource(fn).startsWith('class');
}

module.exports = {
  functionSource,
  symbolDescription,
  dateTime,
  bigintText,
  mapForEach,
  setForEach,
  mapSize,
  setSize,
  typedLength,
  typedName,
  viewBuffer,
  viewOffset,
  viewLength,
  regexSource,
  regexFlags,
  boxes,
  urlHref,
  urlPrototype,
  searchText,
  searchPrototype,
  hexByte,
  quote,
  float,
  inherited,
  ownName,
  typeName,
  isClass,
};
