import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { languageOf, languages } from '../../../src/core/languages/languages.ts';
import { knownEndings, languageOfPath, traitsOf } from '../../../src/core/languages/traits.ts';
import { languageIds } from '../../../src/core/text.ts';

const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');

describe('the registry of languages', () => {
  for (const id of languageIds) {
    it(`has ${id} under its own id, with the same traits as the editor knows`, () => {
      const language = languageOf(id);
      assert.equal(language.id, id);
      const traits = traitsOf(id);
      const of = language as unknown as Readonly<Record<string, unknown>>;
      for (const [name, trait] of Object.entries(traits)) assert.equal(of[name], trait, name);
    });
  }

  it('names a family after one of its languages', () => {
    for (const { family } of Object.values(languages))
      assert.equal(languages[family].family, family);
  });

  it('finds a language by the ending of a file’s name', () => {
    const cases: readonly (readonly [string, string | undefined])[] = [
      ['a/b.py', 'python'],
      ['a/B.PY', 'python'],
      ['stubs/b.pyi', 'python'],
      ['a.test.mts', 'typescript'],
      ['view.tsx', 'typescriptreact'],
      ['file:///w/x.cjs', 'javascript'],
      ['C:\\w\\x.jsx', 'javascriptreact'],
      ['.py', undefined],
      ['a.py/readme', undefined],
      ['a.rs', undefined],
      ['', undefined],
    ];
    for (const [path, id] of cases) assert.equal(languageOfPath(path), id, path);
  });

  it('gives every ending to one language', () => {
    const endings = languageIds.flatMap((id) => {
      const { endings: own, declarationEndings } = traitsOf(id);
      return [...own, ...declarationEndings];
    });
    assert.deepEqual(endings, knownEndings);
  });

  it('is the one that the manifest knows', () => {
    const activated = [...manifest.matchAll(/"onLanguage:(\w+)"/g)].map(([, id = '']) => id);
    const ids = new Set<string>(languageIds);
    assert.deepEqual(new Set(activated.filter((id) => id !== 'parsel')), ids);
    const clauses = [...manifest.matchAll(/editorLangId =~ \/\^\(([\w|]+)\)\$\//g)];
    assert.ok(clauses.length > 0);
    for (const [, list = ''] of clauses) assert.deepEqual(new Set(list.split('|')), ids);
  });
});
