// `expect` of jest, vitest and chai in one.
'use strict';
const assert = require('assert');
const {
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
} = require('matching');
const { AssertionError } = assert;

// --- expect -------------------------------------------------------------------------------------

/** What a word asserts: whether it holds of `it.actual`, given its arguments. */
const words = {
  equal: (it, b) => (it.deep ? alike(it.actual, b, true) : it.actual === b),
  eql: (it, b) => alike(it.actual, b, true),
  a: (it, type) =>
    typeof type === 'string' ? kindOf(it.actual) === type.toLowerCase() : isA(it.actual, type),
  include: (it, b) => holds(it.actual, b, it.deep),
  above: (it, b) => it.measured > b,
  least: (it, b) => it.measured >= b,
  below: (it, b) => it.measured < b,
  most: (it, b) => it.measured <= b,
  within: (it, a, b) => it.measured >= a && it.measured <= b,
  instanceof: (it, type) => it.actual instanceof type,
  property(it, name, value) {
    const found = it.nested
      ? at(it.actual, name)
      : it.actual !== null && it.actual !== undefined && name in Object(it.actual)
        ? { value: it.actual[name] }
        : undefined;
    const matches =
      found !== undefined &&
      (value === undefined && !it.given
        ? true
        : it.deep
          ? alike(found.value, value, true)
          : found.value === value);
    if (found !== undefined && !it.denied) it.actual = found.value;
    return matches;
  },
  length: (it, size) => sizeOf(it.actual) === size,
  match: (it, pattern) => pattern.test(it.actual),
  string: (it, part) => `${it.actual}`.includes(part),
  keys(it, ...names) {
    const wanted = names.length === 1 && typeof names[0] === 'object' ? names[0] : names;
    const list = Array.isArray(wanted) ? wanted : Object.keys(wanted);
    const own = it.actual instanceof Map ? [...it.actual.keys()] : Object.keys(it.actual);
    const all = list.every((name) => own.includes(name));
    return it.any
      ? list.some((name) => own.includes(name))
      : all && (it.contains || own.length === list.length);
  },
  throw(it, expected, text) {
    const raised = raisedBy(it.actual);
    return raised !== undefined && isMeant(raised.error, expected, text);
  },
  closeTo: (it, b, delta) => Math.abs(it.actual - b) <= delta,
  members(it, list) {
    const same = it.deep ? (a, b) => alike(a, b, true) : Object.is;
    const all = list.every((one) => it.actual.some((other) => same(other, one)));
    return it.contains ? all : all && it.actual.length === list.length;
  },
  oneOf: (it, list) => list.includes(it.actual),
  satisfy: (it, test) => test(it.actual) === true,
  // jest and vitest
  toBe: (it, b) => Object.is(it.actual, b),
  toEqual: (it, b) => alike(it.actual, b),
  toStrictEqual: (it, b) => alike(it.actual, b, true),
  toMatchObject: (it, b) => contains(it.actual, b),
  toBeNull: (it) => it.actual === null,
  toBeUndefined: (it) => it.actual === undefined,
  toBeDefined: (it) => it.actual !== undefined,
  toBeNaN: (it) => Number.isNaN(it.actual),
  toBeTruthy: (it) => Boolean(it.actual),
  toBeFalsy: (it) => !it.actual,
  toBeGreaterThan: (it, b) => it.actual > b,
  toBeGreaterThanOrEqual: (it, b) => it.actual >= b,
  toBeLessThan: (it, b) => it.actual < b,
  toBeLessThanOrEqual: (it, b) => it.actual <= b,
  toBeCloseTo: (it, b, digits = 2) =>
    it.actual === b || Math.abs(it.actual - b) < 0.5 * 10 ** -digits,
  toBeInstanceOf: (it, type) => it.actual instanceof type,
  toBeTypeOf: (it, type) => typeof it.actual === type,
  toContain: (it, b) => holds(it.actual, b, false),
  toContainEqual: (it, b) => holds(it.actual, b, true),
  toHaveLength: (it, size) => it.actual.length === size,
  toHaveProperty(it, path, value) {
    const found =
      at(it.actual, path) ?? (path in Object(it.actual) ? { value: it.actual[path] } : undefined);
    return found !== undefined && (!it.given || alike(found.value, value));
  },
  toMatch: (it, b) => (b instanceof RegExp ? b.test(it.actual) : it.actual.includes(b)),
  toThrow(it, expected) {
    if (it.rejected) return isMeant(it.actual, expected);
    const raised = raisedBy(it.actual);
    return raised !== undefined && isMeant(raised.error, expected);
  },
  toSatisfy: (it, test) => Boolean(test(it.actual)),
};

/** Words that assert without a call. */
const truths = {
  ok: ({ actual }) => Boolean(actual),
  true: ({ actual }) => actual === true,
  false: ({ actual }) => actual === false,
  null: ({ actual }) => actual === null,
  undefined: ({ actual }) => actual === undefined,
  NaN: ({ actual }) => Number.isNaN(actual),
  exist: ({ actual }) => actual !== null && actual !== undefined,
  empty: ({ actual }) => isEmpty(actual),
  finite: ({ actual }) => Number.isFinite(actual),
};

