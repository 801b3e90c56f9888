import assert from 'node:assert/strict';
import { languageOf } from '../../../src/core/languages/languages.ts';
import type { LanguageId } from '../../../src/core/text.ts';
import { SandboxedRunner } from '../../../src/node/runner/sandboxed-runner.ts';
import { runnerAssets } from '../runner/runner-assets.ts';

describe('whether a language takes a file', function () {
  this.timeout(60_000);
  let runner: SandboxedRunner;

  before(() => {
    runner = new SandboxedRunner({ assets: runnerAssets, allowUnsandboxed: false });
  });

  after(() => runner.dispose());

  async function complaint(language: LanguageId, text: string): Promise<string | undefined> {
    const { module, entry, call, complaint: told } = languageOf(language).validity;
    const reply = await runner.run(
      {
        language,
        programs: [{ id: 'file', source: module(text), entry }],
        checks: [{ id: 'syntax', call }],
      },
      { signal: new AbortController().signal },
    );
    assert.ok(reply.ok, reply.ok ? '' : reply.error.message);
    return told(reply.value.results[0]![0]!.outcome);
  }

  const taken: readonly (readonly [LanguageId, string, string])[] = [
    [
      'python',
      'what would fail when it runs',
      'import nowhere\n\nraise SystemExit("\\u00fc\\n")\n',
    ],
    ['python', 'quotes, escapes and a mark', '\ufeffx = """a\\n"b\' \u2028 \u{1f600}"""\n'],
    [
      'python',
      'a future import at its place',
      '"""Doc."""\n\nfrom __future__ import annotations\n',
    ],
    [
      'javascript',
      'what would fail when it runs',
      '#!/usr/bin/env node\nimport x from "nowhere";\nx.y();\n',
    ],
    [
      'javascript',
      'CommonJS',
      "'use strict';\nconst fs = require('fs');\nmodule.exports = { fs };\n",
    ],
    ['typescript', 'types', 'export enum E { A }\nexport const f = <T,>(x: T): x is T => !!x;\n'],
    ['typescriptreact', 'elements', 'export const A = () => <b title="x">{1}</b>;\n'],
  ];
  for (const [language, what, text] of taken) {
    it(`${language} takes ${what}`, async () => {
      assert.equal(await complaint(language, text), undefined);
    });
  }

  const refused: readonly (readonly [LanguageId, string, string, RegExp])[] = [
    ['python', 'a body at the level of its header', 'def f():\nreturn 1\n', /^IndentationError/],
    [
      'python',
      'a late future import',
      'x = 1\nfrom __future__ import annotations\n',
      /^SyntaxError/,
    ],
    [
      'python',
      'a name after a continued line',
      'from os import \\\n    path\n, sep\n',
      /^SyntaxError/,
    ],
    ['javascript', 'a name declared twice', 'const a = 1;\nconst a = 2;\n', /^SyntaxError/],
    ['typescript', 'a brace too many', 'export function f(): void {\n}}\n', /^SyntaxError/],
  ];
  for (const [language, what, text, why] of refused) {
    it(`${language} refuses ${what}`, async () => {
      assert.match((await complaint(language, text)) ?? '', why);
    });
  }
});
