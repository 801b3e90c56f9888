import assert from 'node:assert/strict';
import { closeParser, gives, TemporaryProject } from './kit.ts';
import { assertKept, bound, cuts, shop } from './python-samples.ts';

const testsOfCut = `# Written by Coppice from the docstring of cut and one answered question; each of the
# others failed on a stub and on 5 of 12 mutants.
@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("abcd", 2, ["ab", "cd"]),
        ("", 2, []),
        ("it's", 9, ["it's"]),
    ],
)
def test_cut(text, width, expected):
    assert cut(text, width) == expected


def test_cut_raises_out_of_range():
    with pytest.raises(OutOfRange):
        cut("a", 0)


def test_cut_2():
    assert cut("abcd") == ["abc", "d"]


def test_cut_property():
    parts = cut('abc', 1)
    assert len(parts) == 3
`;

describe('test files for Python', function () {
  this.timeout(60_000);
  let project: TemporaryProject | undefined;
  const projectWith = async (files: Readonly<Record<string, string>>) =>
    (project = await TemporaryProject.with(files));
  afterEach(() => project?.remove());
  after(closeParser);

  it('are pytest functions, tables where calls differ in their values alone', async () => {
    const { give } = bound(await projectWith({ 'shop.py': shop, 'conftest.py': '' }));
    const file = await give('shop.py:cut', cuts);
    assert.equal(file.path, 'test_shop.py');
    assert.equal(file.framework, 'pytest');
    assert.equal(file.before, undefined);
    assert.equal(
      file.after,
      `import pytest\n\nfrom shop import OutOfRange, cut\n\n\n${testsOfCut}`,
    );
    assert.deepEqual(file.tests, [
      ['test_cut'],
      ['test_cut_raises_out_of_range'],
      ['test_cut_2'],
      ['test_cut_property'],
    ]);
  });

  it('join the class and the style that are there, and leave out what is asserted already', async () => {
    const before = `import unittest

from src.shop import ratio


class ShopTest(unittest.TestCase):
  def test_ratio(self):
    self.assertEqual(ratio(1, 2), 0.5)


if __name__ == '__main__':
  unittest.main()
`;
    const made = await projectWith({ 'src/shop.py': shop, 'tests/test_shop.py': before });
    const file = await bound(made).give('src/shop.py:ratio', [
      gives('ratio(1, 2)', '0.5'),
      gives('ratio(4, 2)', '2'),
    ]);
    assert.deepEqual(file.tests, [['ShopTest', 'test_ratio_returns_2']]);
    assert.equal(
      file.after,
      before.replace(
        '0.5)\n',
        `0.5)

  # Written by Coppice from the docstring of ratio; each failed on a stub and on 5 of 12
  # mutants.
  def test_ratio_returns_2(self):
    self.assertEqual(ratio(4, 2), 2)
`,
      ),
    );
    const again = await made.testsOf('src/shop.py:ratio', [gives('ratio(4, 2)', '2')]);
    assert.equal(again.ok ? '' : again.error.reason, 'nothing-to-write');
  });

  it('do not take a row of one table for a row of another', async () => {
    const { give } = bound(await projectWith({ 'shop.py': shop, 'conftest.py': '' }));
    await give('shop.py:ratio', [gives('ratio(2, 1)', '2'), gives('ratio(4, 1)', '4')]);
    const file = await give('shop.py:later', [gives('later(2)', '3'), gives('later(4)', '1')]);
    assert.match(file.after, /\(2, 3\),\n {8}\(4, 1\)/);
  });

  it('keep line ends and stand before the call of main', async () => {
    const before =
      "from shop import is_long\r\n\r\n\r\ndef test_other():\r\n    assert not is_long('a')\r\n\r\n\r\nif __name__ == '__main__':\r\n    test_other()\r\n";
    const { give } = bound(await projectWith({ 'shop.py': shop, 'test_shop.py': before }));
    const file = await give('shop.py:is_long', [gives("is_long('abcd')", 'True')]);
    assert.ok(!/[^\r]\n/.test(file.after));
    assert.match(file.after, /is_long\('abcd'\)\r\n\r\n\r\nif __name__/);
    assertKept(before, file.after);
  });

  it('say why a test is left out', async () => {
    const { testsOf } = await projectWith({ 'shop.py': shop, 'conftest.py': '' }).then(bound);
    const reasons = async (place: string, ...tests: Parameters<typeof gives>) => {
      const file = await testsOf(place, [gives(...tests), gives('is_long("a")', 'False')]);
      return file.ok ? file.value.leftOut.map(({ reason }) => reason) : [file.error.message];
    };
    assert.match((await reasons('shop.py:cut', 'cut(rare, 2)', '[]'))[0] ?? '', /uses rare/);
    assert.match((await reasons('shop.py:price', 'price(1)', 'Price(1)'))[0] ?? '', /no equality/);
    assert.match((await reasons('shop.py:cut', 'cut("a")', "[float('nan')]"))[0] ?? '', /NaN/);
    assert.match(
      (await reasons('shop.py:outer.inner', 'inner(1)', '1'))[0] ?? '',
      /inside another function/,
    );
  });

  it('refuse a file that has another function of the name', async () => {
    const test = 'def is_long(x):\n    return x\n\n\ndef test_it():\n    assert is_long(1)\n';
    const made = await projectWith({ 'shop.py': shop, 'test_shop.py': test });
    const file = await made.testsOf('shop.py:is_long', [gives('is_long("a")', 'False')]);
    assert.equal(file.ok ? '' : file.error.reason, 'name-taken');
  });

  const places: readonly (readonly [
    string,
    Readonly<Record<string, string>>,
    string,
    string,
    string,
  ])[] = [
    ['a script alone', {}, 'tools/shop.py', 'tools/test_shop.py', 'shop'],
    ['a packaged project', { 'setup.py': '' }, 'shop.py', 'tests/test_shop.py', 'shop'],
    [
      'testpaths',
      { 'pyproject.toml': '[tool.pytest.ini_options]\ntestpaths = ["checks"]\n' },
      'src/shop.py',
      'checks/test_shop.py',
      'shop',
    ],
    [
      'a package under src',
      { 'src/app/__init__.py': '', 'tests/test_other.py': 'def test_x():\n    pass\n' },
      'src/app/shop.py',
      'tests/test_shop.py',
      'app.shop',
    ],
    [
      'tests that mirror the sources, named by suffix',
      {
        'app/__init__.py': '',
        'app/core/__init__.py': '',
        'app/core/other.py': '',
        'tests/core/other_test.py': 'from app.core.other import x\n\ndef test_x():\n    pass\n',
        'tests/web/page_test.py': 'def test_x():\n    pass\n',
      },
      'app/core/shop.py',
      'tests/core/shop_test.py',
      'app.core.shop',
    ],
    [
      'imports as other tests have them',
      {
        'lib/other.py': '',
        'tests/test_other.py': 'from other import x\n\ndef test_x():\n    pass\n',
      },
      'lib/shop.py',
      'tests/test_shop.py',
      'shop',
    ],
    [
      'ignored tests are not looked at',
      { '.gitignore': 'tests/\n', 'tests/test_shop.py': 'def test_x():\n    pass\n' },
      'shop.py',
      'test_shop.py',
      'shop',
    ],
  ];
  for (const [title, files, target, path, module] of places) {
    it(`find their place: ${title}`, async () => {
      const made = await projectWith({ ...files, [target]: shop });
      const file = await bound(made).give(`${target}:is_long`, [gives('is_long("a")', 'False')]);
      assert.equal(file.path, path);
      assert.ok(file.after.includes(`from ${module} import is_long`), file.after);
    });
  }

  it('never take the place of a file that may not be read', async () => {
    const made = await projectWith({
      '.gitignore': 'test_shop.py\n',
      'shop.py': shop,
      'test_shop.py': 'mine = 1\n',
    });
    const file = await made.testsOf('shop.py:is_long', [gives('is_long("a")', 'False')]);
    assert.equal(file.ok ? '' : file.error.reason, 'place-taken');
  });
});
