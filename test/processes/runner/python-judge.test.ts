import assert from 'node:assert/strict';
import { SandboxedRunner } from '../../../src/node/runner/sandboxed-runner.ts';
import { unexpected, type Case } from './judge-fixture.ts';
import { runnerAssets } from './runner-assets.ts';

describe('the judge of a Python program', function () {
  this.timeout(60_000);
  let runner: SandboxedRunner;

  before(() => {
    runner = new SandboxedRunner({ assets: runnerAssets, allowUnsandboxed: false });
  });

  after(() => runner.dispose());

  const expectCases = async (source: string, cases: readonly Case[], entry = 'f'): Promise<void> =>
    assert.deepEqual(await unexpected(runner, 'python', source, cases, entry), []);

  it('has the results of calls as values of its own', () =>
    expectCases(
      `
import collections, datetime, decimal, fractions, math, re
def f(kind, *rest):
    if kind == "raise": raise rest[0]
    return {
        "plain": lambda: [1, 2.5, "a", b"b", None, True, 1j, (1, (2,)), {"k": {1, 2}}, frozenset({3})],
        "counter": lambda: collections.Counter("aab"),
        "default": lambda: collections.defaultdict(list, {"a": [1]}),
        "ordered": lambda: collections.OrderedDict(b=1, a=2),
        "deque": lambda: collections.deque([1, 2], maxlen=3),
        "decimal": lambda: decimal.Decimal("1.10"),
        "fraction": lambda: fractions.Fraction(2, 4),
        "date": lambda: datetime.date(2020, 2, 29),
        "stamp": lambda: datetime.datetime(2020, 2, 29, 1, tzinfo=datetime.timezone.utc),
        "range": lambda: range(1, 9, 2),
        "pattern": lambda: re.compile("a+", re.I),
        "type": lambda: int,
        "same": lambda: rest[0],
        "error": lambda: KeyError("k"),
        "nan": lambda: float("nan"),
        "nested": lambda: [[1], [1]],
        "dots": lambda: ...,
    }[kind]()
`,
      [
        [
          'assert f("plain") == [1, 2.5, "a", b"b", None, True, 1j, (1, (2,)), {"k": {1, 2}}, frozenset({3})]',
          true,
        ],
        ['assert type(f("plain")) is list and f("plain")[0] is not True', true],
        ['import collections\nassert f("counter") == {"a": 2, "b": 1}', true],
        ['import collections\nassert isinstance(f("counter"), collections.Counter)', true],
        ['assert f("counter").most_common(1) == [("a", 2)]', true],
        ['d = f("default")\nd["x"].append(1)\nassert d == {"a": [1], "x": [1]}', true],
        ['assert list(f("ordered")) == ["b", "a"]', true],
        ['q = f("deque")\nassert q.maxlen == 3 and list(q) == [1, 2]', true],
        ['from decimal import Decimal\nassert f("decimal") == Decimal("1.1")', true],
        ['from fractions import Fraction\nassert f("fraction") == Fraction(1, 2) == 0.5', true],
        [
          'import datetime\nassert f("date") + datetime.timedelta(1) == datetime.date(2020, 3, 1)',
          true,
        ],
        ['import datetime\nassert f("stamp").tzinfo is datetime.timezone.utc', true],
        ['assert list(f("range")) == [1, 3, 5, 7]', true],
        ['assert f("pattern").fullmatch("AA")', true],
        ['assert f("type") is int and f("type")("3") == 3', true],
        ['x = [1]\nassert f("same", x) is x', true],
        ['x = object()\nassert f("same", x) is x', true],
        ['assert f("same", len)("abc") == 3', true],
        ['assert isinstance(f("error"), KeyError) and f("error").args == ("k",)', true],
        ['assert f("nan") != f("nan")', true],
        ['assert f("dots") is ...', true],
        ['import math\nassert f("same", math.sqrt) is math.sqrt', true],
        [
          'class Mine(Exception): pass\ntry: f("raise", Mine("m"))\nexcept Mine as e: assert e.args == ("m",)\nelse: assert False',
          true,
        ],
        ['assert f("plain") == [1]', false],
        ['assert f("raise", ValueError)', false],
        ['assert f("counter") != {"a": 2, "b": 1}', false],
      ],
    ));

  it('sees what became of arguments, aliases included', () =>
    expectCases(
      `
kept = []
def f(how, *args, **named):
    a = args[0] if args else None
    if how == "sort": a.sort()
    if how == "put": a["k"] = a.get("k", 0) + 1
    if how == "zero":
        for i in range(len(a)): a[i] = 0
    if how == "add": a.add(9)
    if how == "keep": kept.append(a); return a
    if how == "late": kept[-1].append("late")
    if how == "inner": a[0].append(a); a[1]["x"] = a[0]
    if how == "both": args[0].append(1); return args[0] is args[1]
    if how == "call": args[1](a); a.append("after")
    if how == "fail": a.clear(); raise ValueError("cleared")
    if how == "write": a.write("hello")
    if how == "named": named["into"].extend(named["what"])
    if how == "deep": args[0]["a"]["b"].append(1)
    if how == "queue": a.appendleft(0)
    if how == "iter":
        for x in a: yield_here.append(x)
    if how == "make": return kept
yield_here = []
`,
      [
        ['xs = [2, 1]\nassert f("sort", xs) is None\nassert xs == [1, 2]', true],
        ['xs = [2, 1]\nf("sort", xs)\nassert xs == [2, 1]', false],
        ['d = {}\nf("put", d)\nf("put", d)\nassert d == {"k": 2}', true],
        ['b = bytearray(b"ab")\nf("zero", b)\nassert bytes(b) == b"\\0\\0"', true],
        ['s = {1}\nf("add", s)\nassert s == {1, 9}', true],
        ['xs = []\nys = f("keep", xs)\nf("late")\nassert xs == ["late"] and ys is xs', true],
        [
          'xs = []\nf("keep", xs)\nxs.append("here")\nf("late")\nassert xs == ["here", "late"]',
          true,
        ],
        [
          'xs, d = [], {}\nboth = [xs, d]\nf("inner", both)\nassert xs[0] is both and d["x"] is xs',
          true,
        ],
        ['xs = []\nassert f("both", xs, xs) and xs == [1]', true],
        ['xs, ys = [], []\nassert not f("both", xs, ys) and xs == [1] and ys == []', true],
        [
          'xs = []\nf("call", xs, lambda a: a.append("there"))\nassert xs == ["there", "after"]',
          true,
        ],
        ['xs = [1]\ntry: f("fail", xs)\nexcept ValueError: pass\nassert xs == []', true],
        ['import io\nout = io.StringIO()\nf("write", out)\nassert out.getvalue() == "hello"', true],
        ['out = []\nf("named", into=out, what=(1, 2))\nassert out == [1, 2]', true],
        ['d = {"a": {"b": []}}\ninner = d["a"]["b"]\nf("deep", d)\nassert inner == [1]', true],
        [
          'from collections import deque\nq = deque([1], maxlen=2)\nf("queue", q)\nassert list(q) == [0, 1]',
          true,
        ],
        ['t = ([],)\nf("both", t[0], 1)\nassert t == ([1],)', true],
        ['xs = f("make")\nn = len(xs)\nf("keep", [])\nassert len(xs) == n + 1', true],
        ['for n in range(50):\n    xs = [n, 0]\n    f("sort", xs)\n    assert xs == [0, n]', true],
      ],
    ));

  it('goes through what the function under test yields', () =>
    expectCases(
      `
import asyncio
def f(n):
    for k in range(n): yield k
    if n == 9: raise KeyError("nine")
def endless(): 
    n = 0
    while True:
        got = yield n
        n = n + 1 if got is None else got
async def later(n):
    for k in range(n):
        await asyncio.sleep(0)
        yield k
`,
      [
        ['assert list(f(3)) == [0, 1, 2]', true],
        ['g = f(2)\nassert next(g) == 0 and next(g) == 1 and next(g, "end") == "end"', true],
        ['assert sum(f(4)) == 6 and sorted(f(3), reverse=True) == [2, 1, 0]', true],
        ['g = f(2)\nassert iter(g) is g and [*g] == [0, 1] and [*g] == []', true],
        ['import itertools\nassert list(itertools.islice(f(10**9), 3)) == [0, 1, 2]', true],
        ['import pytest\nwith pytest.raises(KeyError): list(f(9))', true],
        ['g = endless()\nassert [next(g), g.send(5), next(g)] == [0, 5, 6]', true, 'forgeable'],
        ['assert [x async for x in later(3)] == [0, 1, 2]', true, 'forgeable'],
        ['from collections.abc import Iterator\nassert isinstance(f(1), Iterator)', true],
        ['assert list(f(3)) == [0, 1]', false],
        ['assert f(2) == [0, 1]', false],
      ],
    ));

  const shapes = `
import enum
from dataclasses import dataclass, field
from typing import NamedTuple
@dataclass
class Point:
    x: int
    y: int = 0
    @property
    def size(self): return abs(self.x) + abs(self.y)
    def moved(self, by): return Point(self.x + by, self.y)
    def __add__(self, other): return Point(self.x + (other.x if isinstance(other, Point) else other), self.y)
    def __len__(self): return 2
class Pair(NamedTuple):
    a: int
    b: int
class Tags(list):
    def append(self, tag): super().append(tag.lower())
    def first(self): return self[0]
class Color(enum.Enum):
    RED = 1
    BLUE = 2
class Level(enum.IntEnum):
    LOW = 1
class Refusal(ValueError):
    def __init__(self, code): super().__init__("refused"); self.code = code
class Base: 
    limit = 3
    @classmethod
    def make(cls): return cls()
    @staticmethod
    def twice(n): return 2 * n
class Derived(Base): pass
class Node:
    def __init__(self): self.next = self
class Text(str): pass
def f(kind, *args):
    if kind == "refuse": raise Refusal(7)
    return {
        "point": lambda: Point(*args), "pair": lambda: Pair(1, 2), "tags": lambda: Tags(["a"]),
        "red": lambda: Color.RED, "low": lambda: Level.LOW, "derived": lambda: Derived(),
        "points": lambda: [Point(1), Point(2)], "node": lambda: Node(), "text": lambda: Text("t"),
        "adder": lambda: lambda n: n + args[0], "map": lambda: {Point: 1, "p": Point(3)},
        "class": lambda: Derived,
    }[kind]()
`;

  it('looks at the fields and types of objects without asking them', () =>
    expectCases(shapes, [
      ['p = f("point", 3, 4)\nassert p.x == 3 and p.y == 4', true],
      ['p = f("point", 3, 4)\nassert p.x == 4', false],
      ['assert [p.x for p in f("points")] == [1, 2]', true],
      ['assert isinstance(f("point", 1), Point) and type(f("point", 1)) is Point', true],
      ['assert type(f("point", 1)).__name__ == "Point"', true],
      ['assert isinstance(f("derived"), Base) and f("derived").limit == 3', true],
      ['assert not isinstance(f("point", 1), Base)', true],
      ['assert vars(f("point", 1, 2)) == {"x": 1, "y": 2}', true],
      ['assert f("pair") == (1, 2) and isinstance(f("pair"), tuple) and f("pair")[1] == 2', true],
      ['a, b = f("pair")\nassert (a, b) == (1, 2) and f("pair").b == 2', true],
      ['assert f("tags") == ["a"] and len(f("tags")) == 1 and "a" in f("tags")', true],
      ['assert f("low") == 1 and f("low") < 2 and f"{f(\'low\'):d}" == "1"', true, 'forgeable'],
      ['assert f("low") + 1 == 2', true],
      ['assert f("text") == "t" and f("text").upper() == "T" and {"t": 1}[f("text")]', true],
      ['assert f("red") is f("red") and f("red").value == 1', true, 'forgeable'],
      ['n = f("node")\nassert n.next is n and n.next.next is n', true],
      ['assert f("adder", 2)(3) == 5', true],
      ['assert f("map")["p"].x == 3', true],
      ['assert f("class") is Derived and issubclass(f("class"), Base)', true],
      [
        'import pytest\nwith pytest.raises(ValueError) as e: f("refuse")\nassert e.value.code == 7',
        true,
      ],
      ['try: f("refuse")\nexcept Refusal as e: assert str(e) == "refused"', true],
    ]));

  it('marks what an object says of itself', () =>
    expectCases(shapes, [
      ['assert f("point", 1, 2) == Point(1, 2)', true, 'forgeable'],
      ['assert f("point", 1, 2) == Point(1, 3)', false],
      ['assert f("points") == [Point(1), Point(2)]', true, 'forgeable'],
      ['assert f("point", 1, 2).size == 3', true, 'forgeable'],
      ['assert f("point", 1).moved(2).x == 3', true, 'forgeable'],
      ['assert len(f("point", 1)) == 2', true, 'forgeable'],
      ['assert f("point", 1)', true, 'forgeable'],
      ['assert repr(f("point", 1)) == "Point(x=1, y=0)"', true],
      ['assert f"{f(\'point\', 1)}" == "Point(x=1, y=0)"', true],
      ['assert repr(f("points")) == "[Point(x=1, y=0), Point(x=2, y=0)]"', true],
      ['assert repr(f("pair")) == "Pair(a=1, b=2)"', true],
      ['assert repr(f("point", 1)) == "Point(x=2, y=0)"', false],
      ['assert str(f("red")) == "Color.RED"', true, 'forgeable'],
      ['assert f("point", 1) + Point(2) == Point(3)', true, 'forgeable'],
      ['assert Point(1) + 2 == Point(3)', true, 'forgeable'],
      ['assert f("point", 1) + 2 == Point(3)', false],
      ['assert f("tags").first() == "a"', true, 'forgeable'],
      ['assert Base.twice(2) == 4 and Base.make().limit == 3', true, 'forgeable'],
      ['assert len({f("point", 1, 2)}) == 1', false],
      ['assert f("red") == Color.RED and f("red") != Color.BLUE', true, 'forgeable'],
      ['assert list(Color) == [Color.RED, Color.BLUE]', true, 'forgeable'],
      ['t = f("tags")\nt.append("B")\nassert t == ["a", "b"]', true, 'forgeable'],
      [
        'import copy\np = f("point", 1)\nq = copy.deepcopy(p)\nq.x = 5\nassert p.x == 1 and q.x == 5',
        true,
      ],
    ]));

  it('takes the member under test for the function that it is', async () => {
    const stack = `
class Stack:
    def __init__(self, items=()): self.items = list(items)
    def pop(self): return self.items.pop()
    def peek(self): return self.items[-1]
    @property
    def size(self): return len(self.items)
    def __contains__(self, item): return item in self.items
    def __eq__(self, other): return isinstance(other, Stack) and self.items == other.items
    @classmethod
    def of(cls, *items): return cls(items)
    def drain(self, out): out.extend(self.items); self.items.clear()
    def __iter__(self): return iter(self.items)
`;
    const one = (entry: string, cases: readonly Case[]): Promise<void> =>
      expectCases(stack, cases, entry);
    await one('Stack.pop', [
      ['s = Stack([1, 2])\nassert s.pop() == 2\nassert s.pop() == 1\nassert s.items == []', true],
      ['s = Stack([1, 2])\ns.pop()\nassert s.peek() == 1', true, 'forgeable'],
      ['s = Stack([1, 2])\nassert s.pop() == 1', false],
    ]);
    await one('Stack.size', [['assert Stack([1, 2]).size == 2', true]]);
    await one('Stack.__contains__', [['assert 1 in Stack([1]) and 2 not in Stack([1])', true]]);
    await one('Stack.__eq__', [
      ['assert Stack([1]) == Stack([1]) and Stack([1]) != Stack([2]) and Stack([1]) != 3', true],
    ]);
    await one('Stack.of', [['assert Stack.of(1, 2).items == [1, 2]', true]]);
    await one('Stack.__iter__', [['assert list(Stack([1, 2])) == [1, 2]', true]]);
    await one('Stack.drain', [
      ['s = Stack(["a"])\nout = []\ns.drain(out)\nassert out == ["a"] and s.items == []', true],
    ]);
  });

  it('runs several statements with state, and keeps what they and the program print', () =>
    expectCases(
      `
count = 0
def f(*args):
    global count
    count += 1
    print("call", count, *args)
    return count
`,
      [
        ['assert f() == 1\nassert f() == 2', true],
        [
          'f("a")\nprint("between")\nf()\nassert __printed__() == "call 3 a\\nbetween\\ncall 4\\n"',
          true,
        ],
        ['__show__(f())\nassert __printed__() == "call 5\\n5\\n"', true],
        ['__show__(None)\n__show__("x")\nassert __printed__() == "\'x\'\\n"', true],
        ['f()\nassert __printed__() == ""', false],
        ['print("a b", 1.4142, [1, 2])\nassert __printed__("NUMBER") == "a b 1.41 [1, 2]"', true],
        ['print(1.43)\nassert __printed__("NUMBER") == "1.41"', false],
        ['print(2)\nassert __printed__("NUMBER") == "3"', false],
        ['print([0.1 + 0.2])\nassert __printed__("FLOAT_CMP") == "[0.3]"', true],
        ['print(list(range(9)))\nassert __printed__("ELLIPSIS") == "[0, 1, ..., 8]"', true],
        ['print(list(range(9)))\nassert __printed__("ELLIPSIS") == "[0, 2, ..., 8]"', false],
        ['print("a   b\\nc")\nassert __printed__("NORMALIZE_WHITESPACE") == "a b c"', true],
        ['print({"b": 1, "a": [2]})\nassert __printed__() == "{\'a\': [2], \\"b\\": 1}"', true],
        ['print({"b": True})\nassert __printed__() == "{\'b\': 1}"', false],
        ['print("a  ")\nassert __printed__() == "a"', true],
      ],
    ));

  it('uses its own standard library, whatever the program made of its own', () =>
    expectCases(
      `
import math
from math import isclose
math.isclose = lambda *a, **k: True
math.pi = 3
def sorted(x): return [1]
def len(x): return 3
def f(x): return x
`,
      [
        ['assert math.isclose(f(1), 2)', false],
        ['assert isclose(f(1), 2)', false],
        ['assert math.pi > 3', true],
        ['assert len(f([1])) == 3', false],
        ['assert sorted(f([2, 1])) == [1]', false],
      ],
    ));
});
