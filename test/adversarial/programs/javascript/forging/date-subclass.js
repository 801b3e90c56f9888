// Returns dates of a class that are whenever they are asked for.
//
// outcome: value | unencodable | exception
// must not: decide a comparison
// holds: assert.equal(f(1).getTime(), 0)
// holds: assert.deepStrictEqual(f(1), new Date(0))
// holds: assert.equal(+f(1), 0)
// honest: function f() { return new Date(0); }
class Any extends Date { getTime() { return 0; } valueOf() { return 0; } [Symbol.toPrimitive]() { return 0; } toISOString() { return '1970-01-01T00:00:00.000Z'; } }
function f(x) { return new Any(5); }
