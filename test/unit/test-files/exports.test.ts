import assert from 'node:assert/strict';
import type { LanguageId } from '../../../src/core/text.ts';
import { moduleForm } from '../../../src/core/test-files/javascript/exports.ts';
import { sourceParser } from '../../support/parser.ts';

describe('what a JavaScript file exports and imports', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  async function read(text: string, language: LanguageId = 'typescript') {
    const { exports, ...form } = moduleForm(await parser.tree(language, text));
    const names = [...exports].map(([local, found]) => {
      return `${local} ${found.kind === 'default' ? 'default' : found.name}`;
    });
    return { ...form, names };
  }

  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['export const a = 1, { b, c: [d] } = x;\nexport enum E {}', ['a a', 'b b', 'd d', 'E E']],
    ['export default async function f() {}', ['f default']],
    ['const f = 1;\nexport default f', ['f default']],
    ['export { f as g, h as default, type T };\nexport type { U };', ['f g', 'h default']],
    ["export { f } from './f';\nexport * from './g';", []],
    ['export interface I { a: 1 }\nexport type T = 1;', []],
    ['namespace N {\n  export function f() {}\n}', []],
    ['const s = "export const a = 1"; // export const b = 2\n`export const ${1}`', []],
    ['module.exports = { f, g: h, i: () => 1 };', ['f f', 'h g', 'i i']],
    [
      'exports.f = f;\nmodule.exports.g = function () {};\nexports.h = wrap(f);',
      ['f f', 'g g', 'h h'],
    ],
    ['exports = module.exports = class Stack {}', ['Stack default']],
    ['module.exports = f.g;', []],
  ];
  for (const [text, names] of cases) {
    it(JSON.stringify(text), async () => assert.deepEqual((await read(text)).names, names));
  }

  it('are told apart from words in strings and comments', async () => {
    const text =
      '// import a from "a"\nconst b = "from \'b\'";\nimport c from "c";\nconst d = require("d");\nawait import("e");\nexport * from "f";';
    const { imports, isModule, isCommonJs } = await read(text);
    assert.deepEqual([imports, isModule, isCommonJs], [['c', 'd', 'e', 'f'], true, false]);
  });

  it('are those of CommonJS where nothing is imported as modules do', async () => {
    const { isModule, isCommonJs } = await read(
      '`\nimport a\n`;\nconst b = require("b");',
      'javascript',
    );
    assert.deepEqual([isModule, isCommonJs], [false, true]);
  });
});
