import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../../src/core/apply-edits.ts';
import { hunksBetween } from '../../../src/core/patch/hunks.ts';
import { patchFor } from '../../../src/core/patch/patch.ts';
import type { Replacement } from '../../../src/core/program/replacement.ts';
import { captureNamed } from '../../../src/core/capture/capture.ts';
import type { LanguageId, Snapshot } from '../../../src/core/text.ts';
import { sourceParser } from '../../support/parser.ts';

describe('patch', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  async function patched(
    languageId: LanguageId,
    text: string,
    name: string,
    replacement: Replacement,
    now: string = text,
  ) {
    const snapshot: Snapshot = { uri: 'file:///x', languageId, version: 1, text };
    const task = await captureNamed(snapshot, name, parser);
    assert.ok(task.ok);
    return patchFor(task.value, replacement, { ...snapshot, version: 2, text: now }, parser);
  }

  const python =
    '#!/usr/bin/env python\n"""Module."""\n\nX = 1\n\n\n# Adds.\n@wrap\ndef add(a, b):\n    """Adds."""\n    pass\n\n\nprint(add(1, 2))\n';
  const grown: Replacement = {
    target: '@wrap\ndef add(a, b):\n    """Adds."""\n    return plus(a, b)',
    helpers: [{ name: 'plus', code: 'def plus(a, b):\n    return a + b' }],
    imports: ['import math'],
  };

  it('puts helpers before the target, imports after the head, and touches nothing else', async () => {
    const patch = await patched('python', python, 'add', grown);
    assert.ok(patch.ok);
    assert.equal(
      patch.value.after,
      '#!/usr/bin/env python\n"""Module."""\n\nimport math\n\nX = 1\n\n\ndef plus(a, b):\n    return a + b\n\n\n# Adds.\n@wrap\ndef add(a, b):\n    """Adds."""\n    return plus(a, b)\n\n\nprint(add(1, 2))\n',
    );
    assert.deepEqual(
      patch.value.parts.map(({ name }) => name),
      ['imports', 'plus', 'add'],
    );
  });

  it('keeps CRLF line ends', async () => {
    const patch = await patched('python', python.replaceAll('\n', '\r\n'), 'add', grown);
    assert.ok(patch.ok);
    assert.doesNotMatch(patch.value.after, /[^\r]\n/);
  });

  it('adds to the import block only what is missing', async () => {
    const text =
      "import { a } from 'a';\nimport * as path from 'node:path';\n\nexport function f(): void {\n  // TODO\n}\n";
    const patch = await patched('typescript', text, 'f', {
      target: 'export function f(): void {\n  a();\n}',
      helpers: [],
      imports: ["import * as path from 'node:path';", "import { b } from 'b';"],
    });
    assert.ok(patch.ok);
    assert.equal(
      patch.value.after,
      "import { a } from 'a';\nimport * as path from 'node:path';\nimport { b } from 'b';\n\nexport function f(): void {\n  a();\n}\n",
    );
  });

  it('indents a method and puts its helpers before the class, above its comments', async () => {
    const text =
      '/** A class. */\nexport class A {\n  m(): number {\n    throw new Error("todo");\n  }\n}\n';
    const patch = await patched('typescript', text, 'A.m', {
      target: 'm(): number {\n  return one();\n}',
      helpers: [{ name: 'one', code: 'function one(): number {\n  return 1;\n}' }],
      imports: [],
    });
    assert.ok(patch.ok);
    assert.equal(
      patch.value.after,
      'function one(): number {\n  return 1;\n}\n\n/** A class. */\nexport class A {\n  m(): number {\n    return one();\n  }\n}\n',
    );
  });

  it('finds the target again after edits elsewhere', async () => {
    const now = `${'y = 2\n'.repeat(3)}${python.replace('X = 1', 'X = 100')}`;
    const patch = await patched('python', python, 'add', { ...grown, imports: [] }, now);
    assert.ok(patch.ok);
    assert.equal(
      patch.value.after,
      now
        .replace('    pass', '    return plus(a, b)')
        .replace('# Adds.', 'def plus(a, b):\n    return a + b\n\n\n# Adds.'),
    );
  });

  it('changes nothing where it was applied before', async () => {
    for (const text of [python, python.replaceAll('\n', '\r\n')]) {
      const once = await patched('python', text, 'add', grown);
      assert.ok(once.ok && once.value.after !== text);
      const twice = await patched('python', text, 'add', grown, once.value.after);
      assert.ok(twice.ok);
      assert.equal(twice.value.after, once.value.after);
    }
  });

  it('refuses a target that was edited or removed', async () => {
    const edited = await patched(
      'python',
      python,
      'add',
      grown,
      python.replace('pass', 'pass  # mine'),
    );
    assert.ok(!edited.ok && edited.error.reason === 'target-changed');
    const removed = await patched('python', python, 'add', grown, 'X = 1\n');
    assert.ok(!removed.ok && removed.error.reason === 'target-missing');
  });
});

describe('hunks', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', '', 'c🌱'), { maxLength: 12 })
    .map((lines) => lines.join('\n'));

  it('together turn one text into the other', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const edits = hunksBetween(before, after).map(({ edit }) => edit);
        assert.equal(applyEdits(before, edits), after);
      }),
    );
  });

  it('apply in any subset, each where it stands', () => {
    fc.assert(
      fc.property(text, text, fc.infiniteStream(fc.boolean()), (before, after, chosen) => {
        const hunks = hunksBetween(before, after);
        const picked = hunks.filter(() => chosen.next().value);
        const result = applyEdits(
          before,
          picked.map(({ edit }) => edit),
        );
        const rest = hunksBetween(result, after);
        assert.equal(
          applyEdits(
            result,
            rest.map(({ edit }) => edit),
          ),
          after,
        );
        if (picked.length === 0) assert.equal(result, before);
      }),
    );
  });
});
