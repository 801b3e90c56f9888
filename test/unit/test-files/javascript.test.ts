import assert from 'node:assert/strict';
import type { KeptTest } from '../../../src/core/test-files/kept-tests.ts';
import { closeParser, gives, holding, TemporaryProject, throwing } from './kit.ts';
import { common, everything, script, versions } from './javascript-samples.ts';

describe('test files for JavaScript and TypeScript', function () {
  this.timeout(60_000);
  let project: TemporaryProject | undefined;
  const projectWith = async (files: Readonly<Record<string, string>>) =>
    (project = await TemporaryProject.with(files));
  afterEach(() => project?.remove());
  after(closeParser);

  it('are written for vitest as the tests that are there', async () => {
    const before = `import { expect, test } from 'vitest'
import { ratio } from './versions'

test('ratio', () => {
    expect(ratio(1, 2)).toBe(0.5)
})
`;
    const made = await projectWith({
      'package.json': '{"devDependencies":{"vitest":"4.0.0"}}',
      'src/versions.ts': versions,
      'src/versions.test.ts': before,
    });
    const file = await made.give('src/versions.ts:best', [
      gives('best("1", ["1.0"])', '"1.0"'),
      gives("best('2', [])", 'undefined'),
      throwing("best('')", 'BadRange'),
    ]);
    assert.equal(
      file.after,
      `${before.replace('{ ratio }', '{ ratio, BadRange, best }')}
// Written by Coppice from the doc comment of best; each failed on a stub and on 5 of 12 mutants.
test("best returns '1.0' for ('1', ['1.0'])", () => {
    expect(best('1', ['1.0'])).toBe('1.0')
})

test("best returns undefined for ('2', [])", () => {
    expect(best('2', [])).toBeUndefined()
})

test("best throws BadRange for ('')", () => {
    expect(() => best('')).toThrow(BadRange)
})
`,
    );
  });

  it('are written for jest beside the sources, in the syntax of its other tests', async () => {
    const made = await projectWith({
      'package.json': '{"devDependencies":{"jest":"30.0.0"}}',
      'src/versions.js': common,
      'src/__tests__/other.test.js':
        "const { other } = require('../other');\n\ndescribe('other', () => {\n  test('is', () => {\n    expect(other).toBe(1);\n  });\n});\n",
    });
    const file = await made.give('src/versions.js:later', everything[2]?.[1] ?? []);
    assert.equal(file.path, 'src/__tests__/versions.test.js');
    assert.equal(
      file.after,
      `const { later } = require('../versions');

describe('later', () => {
  // Written by Coppice from the doc comment of later; each failed on a stub and on 5 of 12 mutants.
  test('returns 2 for (1)', async () => {
    expect(await later(1)).toBe(2);
  });

  test('throws TypeError for (-1)', async () => {
    await expect(async () => later(-1)).rejects.toThrow(TypeError);
  });

  test('has x equal to 6', async () => {
    const x = await later(5);
    expect(x).toBe(6);
  });
});
`,
    );
  });

  it('join the group of the function and leave out what is asserted already', async () => {
    const before = `import assert from 'node:assert';
import { describe, it } from 'node:test';
import * as all from './versions.js';

describe('ratio', () => {
  it('halves', () => {
    assert.strictEqual(all.ratio(1, 2), 0.5);
  });
});

describe('others', () => {});
`;
    const made = await projectWith({ 'versions.js': script, 'versions.test.js': before });
    const file = await made.give('versions.js:ratio', [gives('ratio(4, 2)', '2')]);
    assert.deepEqual(file.tests, [['ratio', 'returns 2 for (4, 2)']]);
    assert.match(file.after, /0\.5\);\n {2}\}\);\n\n {2}\/\/ Written by/);
    // The file's \`assert\` compares loosely.
    assert.match(
      file.after,
      /assert\.strictEqual\(ratio\(4, 2\), 2\);\n {2}\}\);\n\}\);\n\ndescribe\('others'/,
    );
    const again = await made.testsOf('versions.js:ratio', [gives('ratio(4, 2)', '2')]);
    assert.equal(again.ok ? '' : again.error.reason, 'nothing-to-write');
  });

  it('use chai where the project does', async () => {
    const made = await projectWith({
      'package.json': '{"type":"module","scripts":{"test":"mocha"}}',
      'src/versions.js': script,
      'test/other.spec.js':
        "import { expect } from 'chai';\n\ndescribe('other', () => {\n  it('is', () => {\n    expect(1).to.equal(1);\n  });\n});\n",
    });
    const file = await made.give('src/versions.js:best', everything[0]?.[1] ?? []);
    assert.equal(file.path, 'test/versions.spec.js');
    assert.match(
      file.after,
      /import \{ expect \} from 'chai';\nimport \{ BadRange, best \} from '\.\.\/src\/versions\.js';/,
    );
    assert.match(file.after, /expect\(\(\) => best\(''\)\)\.to\.throw\(BadRange\);/);
    assert.doesNotMatch(file.after, /node:assert/);
  });

  const failures: readonly (readonly [
    string,
    Readonly<Record<string, string>>,
    string,
    readonly KeptTest[],
    string,
    RegExp,
  ])[] = [
    [
      'a function that is not exported',
      {},
      'hidden',
      [gives('hidden(1)', '1')],
      'not-exported',
      /does not export hidden/,
    ],
    [
      'a framework that it does not know',
      { 'package.json': '{"scripts":{"test":"ava"}}' },
      'ratio',
      [gives('ratio(1, 2)', '0.5')],
      'unsupported-framework',
      /tests with ava/,
    ],
    [
      'a result that only the sandbox takes for zero',
      {},
      'ratio',
      [{ ...gives('ratio(0, -1)', '0'), outcome: '=-0.0' }],
      'nothing-to-write',
      /-0/,
    ],
    [
      'a name that is not exported',
      {},
      'ratio',
      [holding('assert.ok(ratio(hidden(1), 2) > 0);')],
      'nothing-to-write',
      /uses hidden/,
    ],
  ];
  for (const [title, files, name, tests, reason, message] of failures) {
    it(`say that there is none for ${title}`, async () => {
      const made = await projectWith({ 'versions.ts': versions, ...files });
      const file = await made.testsOf(`versions.ts:${name}`, tests);
      assert.ok(!file.ok);
      assert.equal(file.error.reason, reason);
      assert.match(file.error.message, message);
    });
  }

  const imports: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
    [
      'none, as bundlers want it',
      { 'package.json': '{"devDependencies":{"vitest":"1"}}' },
      './versions',
    ],
    [
      '.js, as Node resolves compiled files',
      {
        'package.json': '{"devDependencies":{"vitest":"1"}}',
        'tsconfig.json': '{"compilerOptions":{"module":"NodeNext"}}',
      },
      './versions.js',
    ],
    ['.ts, as Node runs it', { 'package.json': '{}' }, './versions.ts'],
    [
      'as other tests have it',
      {
        'package.json': '{"devDependencies":{"vitest":"1"}}',
        'src/other.ts': '',
        'src/other.test.ts':
          "import { it } from 'vitest';\nimport './other.js';\nit('x', () => {});\n",
      },
      './versions.js',
    ],
  ];
  for (const [title, files, specifier] of imports) {
    it(`import with the project's ending: ${title}`, async () => {
      const made = await projectWith({ ...files, 'src/versions.ts': versions });
      const file = await made.give('src/versions.ts:ratio', [gives('ratio(4, 2)', '2')]);
      assert.ok(file.after.includes(`from '${specifier}'`), file.after);
    });
  }
});
