import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure } from '../../../bench/identity/measure.ts';
import type { Oracle, Variant } from '../../../bench/identity/oracle.ts';
import { variants } from '../../../bench/identity/oracle.ts';
import type { Kind } from '../../../bench/identity/outcome.ts';
import { PythonOracle } from '../../../bench/identity/python-oracle.ts';
import { faultList, summaryTable } from '../../../bench/identity/report.ts';
import { ScriptOracle } from '../../../bench/identity/script-oracle/script-oracle.ts';
import { sourceParser } from '../../support/parser.ts';

const fixture = (name: string) =>
  readFile(new URL(`../../fixtures/identity/${name}`, import.meta.url), 'utf8');

/** What a file with one function becomes in the oracle's eyes when `old` in it is now `fresh`. */
interface Case {
  readonly kind: Kind;
  readonly old: string;
  readonly fresh: string;
  readonly variant?: Variant;
}

async function assertJudged(oracle: Oracle, path: string, text: string, cases: readonly Case[]) {
  const opened = await oracle.open(path, text);
  assert.ok('functions' in opened);
  const [first] = await oracle.vary(0, variants);
  assert.ok(first);
  for (const { kind, old, fresh, variant = 'identity' } of cases) {
    assert.ok(text.includes(old), old);
    const judged = await oracle.judge(variant, text.replace(old, fresh));
    assert.equal(judged.kind, kind, `${fresh}: ${judged.detail}`);
  }
}

describe('the identity bench', () => {
  const parser = sourceParser();
  const oracles = { python: new PythonOracle(), script: new ScriptOracle() };
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'coppice-identity-'));
  });
  after(async () => {
    await Promise.all([oracles.python.dispose(), parser.dispose()]);
    await rm(folder, { recursive: true });
  });

  async function measured(name: string, text: string, oracle: Oracle, asked: readonly Variant[]) {
    const path = join(folder, name);
    await writeFile(path, text);
    return measure([{ name, path }], { oracle, parser, variants: asked });
  }

  const slices = [
    {
      name: 'shapes.py',
      oracle: oracles.python,
      functions: 13,
      asked: ['identity', 'renamed', 'prose', 'class', 'import', 'import-name'],
    },
    {
      name: 'shapes.ts',
      oracle: oracles.script,
      functions: 11,
      asked: [
        'identity',
        'indent-4',
        'indent-8',
        'indent-tab',
        'comments',
        'renamed',
        'prose',
        'doc',
      ],
    },
  ] as const;
  const forms: Readonly<Record<string, (text: string) => string>> = {
    'as it is': (text) => text,
    'with Windows line ends': (text) => text.replaceAll('\n', '\r\n'),
    'with a byte order mark': (text) => `\uFEFF${text.replace(/^#!.*\n/, '')}`,
  };
  for (const { name, oracle, functions, asked } of slices) {
    for (const [form, change] of Object.entries(forms)) {
      it(`gives every function of ${name}, ${form}, back from its own text`, async () => {
        const found = await measured(name, change(await fixture(name)), oracle, asked);
        assert.equal(faultList(found.outcomes), '');
        assert.equal(found.functions, functions);
        const used = new Set(found.outcomes.map(({ variant }) => variant));
        assert.deepEqual([...used].sort(), [...asked].sort());
        assert.match(summaryTable(found), /\| identity \| \d+ \| 100\.0 % \| \d+ \|/);
      });
    }
  }

  it('says by Python itself what became of a file', async () => {
    const text = [
      '"""Module."""',
      'import os',
      '',
      '@os.wrap',
      'def f(a):  # noqa: A1',
      '    """Doc',
      '    more."""',
      '    if a:',
      '        return "x"',
      '    # why',
      '    return os.name',
      '',
      'g = f(1)',
      '',
    ].join('\n');
    await assertJudged(oracles.python, 'f.py', text, [
      { kind: 'identical', old: 'g = f', fresh: 'g = f' },
      { kind: 'layout', old: '    if a', fresh: '\n    if a' },
      { kind: 'layout', old: '"x"', fresh: "'x'" },
      { kind: 'layout', old: '    more', fresh: '      more' },
      { kind: 'indentation', old: '        return', fresh: '      return' },
      { kind: 'comments', old: '  # noqa: A1', fresh: '' },
      { kind: 'comments', old: '    # why\n', fresh: '' },
      { kind: 'tree', old: '"x"', fresh: '"x "' },
      { kind: 'tree', old: '@os.wrap\n', fresh: '' },
      { kind: 'outside', old: 'g = f(1)', fresh: 'g = f( 1)' },
      { kind: 'outside', old: 'import os', fresh: 'import os, sys' },
      { kind: 'unparsable', old: 'if a:', fresh: 'if a' },
      { kind: 'unparsable', old: '    if a:\n', fresh: '    nonlocal a\n    if a:\n' },
      { kind: 'import', old: 'g = f', fresh: 'g = f', variant: 'import' },
      {
        kind: 'import',
        old: '"""Module."""\n',
        fresh: 'import colorsys\n"""Module."""\n',
        variant: 'import',
      },
      { kind: 'import', old: 'g = f', fresh: 'import colorsys\ng = f', variant: 'import' },
      {
        kind: 'tree',
        old: 'import os\n',
        fresh: 'import os\nimport colorsys\n',
        variant: 'import',
      },
    ]);
  });

  it('says by TypeScript itself what became of a file', async () => {
    const text = [
      '// @ts-check',
      "import { join } from 'node:os';",
      '',
      'export function f(a: number) {',
      '  if (a) {',
      '    return "x"; // eslint-disable-line',
      '  }',
      '  return join(`',
      '  y`);',
      '}',
      '',
      'export const g = f(1);',
      '',
    ].join('\n');
    await assertJudged(oracles.script, 'f.ts', text, [
      { kind: 'identical', old: 'g = f', fresh: 'g = f' },
      { kind: 'layout', old: '  if (a)', fresh: '\n  if (a)' },
      { kind: 'layout', old: '"x"', fresh: "'x'" },
      { kind: 'indentation', old: '    return', fresh: '   return' },
      { kind: 'comments', old: ' // eslint-disable-line', fresh: '' },
      { kind: 'tree', old: '  y`', fresh: '   y`' },
      { kind: 'tree', old: 'if (a)', fresh: 'if (!a)' },
      { kind: 'outside', old: 'g = f(1)', fresh: 'g = f( 1)' },
      { kind: 'unparsable', old: 'if (a)', fresh: 'if (a' },
      { kind: 'import', old: 'g = f', fresh: 'g = f', variant: 'import' },
      {
        kind: 'import',
        old: '// @ts-check\n',
        fresh: "import { basename } from 'node:path';\n// @ts-check\n",
        variant: 'import',
      },
      {
        kind: 'tree',
        old: "node:os';\n",
        fresh: "node:os';\nimport { basename } from 'node:path';\n",
        variant: 'import',
      },
    ]);
  });
});
