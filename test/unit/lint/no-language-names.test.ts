import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { noLanguageNames } from '../../../scripts/lint/no-language-names.mjs';
import { languageIds } from '../../../src/core/text.ts';

/** What the rule says of a piece of TypeScript: the kind of each finding, and its line. */
function found(code: string, programs: readonly string[] = []): string[] {
  const messages = new Linter().verify(code, {
    languageOptions: { parser: tseslint.parser },
    plugins: { coppice: { rules: { 'no-language-names': noLanguageNames } } },
    rules: { 'coppice/no-language-names': ['error', { names: languageIds, programs }] },
  });
  return messages.map(({ messageId, message, line }) => `${line} ${messageId ?? message}`);
}

const wrong: readonly (readonly [string, string])[] = [
  ['a comparison', "const blank = family === 'python' ? 2 : 1;"],
  ['one that is turned round', "if ('javascript' !== language.family) done();"],
  ['a loose one', "if (id == 'typescriptreact') done();"],
  ['a template', 'if (id === `typescript`) done();'],
  ['a case', "switch (id) { case 'python': done(); }"],
  ['a name with a type', "if (id === ('python' as LanguageId)) done();"],
  ['a constant', "const usual = 'python'; if (id === usual) done();"],
  ['a constant that is narrowed', "const usual = 'python' as const; if (id !== usual) done();"],
  ['a registered language', 'if (language === languages.python) done();'],
  ['one by its key', "if (traits['javascript'] === language) done();"],
  ['an own key', "if ('python' in record) done();"],
  ['a list', "if (['javascript', 'typescript'].includes(id)) done();"],
  [
    'a list that is given a name',
    "const typed = ['typescript']; if (typed.indexOf(id) >= 0) done();",
  ],
  ['a list that is looked through', "if (['python'].some((each) => each === id)) done();"],
  ['a set', "const braced = new Set(['javascript']); if (braced.has(id)) done();"],
  ['a map', "const marks = new Map([['python', '#']] as const); use(marks.get(id));"],
  ['what is asked of a set', "if (chosen.has('python')) done();"],
  ['what is put into one', "chosen.add('python');"],
  ['the text of a template', "if (`${id}` === 'python') done();"],
  ['a name in a switch of truths', "switch (true) { case id === 'python': done(); }"],
  ['a name that is asked', "if ('python'.startsWith(id)) done();"],
  ['a regular expression', 'if (/^(?:java|type)script$|python/.test(id)) done();'],
  ['a match', "if (id.match('python')) done();"],
  ['an order of names', "if (id.localeCompare('python') === 0) done();"],
  ['sameness', "if (Object.is(id, 'python')) done();"],
  ['an own key by a function', "if (Object.hasOwn(rows, 'python')) done();"],
  [
    'a list that is frozen',
    "const typed = Object.freeze(['python']); if (typed.includes(id)) done();",
  ],
  [
    'a part of a list',
    "const [usual] = id; const all = ['python']; if (id === all[0]) done(usual);",
  ],
  ['a variable that never changes', "let usual = 'python'; if (id === usual) done();"],
  ['a method by its text', "if (['python']['includes'](id)) done();"],
  ['a chain', "if (id?.startsWith('python')) done();"],
  ['the start of a name', "if (id.startsWith('typescript')) done();"],
];

const wrongKeys: readonly (readonly [string, string])[] = [
  ['a record', "const mark = { python: '#' }[family];"],
  ['a quoted key', "const mark = { 'python': '#' };"],
  ['a key that is computed', "const mark = { ['javascript']: '//' };"],
  ['a key that is a constant', "const own = 'python'; const mark = { [own]: '#' };"],
  ['a key that is assigned', "rows['python'] = 1;"],
  ['a member that is assigned', 'rows.python = 1;'],
  ['a member of a class', 'class Rows { python = 1; }'],
  ['a short one', 'const rows = { javascript };'],
];

const right: readonly (readonly [string, string])[] = [
  ['a member of the language', 'const blank = language.blankLinesBetween;'],
  ['languages compared with each other', 'if (language.family !== other.family) done();'],
  ['a row of a record', 'const form = testForms[language.family];'],
  ['a name that is only handed on', "open({ languageId: 'python' }); parse('python', text);"],
  ['a name by default', "const id = read ?? 'python';"],
  ['a language that is meant', 'const written = languages.python;'],
  ['a type', "type Family = Extract<LanguageId, 'python' | 'javascript'>;"],
  ['members of an interface', 'interface Tools { readonly python: string }'],
  ['taking an option apart', 'const { python } = options; use(python);'],
  ['all ids together', "const ids = ['python', 'javascript'] as const; use(ids);"],
  ['a variable that changes', "let usual = 'python'; usual = id; if (id === usual) done();"],
  ['a word of another text', 'if (/pythonic/.test(kind)) done();'],
  ['other texts', "if (kind === 'pythonic' || ['tuple'].includes(kind)) done();"],
  ['a variable of the same name', "function f(python: string) { return python === 'x'; }"],
];

describe('the rule against names of languages', () => {
  for (const [what, code] of wrong) {
    it(`forbids ${what}`, () => assert.equal(found(code)[0], '1 compared', code));
  }

  for (const [what, code] of wrongKeys) {
    it(`forbids as a key ${what}`, () => assert.deepEqual(found(code), ['1 key'], code));
  }

  for (const [what, code] of right) {
    it(`allows ${what}`, () => assert.deepEqual(found(code), [], code));
  }

  it('allows the key of a program where it is told of it, and nothing else there', () => {
    const code = "start({ python: path });\nif (id === 'python') start({ javascript: path });";
    assert.deepEqual(found(code, ['python']), ['2 compared', '2 key']);
  });

  it('is given every language', async () => {
    const configuration = await readFile(
      new URL('../../../eslint.config.js', import.meta.url),
      'utf8',
    );
    const listed = /const languageNames = \[([^\]]*)\]/.exec(configuration)?.[1] ?? '';
    const names = [...listed.matchAll(/'([^']+)'/g)].map(([, name = '']) => name);
    assert.deepEqual(new Set(names), new Set<string>(languageIds));
  });
});
