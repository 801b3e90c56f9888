/** Functions of Python and tests that were kept of them. */
import assert from 'node:assert/strict';
import { gives, holding, kept, throwing, type TemporaryProject } from './kit.ts';

export const shop = `from decimal import Decimal


class OutOfRange(ValueError):
    pass


class Price:
    def __init__(self, cents):
        self.cents = cents


def cut(text: str, width: int = 3) -> list[str]:
    """Cuts a text."""
    if width < 1:
        raise OutOfRange(width)
    return [text[at : at + width] for at in range(0, len(text), width)]


def ratio(a, b):
    """Divides."""
    return a / b


def is_long(text: str) -> bool:
    """Says whether a text is long."""
    return len(text) > 3


async def later(x):
    """Adds one, later."""
    if x < 0:
        raise KeyError(x)
    return x + 1


def count(n):
    """Counts."""
    yield from range(n)


def money(cents):
    """As a Decimal."""
    return Decimal(cents) / 100


def price(cents):
    """As a Price."""
    return Price(cents)


def outer():
    def inner(x):
        """Hidden."""
        return x
    return inner


class Stack:
    def __init__(self, items):
        self.items = list(items)

    def push(self, item):
        """Adds an item."""
        self.items.append(item)
        return self.items
`;

export const cuts = [
  gives("cut('abcd', 2)", "['ab', 'cd']"),
  gives('cut("", 2)', '[]'),
  gives('cut("it\'s", width=9)', '["it\'s"]'),
  throwing("cut('a', 0)", 'OutOfRange'),
  kept("cut('abcd')", { kind: 'equals', expected: "['abc', 'd']" }, { source: 'user' }),
  holding("parts = cut('abc', 1)\nassert len(parts) == 3"),
];

/** Tests of all that can be said of a function. */
export const everything: readonly (readonly [string, Parameters<TemporaryProject['give']>[1]])[] = [
  ['cut', cuts],
  [
    'ratio',
    [
      gives('ratio(1, 3)', '0.3333333', 1e-6),
      gives('ratio(2, 3)', '0.6666667', 1e-6),
      gives("ratio(float('nan'), 1)", "float('nan')"),
      holding('import math\nassert math.isclose(ratio(1, 4), 0.25)'),
    ],
  ],
  ['is_long', [gives("is_long('abcd')", 'True')]],
  [
    'later',
    [
      gives('later(1)', '2'),
      gives('later(2)', '3'),
      throwing('later(-1)', 'KeyError'),
      holding('x = await later(5)\nassert x == 6'),
    ],
  ],
  ['count', [gives('list(count(2))', '[0, 1]'), gives('list(count(0))', '[]')]],
  ['money', [gives('money(150)', "Decimal('1.5')")]],
  ['Stack.push', [gives('Stack([1]).push(2)', '[1, 2]')]],
];

export function bound(project: TemporaryProject) {
  return {
    give: project.give.bind(project),
    testsOf: project.testsOf.bind(project),
  };
}

/** Every line that was there is there still, in the same order; imports may have grown. */
export function assertKept(before: string, after: string): void {
  const lines = after.split('\n');
  let at = 0;
  for (const line of before.split('\n')) {
    if (/^(?:from|import) /.test(line)) continue;
    const found = lines.indexOf(line, at);
    assert.ok(found >= at, `"${line}" is gone:\n${after}`);
    at = found + 1;
  }
}
