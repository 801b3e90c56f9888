// What tests of a project take from their framework, as far as they say something of values: `expect` of jest,
// vitest and chai, chai's `assert` and `should`, and what tap, tape, ava and node:test hand to a test. All of it
// compares and throws; it runs nothing by itself and knows no file.
'use strict';
const assert = require('assert');
const deepEqual = require('deep-equal');
const expect = require('expect-words');
const { check, contains, isA, isMeant, kindOf, raisedBy } = require('matching');

// --- chai's assert and should ---------------------------------------------------------------------

const not = (run) => (a, b, message) => {
  if (raisedBy(() => run(a, b)) === undefined) assert.fail(message ?? 'it should not hold');
};
const chaiAssert = Object.assign((value, message) => assert(value, message), assert, {
  isOk: (value) => assert(value),
  isNotOk: (value) => assert(!value),
  notOk: (value) => assert(!value),
  deepEqual: (a, b) => expect(a).to.eql(b),
  notDeepEqual: (a, b) => expect(a).to.not.eql(b),
  isTrue: (value) => assert.strictEqual(value, true),
  isFalse: (value) => assert.strictEqual(value, false),
  isNull: (value) => assert.strictEqual(value, null),
  isNotNull: (value) => assert.notStrictEqual(value, null),
  isUndefined: (value) => assert.strictEqual(value, undefined),
  isDefined: (value) => assert.notStrictEqual(value, undefined),
  isNaN: (value) => assert(Number.isNaN(value)),
  isFunction: (value) => expect(value).to.be.a('function'),
  isObject: (value) => expect(value).to.be.a('object'),
  isArray: (value) => assert(Array.isArray(value)),
  isString: (value) => expect(value).to.be.a('string'),
  isNumber: (value) => expect(value).to.be.a('number'),
  isBoolean: (value) => expect(value).to.be.a('boolean'),
  typeOf: (value, type) => expect(value).to.be.a(type),
  instanceOf: (value, type) => assert(value instanceof type),
  isAbove: (a, b) => assert(a > b),
  isAtLeast: (a, b) => assert(a >= b),
  isBelow: (a, b) => assert(a < b),
  isAtMost: (a, b) => assert(a <= b),
  include: (a, b) => expect(a).to.include(b),
  notInclude: not((a, b) => expect(a).to.include(b)),
  property: (a, name) => expect(a).to.have.property(name),
  notProperty: not((a, name) => expect(a).to.have.property(name)),
  propertyVal: (a, name, value) => expect(a).to.have.property(name, value),
  lengthOf: (a, size) => expect(a).to.have.lengthOf(size),
  sameMembers: (a, b) => expect(a).to.have.members(b),
  sameDeepMembers: (a, b) => expect(a).to.have.deep.members(b),
  hasAllKeys: (a, names) => expect(a).to.have.keys(names),
  isEmpty: (a) => expect(a).to.be.empty,
  approximately: (a, b, delta) => expect(a).to.be.closeTo(b, delta),
  closeTo: (a, b, delta) => expect(a).to.be.closeTo(b, delta),
  throws: (run, expected, text) => expect(run).to.throw(expected, text),
  throw: (run, expected, text) => expect(run).to.throw(expected, text),
  doesNotThrow: (run) => run(),
});

function should() {
  Object.defineProperty(Object.prototype, 'should', {
    configurable: true,
    get() {
      return expect(
        this !== null &&
          typeof this === 'object' &&
          /^(?:Number|String|Boolean)$/.test(this.constructor?.name)
          ? this.valueOf()
          : this,
      );
    },
    set(value) {
      Object.defineProperty(this, 'should', { value, configurable: true, writable: true });
    },
  });
  return expect;
}

// --- What a test is handed --------------------------------------------------------------------------

