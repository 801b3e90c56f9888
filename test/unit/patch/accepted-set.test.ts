import assert from 'node:assert/strict';
import { acceptedSet, hunksAtLines } from '../../../src/core/patch/accepted-set.ts';
import {
  editedHunks,
  editsWithin,
  newLinesOf,
  textsWith,
} from '../../../src/core/patch/formatted-hunks.ts';
import { neededBesides } from '../../../src/core/patch/needed-hunks.ts';
import { hunksOf } from '../../../src/core/patch/patch-hunks.ts';
import { patchFor, type PatchOptions } from '../../../src/core/patch/patch.ts';
import type { Replacement } from '../../../src/core/program/replacement.ts';
import { captureNamed } from '../../../src/core/capture/capture.ts';
import type { Snapshot, TextEdit } from '../../../src/core/text.ts';
import { sourceParser } from '../../support/parser.ts';

const text = `from math import pi

X = 1


def area(shape):
    """The area of a shape."""
    kind = shape[0]
    # Take care.
    total = 0
    return total


print(area(("circle", 1)))
`;

const replacement: Replacement = {
  target: `def area(shape):
    """The area of a shape."""
    kind = name_of( shape )
    # Take care.
    total = 0
    return total + circle( shape,2 )`,
  helpers: [
    { name: 'name_of', code: 'def name_of(shape):\n    return shape[0]' },
    { name: 'circle', code: 'def circle(shape, n):\n    return tau * squared( shape[1] ) / n' },
    { name: 'squared', code: 'def squared(x):\n    return x*x' },
  ],
  imports: ['from math import tau', 'import re'],
};

