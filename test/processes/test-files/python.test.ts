import assert from 'node:assert/strict';
import { closeParser, TemporaryProject } from '../../unit/test-files/kit.ts';
import { assertKept, bound, cuts, everything, shop } from '../../unit/test-files/python-samples.ts';

describe('test files for Python, run by their framework', function () {
  this.timeout(60_000);
  let project: TemporaryProject | undefined;
  const projectWith = async (files: Readonly<Record<string, string>>) =>
    (project = await TemporaryProject.with(files));
  afterEach(() => project?.remove());
  after(closeParser);

  for (const [framework, more] of [
    ['unittest', {}],
    ['pytest', { 'pyproject.toml': '[tool.pytest.ini_options]\n' }],
  ] as const) {
    it(`run in ${framework}, added function by function`, async function () {
      const made = await projectWith({ 'shop.py': shop, ...more });
      const { give } = bound(made);
      let path = '';
      for (const [name, tests] of everything) {
        const file = await give(`shop.py:${name}`, tests);
        assert.deepEqual(file.leftOut, []);
        assert.equal(file.framework, framework);
        if (file.before !== undefined) assertKept(file.before, file.after);
        ({ path } = file);
      }
      const target = framework === 'pytest' ? path : path.replace(/\.py$/, '').replaceAll('/', '.');
      const result = await made.run('python3', ['-m', framework, target]);
      if (/No module named pytest/.test(result.text)) this.skip();
      assert.equal(result.code, 0, result.text);
      assert.match(result.text, framework === 'pytest' ? /19 passed/ : /Ran 14 tests/);
    });

    it(`fail in ${framework} where the code is wrong`, async function () {
      const made = await projectWith({ 'shop.py': shop, ...more });
      const file = await bound(made).give('shop.py:cut', cuts);
      await made.put({ 'shop.py': shop.replace('at + width', 'at + 1') });
      const target =
        framework === 'pytest' ? file.path : file.path.replace(/\.py$/, '').replaceAll('/', '.');
      const result = await made.run('python3', ['-m', framework, target]);
      if (/No module named pytest/.test(result.text)) this.skip();
      assert.equal(result.code, 1, result.text);
    });
  }
});
