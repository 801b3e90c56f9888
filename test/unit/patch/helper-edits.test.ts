import assert from 'node:assert/strict';
import { captureNamed } from '../../../src/core/capture/capture.ts';
import { patchFor } from '../../../src/core/patch/patch.ts';
import type { HelperText } from '../../../src/core/program/replacement.ts';
import type { LanguageId, Snapshot } from '../../../src/core/text.ts';
import { sourceParser } from '../../support/parser.ts';

describe('the place of a declaration that a candidate brings', () => {
  const parser = sourceParser();
  after(() => parser.dispose());

  async function written(
    languageId: LanguageId,
    text: string,
    name: string,
    target: string,
    helpers: readonly HelperText[],
  ) {
    const snapshot: Snapshot = { uri: 'file:///a', languageId, version: 1, text };
    const captured = await captureNamed(snapshot, name, parser);
    assert.ok(captured.ok);
    const patch = await patchFor(
      captured.value,
      { target, helpers, imports: [] },
      snapshot,
      parser,
    );
    assert.ok(patch.ok);
    return patch.value.after;
  }

  it('is below what it needs to load, as early as that is there', async () => {
    const file =
      'def size(k):\n    ...\n\n\ndef table():\n    return rows()\n\n\nROWS = 1\n\n\ndef rows():\n    return {}\n\n\nprint(size)\n';
    const after = await written('python', file, 'size', 'def size(k):\n    return _SIZES[k]', [
      { name: '_SIZES', code: '_SIZES = table()', loads: ['table'] },
    ]);
    assert.equal(
      after,
      file
        .replace('    ...', '    return _SIZES[k]')
        .replace('    return {}\n', '    return {}\n\n\n_SIZES = table()\n'),
    );
  });

  it('is below the target where it needs that to load', async () => {
    const file = 'export function one(n: number) {\n}\nexport const last = 1;\n';
    const after = await written(
      'typescript',
      file,
      'one',
      'export function one(n: number) {\n  return n + offset();\n}',
      [
        { name: 'first', code: 'const first = one(0);', loads: ['one'] },
        { name: 'offset', code: 'function offset() {\n  return 1;\n}', loads: [] },
      ],
    );
    assert.equal(
      after,
      'function offset() {\n  return 1;\n}\n\nexport function one(n: number) {\n  return n + offset();\n}\n\nconst first = one(0);\n\nexport const last = 1;\n',
    );
  });

  it('keeps those in order that stand at one place, at the end of a file without a line end', async () => {
    const file = 'def f():\n    ...\n\n\nclass Base:\n    n = 1';
    const after = await written('python', file, 'f', 'def f():\n    return Two.n', [
      { name: 'One', code: 'class One(Base):\n    pass', loads: ['Base'] },
      { name: 'Two', code: 'class Two(One):\n    pass', loads: ['One'] },
    ]);
    assert.ok(
      after.endsWith('    n = 1\n\n\nclass One(Base):\n    pass\n\n\nclass Two(One):\n    pass'),
      after,
    );
  });
});
