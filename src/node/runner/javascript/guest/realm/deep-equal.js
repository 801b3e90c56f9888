// Structural equality as Node's `assert` means it: `strict` tells types and -0 apart.
'use strict';
const { types } = host;
const tagOf = (value) => Object.prototype.toString.call(value);

module.exports = function deepEqual(left, right, strict) {
  const { judge } = deepEqual;
  if (judge === undefined) return same(left, right, strict, []);
  const items = judge.itemsFor(left, right);
  if (items.thrown) throw items.value;
  return same(items.value, right, strict, []);
};
/** In a judge's realm: what has a say in what is compared. */
module.exports.judge = undefined;

function same(a, b, strict, held) {
  if (Object.is(a, b)) return true;
  module.exports.judge?.compared(a, b);
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') {
    if (strict) return false;
    // eslint-disable-next-line eqeqeq -- the loose form is what is asked for
    return a == b || (Number.isNaN(a) && Number.isNaN(b));
  }
  if (strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (tagOf(a) !== tagOf(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  for (const [x, y] of held) if (x === a || y === b) return x === a && y === b;
  held.push([a, b]);
  const result = contentSame(a, b, strict, held);
  held.pop();
  return result;
}

function contentSame(a, b, strict, held) {
  if (types.isDate(a) && !Object.is(a.getTime(), b.getTime())) return false;
  if (types.isRegExp(a) && (String(a) !== String(b) || a.lastIndex !== b.lastIndex)) return false;
  if (types.isBoxedPrimitive(a) && !Object.is(a.valueOf(), b.valueOf())) return false;
  if (types.isNativeError(a) && (a.message !== b.message || a.name !== b.name)) return false;
  if (types.isTypedArray(a)) {
    if (a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!same(a[i], b[i], strict, held)) return false;
    return true;
  }
  if (Array.isArray(a) && a.length !== b.length) return false;
  if (types.isSet(a) && !setSame(a, b, strict, held)) return false;
  if (types.isMap(a) && !mapSame(a, b, strict, held)) return false;
  const keys = ownKeys(a, strict);
  if (keys.length !== ownKeys(b, strict).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key], strict, held));
}

function ownKeys(object, strict) {
  const keys = Object.keys(object);
  if (!strict) return keys;
  const isEnumerable = (key) => Object.prototype.propertyIsEnumerable.call(object, key);
  return [...keys, ...Object.getOwnPropertySymbols(object).filter(isEnumerable)];
}

function setSame(a, b, strict, held) {
  if (a.size !== b.size) return false;
  const rest = [...b].filter((item) => !a.has(item));
  for (const item of a) {
    if (b.has(item)) continue;
    const found = rest.findIndex((other) => same(item, other, strict, held));
    if (found < 0) return false;
    rest.splice(found, 1);
  }
  return true;
}

function mapSame(a, b, strict, held) {
  if (a.size !== b.size) return false;
  const rest = [...b].filter(([key]) => !a.has(key));
  for (const [key, value] of a) {
    if (b.has(key)) {
      if (!same(value, b.get(key), strict, held)) return false;
      continue;
    }
    const found = rest.findIndex(
      ([other, otherValue]) =>
        same(key, other, strict, held) && same(value, otherValue, strict, held),
    );
    if (found < 0) return false;
    rest.splice(found, 1);
  }
  return true;
}
