// `assert`, as far as tests of a function use it.
'use strict';
const deepEqual = require('deep-equal');
const { inspect } = host;

class AssertionError extends Error {
  constructor({ message, actual, expected, operator }) {
    super(message);
    this.name = 'AssertionError';
    this.code = 'ERR_ASSERTION';
    this.generatedMessage = false;
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
  }
}

function check(holds, message, operator, actual, expected) {
  if (holds) return;
  if (message instanceof Error) throw message;
  const text = message ?? `${inspect(actual)} ${operator} ${inspect(expected)} does not hold`;
  throw new AssertionError({ message: String(text), actual, expected, operator });
}

function ok(value, message) {
  check(value, message, '==', value, true);
}

/** Whether something thrown meets a class, a pattern, a predicate or an object of properties. */
function meets(error, expected) {
  if (expected === undefined || typeof expected === 'string') return true;
  if (expected instanceof RegExp) return expected.test(String(error));
  if (typeof expected === 'function') {
    if (expected.prototype !== undefined && error instanceof expected) return true;
    if (Error.isPrototypeOf(expected)) return false;
    return expected.call({}, error) === true;
  }
  return Object.keys(expected).every((key) =>
    expected[key] instanceof RegExp && typeof error[key] === 'string'
      ? expected[key].test(error[key])
      : deepEqual(error[key], expected[key], true),
  );
}

function raised(error, expected, message) {
  check(
    meets(error, expected),
    message ?? `unexpected ${inspect(error)}`,
    'throws',
    error,
    expected,
  );
}

const operations = {
  AssertionError,
  ok,
  fail: (message = 'Failed') => check(false, message, 'fail'),
  // eslint-disable-next-line eqeqeq -- the loose form is what is asked for
  equal: (a, b, m) => check(a == b || (Number.isNaN(a) && Number.isNaN(b)), m, '==', a, b),
  // eslint-disable-next-line eqeqeq
  notEqual: (a, b, m) => check(a != b, m, '!=', a, b),
  strictEqual: (a, b, m) => check(Object.is(a, b), m, '===', a, b),
  notStrictEqual: (a, b, m) => check(!Object.is(a, b), m, '!==', a, b),
  deepEqual: (a, b, m) => check(deepEqual(a, b, false), m, 'deepEqual', a, b),
  notDeepEqual: (a, b, m) => check(!deepEqual(a, b, false), m, 'notDeepEqual', a, b),
  deepStrictEqual: (a, b, m) => check(deepEqual(a, b, true), m, 'deepStrictEqual', a, b),
  notDeepStrictEqual: (a, b, m) => check(!deepEqual(a, b, true), m, 'notDeepStrictEqual', a, b),
  match: (text, pattern, m) => check(pattern.test(text), m, 'match', text, pattern),
  doesNotMatch: (text, pattern, m) => check(!pattern.test(text), m, 'doesNotMatch', text, pattern),
  ifError: (value) =>
    check(value === null || value === undefined, undefined, 'ifError', value, null),
  throws(run, expected, message) {
    try {
      run();
    } catch (error) {
      return raised(error, expected, message);
    }
    check(false, message ?? 'Missing expected exception', 'throws', undefined, expected);
  },
  doesNotThrow(run) {
    run();
  },
  async rejects(run, expected, message) {
    try {
      await (typeof run === 'function' ? run() : run);
    } catch (error) {
      return raised(error, expected, message);
    }
    check(false, message ?? 'Missing expected rejection', 'rejects', undefined, expected);
  },
  async doesNotReject(run) {
    await (typeof run === 'function' ? run() : run);
  },
};

const strict = Object.assign((value, message) => ok(value, message), operations, {
  equal: operations.strictEqual,
  notEqual: operations.notStrictEqual,
  deepEqual: operations.deepStrictEqual,
  notDeepEqual: operations.notDeepStrictEqual,
});
strict.strict = strict;
module.exports = Object.assign((value, message) => ok(value, message), operations, { strict });