describe('the accepted set', () => {
  const parser = sourceParser();
  after(() => parser.dispose());
  const snapshot: Snapshot = { uri: 'file:///x.py', languageId: 'python', version: 1, text };

  async function review(now = text, options: PatchOptions = {}) {
    const task = await captureNamed(snapshot, 'area', parser);
    assert.ok(task.ok);
    const later = { ...snapshot, version: 2, text: now };
    const made = await patchFor(task.value, replacement, later, parser, options);
    if (!made.ok) return { failure: made.error };
    const hunks = await hunksOf(made.value, parser);
    const set = (leftOut: readonly string[]) => acceptedSet(made.value, hunks, new Set(leftOut));
    const named = (wanted: RegExp) => hunks.filter(({ key }) => wanted.test(key));
    return { patch: made.value, hunks, set, named };
  }

  async function fitting(now?: string, options?: PatchOptions) {
    const found = await review(now, options);
    assert.ok(found.patch, found.failure?.message);
    return found;
  }

  it('leaves out what it is told to, and says where everything stands', async () => {
    const { patch, hunks, set } = await fitting();
    assert.equal(set([]).text, patch.after);
    assert.equal(set(hunks.map(({ key }) => key)).text, text);
    const some = set(['circle']);
    assert.doesNotMatch(some.text, /def circle/);
    assert.match(some.text, /def squared/);
    for (const { hunk, isLeftOut, range, lines } of some.hunks) {
      assert.equal(
        some.text.slice(range.start, range.end),
        isLeftOut ? '' : hunk.edit.newText,
        hunk.key,
      );
      const shown = some.text.split('\n').slice(lines.start, lines.end).join('\n');
      assert.ok(shown.includes(some.text.slice(range.start, range.end).trim()), hunk.key);
    }
    const target = some.text.slice(some.target.start, some.target.end);
    assert.equal(target, replacement.target);
  });

  it('finds the hunks of a line, those that are left out beside it included', async () => {
    const { set } = await fitting();
    const all = set(['circle']);
    const lines = all.text.split('\n');
    const at = (code: string) => lines.findIndex((line) => line.includes(code));
    const keys = (line: number) => hunksAtLines(all, line, line).map(({ hunk }) => hunk.part);
    assert.deepEqual(keys(at('def name_of') + 1), ['name_of']);
    assert.ok(keys(at('def squared')).includes('circle'));
    assert.deepEqual(keys(at('print(')), []);
    assert.deepEqual(keys(at('return total +')), ['area']);
    assert.deepEqual(keys(at('def name_of') - 1), ['name_of'], 'the blank line above it');
  });

  it('keeps the keys of hunks when others were accepted, and when edits moved them', async () => {
    const { hunks, set } = await fitting();
    for (const { key } of hunks) {
      const rest = hunks.map((hunk) => hunk.key).filter((each) => each !== key);
      const accepted = set(rest).text;
      for (const now of [accepted, `# Mine.\n${accepted}`]) {
        const again = await fitting(now);
        assert.deepEqual(
          again.hunks.map((hunk) => hunk.key).sort(),
          rest.toSorted(),
          `after ${key}`,
        );
      }
    }
  });

  it('still refuses a target that was edited besides', async () => {
    const { set, named } = await fitting();
    const accepted = set(named(/^circle/).map(({ key }) => key)).text;
    const edited = await review(accepted.replace('total = 0', 'total = 1'));
    assert.equal(edited.failure?.reason, 'target-changed');
  });

  it('takes the place of an edit where that is asked for and the signature is the same', async () => {
    const edited = text.replace('total = 0', 'total = 1');
    const over = await fitting(edited, { overEdits: true });
    assert.ok(over.patch.after.includes(replacement.target));
    const renamed = await review(text.replace('(shape):', '(shape, unit):'), { overEdits: true });
    assert.ok(renamed.failure?.reason === 'target-changed');
    assert.equal(renamed.failure.conflict.sameSignature, false);
    assert.match(renamed.failure.conflict.yours, /unit/);
  });

  it('names what the rest needs, with what that needs, and nothing else', async () => {
    const { hunks, named } = await fitting();
    const needed = (keys: RegExp) => neededBesides(named(keys), hunks).map(({ key }) => key);
    assert.deepEqual(needed(/total \+ circle/), ['circle', 'imports:  > , tau', 'squared']);
    assert.deepEqual(needed(/> kind/), ['name_of']);
    assert.deepEqual(needed(/^squared/), []);
    assert.deepEqual(needed(/./), []);
  });

  describe('formatted', () => {
    /** The edits that make of every match of a pattern another text. */
    function replacing(given: string, pattern: RegExp, newText: string): TextEdit[] {
      return [...given.matchAll(pattern)].map(({ 0: match, index }) => ({
        range: { start: index, end: index + match.length },
        newText,
      }));
    }

    it('takes only what lies within lines that are new', async () => {
      const { patch, hunks, set } = await fitting();
      const all = set([]);
      const tight = replacing(all.text, /(?<=\() +| +(?=\))/g, '');
      // The user's lines and a line that was only made longer stay as they are.
      const edits = [...tight, ...replacing(all.text, /X = 1|pi, tau/g, 'MINE')];
      const kept = editsWithin(all, edits);
      assert.deepEqual(kept, tight);
      const texts = textsWith(patch, hunks, editedHunks(all, kept));
      assert.deepEqual([...texts.keys()].sort(), ['area', 'circle']);
      const again = await fitting(text, { texts });
      assert.equal(again.patch.after, all.text.replace(/\( +/g, '(').replace(/ +\)/g, ')'));
      // Accepted as formatted, nothing of it is new.
      const done = await fitting(again.patch.after, { texts });
      assert.equal(done.patch.after, again.patch.after);
    });

    it('never asks about lines that were there before', async () => {
      const { set, hunks } = await fitting();
      const all = set([]);
      for (const { start, end } of newLinesOf(all).values()) {
        assert.ok(start === 0 || all.text[start - 1] === '\n');
        for (const line of all.text.slice(start, end).trim().split('\n')) {
          assert.ok(line.trim() === '' || !text.split('\n').includes(line), line);
        }
      }
      assert.equal(newLinesOf(set(hunks.map(({ key }) => key))).size, 0);
    });

    it('leaves the target alone where its other lines would be laid out anew as well', async () => {
      const { set } = await fitting();
      const all = set([]);
      const kept = editsWithin(all, replacing(all.text, /^ {4}/gm, '  '));
      assert.ok(kept.length > 0);
      for (const { range } of kept) {
        assert.ok(range.end <= all.target.start, 'only helpers are laid out anew');
      }
    });

    it('keeps what is left out, left out', async () => {
      const { patch, hunks, set, named } = await fitting();
      const leftOut = named(/total \+ circle/).map(({ key }) => key);
      const some = set(leftOut);
      const kept = editsWithin(some, replacing(some.text, / +(?=\))|(?<=\() +/g, ''));
      const texts = textsWith(patch, hunks, editedHunks(some, kept));
      const again = await fitting(text, { texts });
      const left = acceptedSet(again.patch, again.hunks, new Set(leftOut));
      assert.match(left.text, /name_of\(shape\)\n/);
      assert.doesNotMatch(left.text, /total \+ circle/);
    });
  });
});
