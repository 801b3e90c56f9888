// How frameworks of tests compare values, and what they take for the error that was meant.
'use strict';
const assert = require('assert');
const deepEqual = require('deep-equal');
const { inspect } = host;
const { AssertionError } = assert;

function check(holds, actual, operator, expected, message) {
  if (holds) return;
  const text = `${message === undefined ? '' : `${message}: `}${inspect(actual)} ${operator} ${inspect(expected)} does not hold`;
  throw new AssertionError({ message: text, actual, expected, operator });
}

// --- Matching -----------------------------------------------------------------------------------

const asymmetric = Symbol('asymmetric');
const matcher = (matches) => ({ [asymmetric]: matches });

/** Equality of jest's `toEqual`: properties that are undefined do not count, nor do prototypes. */
function alike(a, b, strict = false) {
  const matches = b !== null && typeof b === 'object' ? b[asymmetric] : undefined;
  if (matches !== undefined) return matches(a);
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') {
    return deepEqual(a, b, true);
  }
  const plain = (value) => {
    const prototype = Object.getPrototypeOf(value);
    return Array.isArray(value) || prototype === Object.prototype || prototype === null;
  };
  if (!plain(a) || !plain(b)) {
    return deepEqual(a, b, strict) || (holdsMatchers(b) && contains(a, b));
  }
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a) && a.length !== b.length) return false;
  const keysOf = (value) => Object.keys(value).filter((key) => strict || value[key] !== undefined);
  const keys = keysOf(b);
  return (
    keysOf(a).length === keys.length &&
    keys.every((key) => Object.hasOwn(a, key) && alike(a[key], b[key], strict))
  );
}

function holdsMatchers(value) {
  return Object.keys(value).some((key) => value[key]?.[asymmetric] !== undefined);
}

/** All that `b` says of `a` is so: `toMatchObject`, tap's `match`. */
function contains(a, b) {
  if (b instanceof RegExp && typeof a === 'string') return b.test(a);
  if (b === null || typeof b !== 'object')
    return typeof b === 'function' ? isA(a, b) : Object.is(a, b);
  if (b[asymmetric] !== undefined) return b[asymmetric](a);
  if (a === null || typeof a !== 'object') return false;
  if (Array.isArray(b) && (!Array.isArray(a) || a.length !== b.length)) return false;
  const keys = Object.keys(b);
  if (keys.length === 0) return deepEqual(a, b, false) || !Array.isArray(b);
  return keys.every((key) => contains(a[key], b[key]));
}

function isA(value, type) {
  if (type === Object) return value !== null && typeof value === 'object';
  if (value instanceof type) return true;
  return value !== null && value !== undefined && Object(value) instanceof type;
}

const kindOf = (value) => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'object'
    ? Object.prototype.toString.call(value).slice(8, -1).toLowerCase()
    : typeof value;
};

function raisedBy(run) {
  try {
    run();
  } catch (error) {
    return { error };
  }
  return undefined;
}

/** Whether something thrown is what was meant: a class, a text in its message, a pattern, an error. */
function isMeant(error, expected, text) {
  const message = `${error?.message ?? error}`;
  const says = (one) => (one instanceof RegExp ? one.test(message) : message.includes(one));
  if (expected === undefined) return true;
  if (typeof expected === 'string' || expected instanceof RegExp) return says(expected);
  if (typeof expected === 'function') {
    return error instanceof expected && (text === undefined || says(text));
  }
  if (expected instanceof Error) return message === expected.message;
  return contains(error, expected);
}

function at(value, path) {
  const parts = Array.isArray(path) ? path : `${path}`.replace(/\[(\w+)\]/g, '.$1').split('.');
  let found = value;
  for (const part of parts) {
    if (found === null || found === undefined || !(part in Object(found))) return undefined;
    found = found[part];
  }
  return { value: found };
}

function holds(container, item, deep) {
  if (typeof container === 'string') return container.includes(item);
  if (container instanceof Map || container instanceof Set) {
    return [...container.values()].some((one) => (deep ? alike(one, item) : Object.is(one, item)));
  }
  if (Array.isArray(container) || typeof container?.[Symbol.iterator] === 'function') {
    return [...container].some((one) => (deep ? alike(one, item) : Object.is(one, item)));
  }
  return Object.keys(item).every((key) =>
    deep ? alike(container[key], item[key]) : Object.is(container[key], item[key]),
  );
}

const sizeOf = (value) => value.size ?? value.length;

const isEmpty = (value) =>
  value === undefined || value === null
    ? false
    : (sizeOf(value) ?? Object.keys(value).length) === 0;

module.exports = {
  alike,
  at,
  check,
  contains,
  holds,
  isA,
  isEmpty,
  isMeant,
  kindOf,
  matcher,
  raisedBy,
  sizeOf,
};
