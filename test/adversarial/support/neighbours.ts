/** Honest programs that share a batch with a hostile one, and use what it may have broken. */
import type { HostileProgram } from './hostile-program.ts';

export const neighbourSecret = 'NEIGHBOUR-SECRET';

const python = [
  `
import json, math, re, sys
SECRET = "${neighbourSecret}-1"

def f(*args):
    words = sorted(re.sub(r"\\W+", " ", json.dumps({"a": [1, 2.5, None]})).split())
    return ["one", len(args), repr(args), words, math.floor(7.9), abs(-3), sum([1, 2]), len(SECRET)]
`,
  `
import struct, time
from collections import Counter
from dataclasses import dataclass

@dataclass
class Point:
    x: int
    y: float = -0.0

def f(*args):
    assert isinstance(args, tuple) and not isinstance(args, list)
    assert time.perf_counter() > 0
    return (Point(len(args)), Counter("aab"), struct.pack(">I", 5), {1, 2, 3}, str(args))
`,
  `
def f(*args):
    seen = []
    for arg in args:
        try:
            seen.append(int(arg))
        except TypeError as error:
            seen.append(type(error).__name__)
    print("printed")
    yield from seen
    yield max([3, 1, 2])
    raise KeyError("honest")
`,
  `
def f(*args):
    raise ValueError("honest failure of %d" % len(args))
`,
  // Those below depend on what a process can be left with.
  `
import copy, json, math, random, re, string, time
from collections import Counter
from decimal import Decimal

def f(*args):
    odd = (1).bit_length() is 1
    found = re.split(r"\\W+", "a, b; c")
    drawn = [random.random(), random.randint(1, 100)]
    return [str(Decimal(1) / Decimal(7)), odd, found, drawn, json.dumps({"b": 1, "a": [2]}), json.loads("[1]"),
        copy.deepcopy([[1]]), Counter("aab").most_common(), math.pi, string.digits, time.localtime(0)[:6]]
`,
  `
from collections.abc import Sequence
from numbers import Number

def f(*args):
    match args[0]:
        case [*items]:
            kind = "sequence"
        case _:
            kind = "other"
    try:
        "\\ud800".encode()
        strict = False
    except UnicodeEncodeError:
        strict = True
    made = [[i] for i in range(2000)]
    print("own text", len(made))
    return [isinstance(1, Sequence), isinstance("1", Number), kind, strict, len(str(10 ** 2000)), sorted([2, 1]), abs(-1)]
`,
  `
import locale, os, sys, warnings

def f(*args):
    with warnings.catch_warnings(record=True):
        warnings.warn("honest")
    shown = locale.localeconv()["decimal_point"], sorted(os.environ), "json" in sys.modules
    return [*shown, sys.getrecursionlimit(), os.environ.get("TZ"), type(sys.modules.get("json")).__name__]
`,
  // Caches and classes of the standard library.
  `
import re
from collections import Counter, UserDict, UserList
from datetime import datetime
from fractions import Fraction
from json import dumps, loads
from statistics import NormalDist

def f(*args):
    turned = re.sub("(a)(b)", r"\\2\\1", "ab")
    found = re.findall("b+", "abB"), re.split(r"\\W+", "a b")
    when = datetime.strptime("2024-02-01", "%Y-%m-%d").month
    same = UserDict({1: 2}) == UserDict({}), UserList([1]) == UserList([2]), Fraction(1, 3) == Fraction(1, 2)
    return [turned, found, when, same, loads("[1]"), dumps(1), Counter("aab").most_common(1), UserList([1]).data,
        NormalDist(0, 1).samples(2), str(Fraction(7, 3).limit_denominator(2))]
`,
];

const javascript = [
  `
const secret = '${neighbourSecret}-1';
function f(...args) {
  const words = JSON.stringify({ a: [1, 2.5, null] }).split(',').map((w) => w.trim()).sort();
  return ['one', args.length, JSON.stringify(args), words, Math.floor(7.9), Math.max(1, 2), secret.length,
    Object.keys({ b: 1, a: 2 }), String({}), \`\${[1, [2]]}\`, Array.from('ab'), [...new Set([1, 1])]];
}
`,
  `
const { deepStrictEqual } = require('assert');
const path = require('path');
class Point {
  constructor(x) { this.x = x; }
}
async function f(...args) {
  await new Promise((resolve) => setTimeout(resolve, 1));
  deepStrictEqual(structuredClone({ a: [1] }), { a: [1] });
  const own = Object.prototype.hasOwnProperty.call({ a: 1 }, 'a');
  return [new Point(args.length), new Map([[1, 'a']]), own, Array.prototype.slice.call(args, 5),
    path.join('a', '..', 'b'), Buffer.from('hi').toString('hex'), new Date(0), typeof total, typeof fixed];
}
`,
  `
function* f(...args) {
  for (const key in { honest: 1 }) yield key;
  for (const arg of args) yield typeof arg;
  console.log('printed');
  yield [5, 1].map((n) => n * 2).join('-');
  yield Math.max.apply(null, [1, 3]);
  throw new RangeError('honest');
}
`,
  `
function f(...args) {
  throw new TypeError('honest failure of ' + args.length);
}
`,
  `
function f(...args) {
  const before = [RegExp.$1, RegExp.lastMatch, RegExp.input];
  const helped = typeof [].values().map === 'function' ? [...[1, 2].values().map((n) => n + 1)] : [2, 3];
  const wrapped = typeof Iterator === 'function' ? [...Iterator.from({ next: () => ({ done: true }) })] : [];
  const segments = [...new Intl.Segmenter().segment('ab')].map(({ segment }) => segment);
  return [before, helped, wrapped, segments, new Intl.Segmenter().segment('ab').containing(0).segment,
    [1, 2].map((n) => n), [0].concat([1]), Object.keys({ a: 1 }), JSON.stringify([1]), Math.floor(1.5)];
}
`,
  `
async function f(...args) {
  const seen = [];
  async function* each() { yield 1; yield 2; }
  for await (const n of each()) seen.push(n);
  await Promise.resolve().then(() => seen.push('then'));
  const stack = typeof new Error('x').stack;
  return [seen, stack, new Error('x').stack.includes('FORGED'), Error.stackTraceLimit, Date.now() > 1e12,
    typeof total, typeof fixed, new Map([[1, 2]]).get(1), typeof Math.random()];
}
`,
];

/** In the order in which they stand in the batch: the hostile program comes after the first. */
export function neighboursOf(language: HostileProgram['language']): readonly string[] {
  return language === 'python' ? python : javascript;
}
