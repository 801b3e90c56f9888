import assert from 'node:assert/strict';
import { applyEdits } from '../../support/apply-edits.ts';
import { completionsAt } from '../../../src/core/plan/completion.ts';
import { factsAt } from '../../../src/core/plan/describe-function.ts';
import { diagnose } from '../../../src/core/plan/diagnose.ts';
import { lensesOf } from '../../../src/core/plan/lenses.ts';
import { looksLikePlan } from '../../../src/core/plan/looks-like-plan.ts';
import { occurrenceAt, placesOf, renameAt } from '../../../src/core/plan/occurrences.ts';
import { foldableOf, outlineOf, type OutlineItem } from '../../../src/core/plan/outline.ts';
import { inferredSignature } from '../../../src/core/plan/infer-signature.ts';

const text = [
  '# language: python',
  'What everything is about.',
  '#*#*#',
  'apply(make, key, values=[]): calls what make gives',
  "numbers, 'sqrt', [4] -> 2.0",
  "numbers, 'one' -> 1",
  '  numbers(): functions by name',
  '    helper(x): does it',
  "    'numbers' -> 'numbers'",
  '      numbers',
  '  other(y): more',
  '    helper',
].join('\n');
const diagnosis = diagnose(text);
const at = (needle: string, from = 0): number => text.indexOf(needle, from);
const slice = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);

describe('the outline of a plan', () => {
  it('nests functions and says what they take', () => {
    const flat = (items: readonly OutlineItem[]): unknown[] =>
      items.map(({ name, detail, children }) => [name, detail, ...flat(children)]);
    assert.deepEqual(flat(outlineOf(diagnosis.document)), [
      [
        'apply',
        '(make, key, values=[])  2 constraints',
        ['numbers', '()', ['helper', '(x)  1 constraint']],
        ['other', '(y)'],
      ],
    ]);
  });

  it('folds the header and every function that has lines below', () => {
    assert.deepEqual(
      foldableOf(diagnosis.document).map((range) => slice(range).split('\n')[0]),
      [
        'What everything is about.',
        'apply(make, key, values=[]): calls what make gives',
        'numbers(): functions by name',
        'helper(x): does it',
        'other(y): more',
      ],
    );
  });
});

describe('names in a plan', () => {
  it('leads from references and constraints to the definition', () => {
    for (const offset of [at('numbers,'), at('      numbers') + 8, at('numbers():') + 3]) {
      const place = occurrenceAt(diagnosis, offset);
      assert.equal(place?.definition.name.range.start, at('numbers():'));
    }
    assert.equal(occurrenceAt(diagnosis, at("'sqrt'") + 2), undefined);
  });

  it('renames everywhere but inside text', () => {
    const edits = renameAt(diagnosis, at('numbers():'), 'by_name');
    assert.ok(edits.ok);
    const renamed = applyEdits(text, edits.value);
    assert.equal(renamed.match(/by_name/g)?.length, 4);
    assert.ok(renamed.includes("'numbers' -> 'numbers'"));
    assert.deepEqual(diagnose(renamed).diagnostics, diagnosis.diagnostics);
  });

  it('refuses names that are taken or are none', () => {
    const reasons = ['helper', 'a b', '1x', ''].map((name) => {
      const edits = renameAt(diagnosis, at('numbers():'), name);
      return edits.ok ? '' : edits.error.reason;
    });
    assert.deepEqual(reasons, ['name-taken', 'invalid-name', 'invalid-name', 'invalid-name']);
    assert.equal(renameAt(diagnosis, at('does it'), 'x').ok, false);
  });

  it('knows all places of a helper that two branches share', () => {
    const place = occurrenceAt(diagnosis, at('helper(x)'))!;
    assert.deepEqual(
      placesOf(diagnosis, place.definition).map(({ kind }) => kind),
      ['definition', 'reference'],
    );
  });
});

