import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { levelLooks, levelOf, exitCodes } from '../../../src/core/verdict.ts';
import { readArguments } from '../../../src/node/cli/arguments.ts';
import { questionLines } from '../../../src/node/cli/open-question.ts';
import { usage } from '../../../src/node/cli/usage.ts';

describe('verdicts', () => {
  const page = readFileSync(new URL('../../../docs/verdicts.md', import.meta.url), 'utf8');

  it('are told to users as the code has them', () => {
    for (const { word, icon } of Object.values(levelLooks)) {
      assert.ok(page.includes(`| **${word}** | ${icon} |`), word);
    }
    const told = [...page.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
    assert.deepEqual(
      told,
      Object.values(exitCodes).sort((a, b) => a - b),
    );
    for (const code of told) assert.match(usage, new RegExp(`\\b${code} \\w`));
  });

  it('of older journals follow from what those say', () => {
    const functions = [{}];
    assert.equal(levelOf(undefined), 'failed');
    assert.equal(levelOf({ accepted: false, functions: [] }), 'failed');
    assert.equal(levelOf({ accepted: false, functions }), 'unproven');
    assert.equal(levelOf({ accepted: true, functions }), 'proven');
    assert.equal(levelOf({ accepted: false, functions, verdict: { level: 'failed' } }), 'failed');
  });

  it('take --apply alone or with a level', () => {
    const flagsOf = (text: string) => {
      const read = readArguments(['grow', 'a.py', text]);
      return read.ok ? read.value.flags : undefined;
    };
    assert.equal(flagsOf('--apply')?.apply, true);
    assert.equal(flagsOf('--apply=proven')?.apply, true);
    assert.equal(flagsOf('--apply=unproven')?.['apply-unproven'], true);
    assert.equal(flagsOf('--apply=anything'), undefined);
  });
});

describe('an open question in the terminal', () => {
  it('has each result with its candidates and how to choose it', () => {
    const lines = questionLines({
      node: 'f',
      call: "f('a b')",
      choices: [
        { shown: "'a'", expected: "'a'", candidates: 2, example: "f('a b') == 'a'" },
        { shown: 'it raised ValueError', expected: 'ValueError', candidates: 1 },
      ],
    });
    assert.deepEqual(lines, [
      "Which did you mean?  f('a b')",
      `  'a'                   2 candidates  --example "f('a b') == 'a'"`,
      '  it raised ValueError  1 candidate',
    ]);
  });

  it('writes examples as one word of a shell', () => {
    const example = `f('$x', "y") == 1`;
    const [, line] = questionLines({
      node: 'f',
      call: 'f(1)',
      choices: [{ shown: '1', expected: '1', example }],
    });
    assert.equal(line, `  1  --example "f('\\$x', \\"y\\") == 1"`);
  });
});
