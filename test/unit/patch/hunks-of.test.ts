import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../../src/core/apply-edits.ts';
import { hunksOf } from '../../../src/core/patch/patch-hunks.ts';
import { patchFor } from '../../../src/core/patch/patch.ts';
import type { Replacement } from '../../../src/core/program/replacement.ts';
import { captureNamed } from '../../../src/core/capture/capture.ts';
import type { LanguageId, Snapshot } from '../../../src/core/text.ts';
import { sourceParser } from '../../support/parser.ts';

interface Shape {
  readonly language: LanguageId;
  readonly heads: readonly string[];
  readonly others: readonly string[];
  readonly targets: readonly { name: string; code: string; grown: string }[];
  readonly helpers: readonly { name: string; code: string }[];
  readonly imports: readonly string[];
}

const python: Shape = {
  language: 'python',
  heads: [
    '',
    '#!/usr/bin/env python3\n',
    '"""Docs 🌱."""\n\n',
    '# Licence.\n\nfrom __future__ import annotations\n\nimport os\nfrom math import (\n    pi,\n)\n\n',
    '#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n"""Docs."""\nimport os\n\n',
  ],
  others: ['X = 1\n', '# Why.\ndef other(a):\n    return a\n', 'class Other:\n    y = "🌳"\n'],
  targets: [
    {
      name: 'f',
      code: '# About f.\n@deco\ndef f(a, b=1):\n    """Doc.\n\n    More."""\n    # Take care.\n    pass\n',
      grown:
        '@deco\ndef f(a, b=1):\n    """Doc.\n\n    More."""\n    if a:\n        return h(b)\n    return b',
    },
    {
      name: 'C.m',
      code: 'class C:\n    def before(self):\n        return 1\n\n    def m(self, a):\n        raise NotImplementedError\n\n    z = 1\n',
      grown: 'def m(self, a):\n    return h(a)',
    },
    {
      name: 'f',
      code: 'def f(a):\n    first = a\n    second = first + 1\n    third = [\n        second,\n    ]\n    return third\n',
      grown:
        'def f(a):\n    one = a\n    second = first + 1\n    third = (\n        second,\n    )\n    return third',
    },
  ],
  helpers: [
    { name: 'h', code: 'def h(a):\n    return g(a)' },
    { name: 'g', code: 'def g(a):\n    return a' },
  ],
  imports: ['import os', 'from math import pi, tau', 'from collections import Counter as Bag'],
};

const typescript: Shape = {
  language: 'typescript',
  heads: [
    '',
    "#!/usr/bin/env node\n'use strict';\n",
    '/* Licence. */\n\n',
    "// @ts-check\nimport { a } from './a';\nimport type { T } from './t';\n\n",
    'import {\n  join,\n} from "node:path"\n\n',
  ],
  others: [
    'const x = 1;\n',
    '// Why.\nexport function other() {\n  return 1;\n}\n',
    'class O {}\n',
  ],
  targets: [
    {
      name: 'f',
      code: '/** Doc. */\nexport const f = async (a: number): Promise<number> => {\n  // Take care.\n  throw new Error("not implemented");\n};\n',
      grown: 'export const f = async (a: number): Promise<number> => {\n  return h(a);\n};',
    },
    {
      name: 'C.m',
      code: '/** A class. */\n@deco()\nexport class C {\n  #n = 1;\n\n  m(a: string): number;\n  m(a: unknown): number {\n    // TODO\n  }\n}\n',
      grown: 'm(a: unknown): number {\n  return h(this.#n);\n}',
    },
    {
      name: 'o.m',
      code: 'export const o = {\n  m(a: number) {\n    throw new Error("todo");\n  },\n  n: 1,\n};\n',
      grown: 'm(a: number) {\n  return h(a);\n}',
    },
  ],
  helpers: [{ name: 'h', code: 'function h(a: number): number {\n  return a;\n}' }],
  imports: ["import { join, sep } from 'node:path';", "import fs from 'node:fs';"],
};

describe('patches of whole files', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  const cases = fc.constantFrom(python, typescript).chain((shape) =>
    fc.record({
      shape: fc.constant(shape),
      head: fc.constantFrom(...shape.heads),
      above: fc.subarray([...shape.others]),
      target: fc.constantFrom(...shape.targets),
      below: fc.subarray([...shape.others]),
      helpers: fc.subarray([...shape.helpers]),
      imports: fc.subarray([...shape.imports]),
      crlf: fc.boolean(),
      endsWithNewline: fc.boolean(),
      chosen: fc.infiniteStream(fc.boolean()),
    }),
  );

  it('apply as a whole, in parts and not at all, and touch nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async (given) => {
        const { shape, target } = given;
        const blank = shape.language === 'python' ? '\n\n' : '\n';
        const body = [...given.above, target.code, ...given.below].join(blank);
        const plain = (given.head + body).replace(/\n$/, given.endsWithNewline ? '\n' : '');
        const text = given.crlf ? plain.replaceAll('\n', '\r\n') : plain;
        const snapshot: Snapshot = {
          uri: 'file:///x',
          languageId: shape.language,
          version: 1,
          text,
        };
        const known = await parser.summarize(shape.language, text);
        assert.deepEqual(known.errors, []);
        const task = await captureNamed(snapshot, target.name, parser);
        assert.ok(task.ok);
        const replacement: Replacement = {
          target: target.grown,
          helpers: given.helpers,
          imports: given.imports,
        };
        const made = await patchFor(task.value, replacement, snapshot, parser);
        assert.ok(made.ok);
        const { after, parts } = made.value;

        const edits = parts.flatMap((part) => part.edits);
        assert.equal(applyEdits(text, edits), after);
        const parsed = await parser.summarize(shape.language, after);
        assert.deepEqual(parsed.errors, [], after);
        assert.equal(/[^\r]\n/.test(after) && given.crlf, false, 'line ends stay');
        assert.equal(after.endsWith('\n'), text.endsWith('\n'), 'the last line end stays');
        const names = parsed.functions.map(({ qualifiedName }) => qualifiedName);
        assert.ok(names.includes(target.name));
        const bound = parsed.statements.flatMap(({ kind, defines }) =>
          kind === 'import' ? defines : [],
        );
        assert.equal(new Set(bound).size, bound.length, `no import twice: ${after}`);
        for (const { name } of given.helpers) {
          assert.ok(names.indexOf(name) < names.indexOf(target.name), 'helpers stand before');
        }

        const hunks = await hunksOf(made.value, parser);
        assert.equal(
          applyEdits(
            text,
            hunks.map(({ edit }) => edit),
          ),
          after,
        );
        assert.equal(applyEdits(text, []), text);
        for (const { before, after: lines, edit } of hunks) {
          const slice = (whole: string, { start, end }: typeof before) =>
            whole.split('\n').slice(start, end).join('\n');
          const { range } = edit;
          assert.ok(slice(text, before).includes(text.slice(range.start, range.end).trimEnd()));
          assert.ok(slice(after, lines).includes(edit.newText.trimEnd().replace(/^\r?\n/, '')));
        }
        const some = hunks.filter(() => given.chosen.next().value);
        const partly = applyEdits(
          text,
          some.map(({ edit }) => edit),
        );
        assert.deepEqual((await parser.summarize(shape.language, partly)).errors, [], partly);
      }),
      { numRuns: 300 },
    );
  });
});