const otherWords = {
  equals: 'equal',
  eq: 'equal',
  eqls: 'eql',
  an: 'a',
  includes: 'include',
  contain: 'include',
  contains: 'include',
  gt: 'above',
  greaterThan: 'above',
  gte: 'least',
  lt: 'below',
  lessThan: 'below',
  lte: 'most',
  instanceOf: 'instanceof',
  lengthOf: 'length',
  matches: 'match',
  key: 'keys',
  throws: 'throw',
  Throw: 'throw',
  approximately: 'closeTo',
  satisfies: 'satisfy',
  ownProperty: 'property',
  haveOwnProperty: 'property',
  toThrowError: 'toThrow',
};
for (const name in otherWords) words[name] = words[otherWords[name]];

const links = [
  'to',
  'be',
  'been',
  'is',
  'that',
  'which',
  'and',
  'has',
  'have',
  'with',
  'at',
  'of',
  'same',
  'but',
  'does',
  'still',
  'also',
  'all',
  'own',
  'itself',
  'ordered',
];
const flags = { not: 'denied', deep: 'deep', nested: 'nested', any: 'any' };

function expectation(state) {
  const next = (change) => expectation({ ...state, ...change });
  const assertion = (name, holdsOf) => (given) => {
    const it = {
      ...state,
      given: given.length > 1,
      get measured() {
        return state.measures ? sizeOf(state.actual) : state.actual;
      },
    };
    check(
      holdsOf(it, ...given) !== state.denied,
      state.actual,
      `${state.denied ? 'not ' : ''}${name}`,
      given[0],
      state.message,
    );
    return next({ actual: it.actual, denied: false });
  };
  return new Proxy(() => undefined, {
    get(_, key) {
      if (key === 'resolves' || key === 'rejects') return awaited(state, key);
      if (Object.hasOwn(flags, key)) return next({ [flags[key]]: true });
      if (links.includes(key)) return next({});
      if (key === 'length' || key === 'lengthOf') {
        return assertable(next({ measures: true }), assertion(key, words.length));
      }
      if (/^(?:a|an)$/.test(key)) return assertable(next({}), assertion(key, words.a));
      if (/^(?:include|contain)s?$/.test(key)) {
        return assertable(next({ contains: true }), assertion(key, words.include));
      }
      if (Object.hasOwn(words, key)) {
        const run = assertion(key, words[key]);
        return (...given) => run(given);
      }
      // jest has calls of the same names.
      if (Object.hasOwn(truths, key)) return assertion(key, truths[key])([]);
      if (typeof key === 'symbol' || key === 'then') return undefined;
      throw new TypeError(`expect has no ${key} here`);
    },
  });
}

/** A word that may be called, and that others may follow. */
function assertable(chain, run) {
  return new Proxy(() => undefined, {
    get: (_, key) => chain[key],
    apply: (_, __, given) => run(given),
  });
}

function awaited(state, way) {
  const settled = async () => {
    const promise = typeof state.actual === 'function' ? state.actual() : state.actual;
    if (way === 'resolves') return { ...state, actual: await promise };
    try {
      await promise;
    } catch (error) {
      return { ...state, actual: error, rejected: true };
    }
    throw new AssertionError({ message: 'it was not rejected', operator: way });
  };
  const chain = (denied) =>
    new Proxy(() => undefined, {
      get(_, key) {
        if (key === 'not') return chain(!denied);
        return async (...given) => {
          const made = await settled();
          return expectation({ ...made, denied })[key](...given);
        };
      },
    });
  return chain(state.denied);
}

function expect(actual, message) {
  return expectation({ actual, message, denied: false, deep: false });
}
Object.assign(expect, {
  anything: () => matcher((value) => value !== null && value !== undefined),
  any: (type) => matcher((value) => isA(value, type)),
  objectContaining: (part) => matcher((value) => contains(value, part)),
  arrayContaining: (part) => matcher((value) => part.every((one) => holds(value, one, true))),
  stringContaining: (part) => matcher((value) => `${value}`.includes(part)),
  stringMatching: (pattern) => matcher((value) => new RegExp(pattern).test(value)),
  closeTo: (number, digits = 2) =>
    matcher((value) => Math.abs(value - number) < 0.5 * 10 ** -digits),
  assertions: () => undefined,
  hasAssertions: () => undefined,
  fail: (message) => assert.fail(message),
});

words.toHaveBeenCalled = (it) => it.actual.mock.calls.length > 0;
words.toHaveBeenCalledTimes = (it, count) => it.actual.mock.calls.length === count;
words.toHaveBeenCalledWith = (it, ...args) =>
  it.actual.mock.calls.some((call) => alike(call, args));

module.exports = expect;
