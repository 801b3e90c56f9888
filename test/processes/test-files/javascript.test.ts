import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { common, everything, script, versions } from '../../unit/test-files/javascript-samples.ts';
import { closeParser, ownParser, TemporaryProject } from '../../unit/test-files/kit.ts';

const modules = join(import.meta.dirname, '../../../node_modules');

describe('test files for JavaScript and TypeScript, run by their framework', function () {
  this.timeout(60_000);
  let project: TemporaryProject | undefined;
  const projectWith = async (files: Readonly<Record<string, string>>) =>
    (project = await TemporaryProject.with(files));
  afterEach(() => project?.remove());
  after(closeParser);

  async function giveAll(made: TemporaryProject, source: string): Promise<string> {
    let path = '';
    for (const [name, tests] of everything) {
      const file = await made.give(`${source}:${name}`, tests);
      assert.deepEqual(file.leftOut, []);
      ({ path } = file);
      const { isSound } = await ownParser().tree(
        path.endsWith('.ts') ? 'typescript' : 'javascript',
        file.after,
      );
      assert.ok(isSound, file.after);
    }
    return path;
  }

  const runs: readonly (readonly [
    string,
    Readonly<Record<string, string>>,
    string,
    readonly string[],
  ])[] = [
    [
      'node:test in TypeScript',
      { 'package.json': '{"type":"module"}', 'src/versions.ts': versions },
      'src/versions.ts',
      ['--test'],
    ],
    [
      'node:test in CommonJS',
      { 'package.json': '{"scripts":{"test":"node --test"}}', 'versions.js': common },
      'versions.js',
      ['--test'],
    ],
    [
      'mocha in modules',
      { 'package.json': '{"type":"module","scripts":{"test":"mocha"}}', 'src/versions.js': script },
      'src/versions.js',
      ['node_modules/mocha/bin/mocha.js'],
    ],
  ];
  for (const [title, files, source, args] of runs) {
    it(`run in ${title}, added function by function, and fail where the code is wrong`, async () => {
      const made = await projectWith(files);
      await symlink(modules, join(made.root, 'node_modules'));
      const path = await giveAll(made, source);
      const right = await made.run(process.execPath, [...args, path]);
      assert.equal(right.code, 0, right.text);
      assert.match(right.text, /14 passing|tests 14/);
      const code = files[source] ?? '';
      await made.put({ [source]: code.replace('return a / b', 'return b / a') });
      const wrong = await made.run(process.execPath, [...args, path]);
      assert.notEqual(wrong.code, 0);
      assert.match(wrong.text, /2 failing|fail 2/);
    });
  }
});
