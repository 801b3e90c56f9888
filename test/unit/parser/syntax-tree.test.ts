import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SyntaxNode } from '../../../src/core/syntax-tree.ts';
import type { LanguageId } from '../../../src/core/text.ts';
import { sourceParser } from '../../support/parser.ts';

describe('a syntax tree', function () {
  const parser = sourceParser();
  after(() => parser.dispose());

  const first = async (language: LanguageId, text: string, kind: string): Promise<SyntaxNode> => {
    const tree = await parser.tree(language, text);
    const [found] = tree.descendants(kind);
    assert.ok(found, kind);
    return found;
  };

  it('gives nodes their kind, text, field and place', async () => {
    const call = await first('python', 'x = f(1, key=2)\n', 'call');
    assert.equal(call.text, 'f(1, key=2)');
    assert.equal(call.field, 'right');
    assert.equal(call.child('function')?.text, 'f');
    assert.deepEqual(
      call.child('arguments')?.namedChildren.map(({ kind, text }) => `${kind} ${text}`),
      ['integer 1', 'keyword_argument key=2'],
    );
    assert.deepEqual(call.range, { start: 4, end: 15 });
    assert.equal(call.tree.root.text, 'x = f(1, key=2)\n');
  });

  it('counts offsets in UTF-16, whatever the text holds', async () => {
    const name = await first('python', 's = "😀é"; value = 1', 'integer');
    assert.equal(name.text, '1');
  });

  it('knows parents, siblings and what encloses a place', async () => {
    const one = await first('javascript', 'f(a, [1, 2]);', 'number');
    assert.equal(one.parent?.kind, 'array');
    assert.deepEqual(
      [...one.ancestors()].map(({ kind }) => kind),
      ['array', 'arguments', 'call_expression', 'expression_statement', 'program'],
    );
    assert.equal(one.nextSibling?.text, ',');
    assert.equal(one.previousSibling?.text, '[');
    assert.equal(one.closest('arguments')?.text, '(a, [1, 2])');
    assert.equal(one.tree.root.at(6, 7).text, '1');
    assert.equal(one.tree.root.at(2, 10).kind, 'arguments');
    assert.equal(one.tree.root.parent, undefined);
  });

  it('marks errors, what was filled in, and comments', async () => {
    const broken = await parser.tree('javascript', 'f(; // x');
    assert.equal(broken.isSound, false);
    assert.ok([...broken.root.tokens()].some((node) => node.isMissing || node.closest('ERROR')));
    const sound = await parser.tree('javascript', 'f(); // x');
    assert.equal(sound.isSound, true);
    assert.deepEqual(
      [...sound.descendants()].filter((node) => node.isExtra).map(({ text }) => text),
      ['// x'],
    );
  });

  it('gives the same object for the same node, and the same tree for the same text', async () => {
    const tree = await parser.tree('typescript', 'let x: number;');
    assert.equal(tree, await parser.tree('typescript', 'let x: number;'));
    assert.equal(tree.root.children[0], tree.root.children[0]);
  });

  it('does not mind how deep a text goes', async () => {
    const depth = 5000;
    const tree = await parser.tree('javascript', `${'['.repeat(depth)}${']'.repeat(depth)}`);
    let arrays = 0;
    for (const node of tree.descendants('array')) arrays += node.isNamed ? 1 : 0;
    assert.equal(arrays, depth);
  });

  it('holds every character of any text: the tokens and the gaps between them are the text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 80 }), async (text) => {
        const tree = await parser.tree('python', text);
        let at = 0;
        for (const { start, end } of tree.root.tokens()) {
          assert.ok(start >= at && end >= start && end <= text.length);
          at = end;
        }
      }),
    );
  });
});
