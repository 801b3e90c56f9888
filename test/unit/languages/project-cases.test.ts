import assert from 'node:assert/strict';
import { languages } from '../../../src/core/languages/languages.ts';
import type { LanguageId } from '../../../src/core/text.ts';
import { sourceParser } from '../../support/parser.ts';

describe('tests of a project as they were written', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  const nothing = { name: '', own: '', assertions: 0, code: '', imports: [] };

  async function cases(languageId: LanguageId, name: string, text: string) {
    const language = languages[languageId];
    const callee = { name, language, member: true, generator: false, boolean: false };
    const tree = await parser.tree(languageId, text);
    return language.projectCases(tree, callee, (code) => code.includes(name));
  }

  it('have the fixtures, helpers and rows that they need in pytest', async () => {
    const [only = nothing, ...others] = await cases(
      'python',
      'push',
      `import math
import pytest
from shop.basket import Basket, Item

LIMIT = 3
UNUSED = 4

@pytest.fixture
def basket():
    return Basket(LIMIT)

def filled(basket, count):
    for at in range(count):
        basket.push(Item(at))

@pytest.mark.parametrize("count, total", [(1, 0), (2, 1)])
def test_push(basket, count, total):
    filled(basket, count)
    basket.push(1)
    assert basket.total() == total

def test_files(tmp_path):
    Basket(1).push(tmp_path)

def test_other():
    assert math.pi > 3
`,
    );
    assert.deepEqual(others, [], 'a fixture of the framework is not to be had');
    assert.equal(only.name, 'test_push');
    assert.deepEqual(only.imports, [
      { code: 'from shop.basket import Basket, Item', names: ['Basket', 'Item'] },
    ]);
    assert.equal(
      only.code,
      `import pytest
LIMIT = 3
def basket():
    return Basket(LIMIT)
def filled(basket, count):
    for at in range(count):
        basket.push(Item(at))
def test_push(basket, count, total):
    filled(basket, count)
    basket.push(1)
    assert basket.total() == total
for __row0__ in ([(1, 0), (2, 1)]):
    count, total = __row0__
    __basket = basket()
    test_push(count=count, total=total, basket=__basket)`,
    );
  });

  it('have their class with its set-up alone in unittest', async () => {
    const [only = nothing] = await cases(
      'python',
      'push',
      `import unittest
from shop import Basket

class TestBasket(unittest.TestCase):
    def setUp(self):
        self.basket = Basket()

    def test_empty(self):
        self.assertEqual(len(self.basket), 0)

    def test_push(self):
        self.basket.push(1)
        self.assertEqual(len(self.basket), 1)
`,
    );
    assert.equal(only.name, 'TestBasket.test_push');
    assert.ok(!only.code.includes('test_empty'));
    assert.match(
      only.code,
      /^import unittest\nclass TestBasket\(unittest\.TestCase\):\n {4}def setUp\(self\):/,
    );
    assert.match(
      only.code,
      /\ngetattr\(__case__, 'setUp', [^\n]+\n(?:getattr[^\n]+\n)*__case__\.test_push\(\)$/,
    );
  });

  it('are taken by a class from one that is no test by itself', async () => {
    const found = await cases(
      'python',
      'push',
      `from unittest import TestCase
from shop import Basket, Box

class Common:
    made = None

    def test_push(self):
        self.made().push(1)

    def test_twice(self):
        self.made().push(2)

class BasketTests(Common, TestCase):
    made = Basket

    def test_twice(self):
        Basket().push(3)

class TestBox(Common):
    made = Box
`,
    );
    assert.deepEqual(
      found.map(({ name }) => name),
      [
        'BasketTests.test_push',
        'BasketTests.test_twice',
        'TestBox.test_push',
        'TestBox.test_twice',
      ],
    );
    assert.ok(found[0]?.code.includes('class Common:'));
    assert.ok(found[0]?.code.includes('class BasketTests(Common, TestCase):\n    made = Basket'));
    assert.ok(found[0]?.code.endsWith('__case__.test_push()'));
  });

  it('are left out where they are marked to be skipped or to fail', async () => {
    const text = '@pytest.mark.skip\ndef test_push():\n    Basket().push(1)\n';
    assert.deepEqual(await cases('python', 'push', text), []);
  });

  it('have the hooks and names of the suites around them in JavaScript', async () => {
    const [only = nothing, ...others] = await cases(
      'javascript',
      'push',
      `import { describe, it, expect, beforeEach } from 'vitest';
import { Basket } from '../src/basket.js';

const unused = 1;

describe('a basket', () => {
  const limit = 3;
  let basket;
  beforeEach(() => {
    basket = new Basket(limit);
  });
  afterEach(() => basket.close());

  it('takes things', () => {
    basket.push(1);
    expect(basket.size).toBe(1);
  });

  it('is empty', () => expect(basket.size).toBe(0));
});
`,
    );
    assert.deepEqual(others, []);
    assert.equal(only.name, 'a basket › takes things');
    assert.deepEqual(only.imports, [
      { code: "import { Basket } from '../src/basket.js';", names: ['Basket'] },
    ]);
    assert.equal(
      only.code,
      `import { describe, it, expect, beforeEach } from 'vitest';
const limit = 3;
let basket;
await (() => {
    basket = new Basket(limit);
  })();
await (() => {
    basket.push(1);
    expect(basket.size).toBe(1);
  })();`,
    );
  });

  it('may stand outside of tests in JavaScript', async () => {
    const [only = nothing, ...others] = await cases(
      'javascript',
      'push',
      `const t = require('tap')
const { push } = require('../push.js')
const other = require('../other.js')

const rows = [[1, 2], [3, 4]]
t.plan(rows.length)
rows.forEach(([given, expected]) => t.equal(push(given), expected))

t.test('others', t => {
  t.equal(other(), 1)
  t.end()
})
`,
    );
    assert.deepEqual(others, []);
    assert.equal(only.name, 'outside of tests');
    assert.deepEqual(only.imports, [
      { code: "const { push } = require('../push.js')", names: ['push'] },
    ]);
    assert.equal(
      only.code,
      `const t = require('tap')
const rows = [[1, 2], [3, 4]]
t.plan(rows.length)
rows.forEach(([given, expected]) => t.equal(push(given), expected))`,
    );
  });

  it('are handed what tap hands to them', async () => {
    const [only = nothing] = await cases(
      'javascript',
      'major',
      `const { test } = require('tap');
const major = require('../major');
test('major', (t) => {
  t.equal(major('1.2.3'), 1);
  t.end();
});
`,
    );
    assert.deepEqual(only.imports, [
      { code: "const major = require('../major');", names: ['major'] },
    ]);
    assert.match(only.code, /^await require\('testing'\)\.runTest\(\(t\) => \{/);
  });
});