describe('what a plan says about a function', () => {
  const signatureOf = (source: string): string =>
    inferredSignature(diagnose(source).document.definitions[0]!);

  it('infers types from constraints', () => {
    assert.equal(signatureOf("f(s): f\n'a' -> 'b'"), 'f(s: str) -> str');
    assert.equal(
      signatureOf('f(a, b=2): f\n[1, 2] -> 2.5\n[3] -> 1'),
      'f(a: list[int], b: int = 2) -> float',
    );
    assert.equal(
      signatureOf("f(x): f\n1 -> None\n'a' -> {'k': 1}"),
      'f(x: int | str) -> None | dict',
    );
    assert.equal(
      signatureOf('f(x, y): f\n[], (1, 2) -> {1, 2}\n[[1]], (3,) -> set()'),
      'f(x: list[list[int]], y: tuple) -> set[int]',
    );
    assert.equal(signatureOf('f(x: float): f\n1 -> 2'), 'f(x: float) -> int');
    assert.equal(signatureOf('f(g): f\n(lambda x: x) -> True'), 'f(g: Callable) -> bool');
    assert.equal(signatureOf('f(g): f\nopen(1), 3 -> g(2)'), 'f(g)');
  });

  it('says how it is judged and with whom it is solved', () => {
    const facts = factsAt(diagnosis, at('    helper', at('other')) + 5);
    assert.equal(facts?.signature, 'helper(x: str) -> str');
    assert.equal(facts.description, 'does it');
    assert.deepEqual(facts.notes, [
      '1 constraint.',
      'Calls `numbers`.',
      'Solved together with `apply`, `numbers`, `other`.',
    ]);
    assert.equal(factsAt(diagnosis, at('calls what')), undefined);
  });
});

describe('completion in a plan', () => {
  const labels = (source: string): readonly string[] => {
    const offset = source.indexOf('^');
    return completionsAt(diagnose(source.replace('^', '')), offset).map(({ label }) => label);
  };

  it('proposes functions in scope, nearest first, on a line of their own', () => {
    const source = 'root(x): r\n  a(x): a\n    b(x): b\n  c(x): c\n    ^\n';
    assert.deepEqual(labels(source), ['c', 'a', 'root', 'b']);
    assert.deepEqual(labels('root(x): r\n  a(x): a\n  ro^'), ['root']);
  });

  it('proposes functions as values, and what a constraint can end with', () => {
    assert.deepEqual(labels('root(f): r\nro^ -> 1'), ['root']);
    assert.deepEqual(labels('root(f): r\n1, ro^ -> 1'), ['root']);
    assert.deepEqual(labels('root(f): r\n1 -> ^'), ['raises', 'root']);
    assert.deepEqual(labels("root(f): r\n'ro^"), []);
  });

  it('proposes languages after the tag, and nothing in descriptions and headers', () => {
    assert.ok(labels('# language: ^').includes('typescript'));
    assert.deepEqual(labels('root(f): says ^'), []);
    assert.deepEqual(labels('some ^ text\n#*#*#\nroot(f): r'), []);
  });
});

describe('lenses and languages of a plan', () => {
  it('offers to grow the plan and each function, but no faulty plan', () => {
    assert.deepEqual(
      lensesOf(diagnosis).map(({ kind, name }) => `${kind} ${name}`),
      ['grow-plan apply', 'grow-function numbers', 'grow-function helper', 'grow-function other'],
    );
    assert.deepEqual(lensesOf(diagnose('f(x): f\n  unknown')), []);
  });

  it('tells plans from Scheme', () => {
    assert.ok(looksLikePlan(text));
    assert.ok(looksLikePlan('f(x): does it\n1 -> 2\n'));
    assert.ok(!looksLikePlan('(define (f x)\n  (+ x 1))\n'));
    assert.ok(!looksLikePlan(';; a comment\n(display "f(x): y")\n'));
    assert.ok(!looksLikePlan('#lang racket\n(define x 1)\n'));
    assert.ok(!looksLikePlan(''));
  });
});