/** The object of tap, tape, ava and node:test. Tests inside it run at once. */
function context() {
  const waiting = [];
  const named = (args) => args.find((each) => typeof each === 'function');
  const test = (...args) => {
    const run = named(args);
    if (run === undefined) return undefined;
    const done = runTest(run);
    waiting.push(done);
    return done;
  };
  const raises = (run, expected) => {
    const raised = raisedBy(run);
    check(
      raised !== undefined &&
        (typeof expected === 'string' ||
          isMeant(
            raised.error,
            expected?.message === undefined || expected instanceof Error
              ? expected
              : { message: expected.message },
          )),
      raised?.error,
      'throws',
      expected,
    );
    return raised?.error;
  };
  const t = {
    ok: (value, message) => check(Boolean(value), value, 'is true', true, message),
    notOk: (value, message) => check(!value, value, 'is false', false, message),
    equal: (a, b, message) => check(Object.is(a, b), a, '===', b, message),
    not: (a, b, message) => check(!Object.is(a, b), a, '!==', b, message),
    same: (a, b, message) => check(deepEqual(a, b, false), a, 'same', b, message),
    notSame: (a, b, message) => check(!deepEqual(a, b, false), a, 'notSame', b, message),
    strictSame: (a, b, message) => check(deepEqual(a, b, true), a, 'strictSame', b, message),
    match: (a, b, message) => check(contains(a, b), a, 'matches', b, message),
    notMatch: (a, b, message) => check(!contains(a, b), a, 'notMatch', b, message),
    has: (a, b, message) => check(contains(a, b), a, 'has', b, message),
    type: (a, type, message) =>
      check(
        typeof type === 'string'
          ? kindOf(a) === type.toLowerCase() || a?.constructor?.name === type
          : isA(a, type),
        a,
        'type',
        type,
        message,
      ),
    throws: raises,
    doesNotThrow: (run) => run(),
    rejects: async (run, expected) => {
      let error;
      try {
        await (typeof run === 'function' ? run() : run);
      } catch (raised) {
        error = { raised };
      }
      check(error !== undefined && isMeant(error.raised, expected), error, 'rejects', expected);
    },
    resolves: async (run) => void (await (typeof run === 'function' ? run() : run)),
    fail: (message) => assert.fail(message),
    error: (value) => check(!value, value, 'is no error', null),
    test,
    end: () => undefined,
    plan: () => undefined,
    pass: () => undefined,
    comment: () => undefined,
    teardown: () => undefined,
    after: () => undefined,
    afterEach: () => undefined,
    beforeEach: (...args) => named(args)?.(t),
    context: {},
    assert: undefined,
    settled: () => Promise.all(waiting),
  };
  t.assert = assert;
  Object.assign(t, {
    is: t.equal,
    true: (value) => t.equal(value, true),
    false: (value) => t.equal(value, false),
    truthy: t.ok,
    falsy: t.notOk,
    deepEqual: t.strictSame,
    notDeepEqual: (a, b) => check(!deepEqual(a, b, true), a, 'notDeepEqual', b),
    strictEqual: t.equal,
    equals: t.equal,
    notEqual: t.not,
    strictNotSame: (a, b) => check(!deepEqual(a, b, true), a, 'strictNotSame', b),
    throwsAsync: t.rejects,
    regex: (text, pattern) => check(pattern.test(text), text, 'matches', pattern),
    matchOnly: t.match,
    subtest: test,
  });
  return t;
}

async function runTest(run) {
  const t = context();
  await run(t);
  await t.settled();
}

const quiet = () => undefined;
const runner = Object.assign((...args) => context().test(...args), {
  describe: quiet,
  it: quiet,
  suite: quiet,
  before: quiet,
  after: quiet,
  beforeEach: quiet,
  afterEach: quiet,
});
/** A function that keeps what it was called with, as vitest and jest make it. */
function mocked(own) {
  let run = own;
  const calls = [];
  const made = Object.assign(
    (...args) => {
      calls.push(args);
      return run?.(...args);
    },
    {
      mock: { calls },
      mockReturnValue: (value) => ((run = () => value), made),
      mockImplementation: (given) => ((run = given), made),
      mockClear: () => ((calls.length = 0), made),
    },
  );
  return made;
}
module.exports = Object.assign(runner, {
  expect,
  assert: chaiAssert,
  should,
  runTest,
  test: runner,
  it: quiet,
  describe: quiet,
  vi: { fn: mocked },
  jest: { fn: mocked },
  use: quiet,
});
// The module of tap has what it hands to tests, too.
const outside = context();
for (const name of Object.keys(outside)) module.exports[name] ??= outside[name];
