import assert from 'node:assert/strict';
import { applyEdits } from '../../support/apply-edits.ts';
import { diagnose } from '../../../src/core/plan/diagnose.ts';
import type { PlanDiagnosticCode } from '../../../src/core/plan/diagnostic.ts';

interface Case {
  readonly code: PlanDiagnosticCode;
  readonly text: string;
  /** The text that the diagnostic points at. */
  readonly at: string;
  readonly says: RegExp;
  /** The text after the first fix, where there is one. */
  readonly fixed?: string;
}

const cases: readonly Case[] = [
  {
    code: 'missing-signature',
    text: 'Takes a board and returns the next one\n[0], 1 -> [1]',
    at: 'Takes a board and returns the next one',
    says: /no name and arguments/,
    fixed: 'board_next_one(value1, value2): Takes a board and returns the next one\n[0], 1 -> [1]',
  },
  {
    code: 'missing-colon',
    text: 'f(x) returns x',
    at: 'f(x)',
    says: /`:` is missing/,
    fixed: 'f(x): returns x',
  },
  { code: 'missing-colon', text: 'f(x): f\n  g()', at: 'g()', says: /write its name alone/ },
  {
    code: 'unclosed-bracket',
    text: 'f(x, y: adds',
    at: '(',
    says: /write `\)` before/,
    fixed: 'f(x, y): adds',
  },
  { code: 'unclosed-bracket', text: 'f(x): f\n[1, 2 -> 3', at: '[', says: /not closed/ },
  { code: 'unclosed-bracket', text: 'f(x): f\n1 -> 3]', at: ']', says: /Nothing opens/ },
  { code: 'unclosed-quote', text: "f(x): f\n'a -> 3", at: "'a -> 3", says: /not closed/ },
  { code: 'unreadable-line', text: 'f(x): f\n  ?!', at: '?!', says: /no line of a plan/ },
  { code: 'unreadable-line', text: 'f(x): f\n1 -> 2 -> 3', at: '->', says: /one `->`/ },
  { code: 'stray-continuation', text: 'f(x): f\n1 -> 1\n| more', at: '| more', says: /directly/ },
  {
    code: 'bad-parameter',
    text: 'f(p q: Prop): f',
    at: 'p q',
    says: /Separate arguments by commas/,
    fixed: 'f(p: Prop, q: Prop): f',
  },
  { code: 'bad-parameter', text: 'f(1x): f', at: '1x', says: /not a name/ },
  { code: 'bad-parameter', text: 'f(a,, b): f', at: ',', says: /missing here/ },
  { code: 'duplicate-parameter', text: 'f(a, a): f', at: 'a', says: /already/ },
  { code: 'missing-description', text: 'f(a):', at: 'f', says: /Say after the `:`/ },
  { code: 'unknown-language', text: '# language: lean\nf(x): f', at: 'lean', says: /`python`/ },
  {
    code: 'constraint-indentation',
    text: 'f(x): f\n  1 -> 1',
    at: '  ',
    says: /indentation of its definition/,
    fixed: 'f(x): f\n1 -> 1',
  },
  { code: 'orphan-constraint', text: '1 -> 1\nf(x): f', at: '1 -> 1', says: /no function/ },
  { code: 'constraint-without-output', text: 'f(x): f\n1 ->', at: '1 ->', says: /no result/ },
  {
    code: 'constraint-cannot-run',
    text: 'f(): f\n-> executable',
    at: '-> executable',
    says: /simulator/,
  },
  {
    code: 'constraint-cannot-run',
    text: 'f(x): f\nhello -> 1',
    at: 'hello -> 1',
    says: /nothing defines `hello`.*quotes/,
  },
  {
    code: 'proof-constraint',
    text: 'f(p): f\nshow (p ∧ p → p)',
    at: 'show (p ∧ p → p)',
    says: /states a theorem/,
  },
  { code: 'argument-count', text: 'f(x, y=1): f\n1, 2, 3 -> 1', at: '1, 2, 3', says: /1 to 2/ },
  { code: 'argument-count', text: 'f(x): f\n-> 1', at: '-> 1', says: /gives 0/ },
  { code: 'repeated-constraint', text: 'f(x): f\n1 -> 1\n1 -> 1', at: '1 -> 1', says: /twice/ },
  {
    code: 'contradicting-constraint',
    text: 'f(x): f\n1 -> 1\n1 -> 2',
    at: '1 -> 2',
    says: /another result above/,
  },
  { code: 'no-root', text: '# nothing yet\n', at: '', says: /starts with its root/ },
  { code: 'second-root', text: 'f(x): f\ng(x): g', at: 'g', says: /`f` is it/ },
  {
    code: 'inconsistent-indentation',
    text: 'f(x): f\n    g(x): g\n  h(x): h',
    at: '  ',
    says: /indent them alike/,
    fixed: 'f(x): f\n    g(x): g\n    h(x): h',
  },
  {
    code: 'unknown-name',
    text: 'f(x): f\n  sort_list(x): s\n  sortlist',
    at: 'sortlist',
    says: /Is `sort_list` meant/,
    fixed: 'f(x): f\n  sort_list(x): s\n  sort_list',
  },
  {
    code: 'unknown-name',
    text: 'f(x): f\n  unheard',
    at: 'unheard',
    says: /Define it/,
    fixed: 'f(x): f\n  unheard(): ',
  },
  {
    code: 'ambiguous-name',
    text: 'f(x): f\n  a(x): a\n    h(x): h\n  b(x): b\n    h(x): h\n  c(x): c\n    h',
    at: 'h',
    says: /defined 2 times/,
  },
  {
    code: 'duplicate-definition',
    text: 'f(x): f\n  g(x): g\n  g(x): again',
    at: 'g',
    says: /defined here already/,
    fixed: 'f(x): f\n  g(x): g\n  g',
  },
  {
    code: 'shadowed-name',
    text: 'f(x): f\n  g(x): g\n    f(x): inner',
    at: 'f',
    says: /written as `g_f`/,
  },
  {
    code: 'renamed-function',
    text: 'f(x): f\n  a(x): a\n    h(x): h\n  b(x): b\n    h(x): h',
    at: 'h',
    says: /written as `b_h`/,
  },
  { code: 'redundant-reference', text: 'f(x): f\n  g(x): g\n  g', at: 'g', says: /nothing new/ },
];

describe('diagnostics of a plan', () => {
  for (const { code, text, at, says, fixed } of cases) {
    it(`${code}: ${JSON.stringify(text)}`, () => {
      const found = diagnose(text).diagnostics.find((diagnostic) => diagnostic.code === code);
      assert.ok(found, `got ${JSON.stringify(diagnose(text).diagnostics)}`);
      assert.equal(text.slice(found.range.start, found.range.end), at);
      assert.match(found.message, says);
      if (fixed === undefined) return;
      const [fix] = found.fixes ?? [];
      assert.ok(fix, 'has a fix');
      const after = applyEdits(text, fix.edits);
      assert.equal(after, fixed);
      assert.ok(!diagnose(after).diagnostics.some((diagnostic) => diagnostic.code === code));
    });
  }

  it('covers every code', () => {
    const covered = new Set(cases.map((one) => one.code));
    const all: Record<PlanDiagnosticCode, true> = {
      'missing-signature': true,
      'missing-colon': true,
      'unclosed-bracket': true,
      'unclosed-quote': true,
      'unreadable-line': true,
      'stray-continuation': true,
      'bad-parameter': true,
      'duplicate-parameter': true,
      'missing-description': true,
      'unknown-language': true,
      'constraint-indentation': true,
      'orphan-constraint': true,
      'constraint-without-output': true,
      'constraint-cannot-run': true,
      'proof-constraint': true,
      'argument-count': true,
      'repeated-constraint': true,
      'contradicting-constraint': true,
      'no-root': true,
      'second-root': true,
      'inconsistent-indentation': true,
      'unknown-name': true,
      'ambiguous-name': true,
      'duplicate-definition': true,
      'shadowed-name': true,
      'renamed-function': true,
      'redundant-reference': true,
    };
    assert.deepEqual([...covered].sort(), Object.keys(all).sort());
  });

  it('has nothing to say about a sound plan', () => {
    const text = [
      'root(x, *, key=None): r',
      '1, key=2 -> [1]  # fine',
      '  add(a: int, b: int = 0) -> int: adds',
      '  1 -> 1',
      "  1, 2 -> '3'",
      '  (lambda x: y), 2 -> 3',
      '  root, 2 -> math.inf',
    ].join('\n');
    assert.deepEqual(diagnose(text).diagnostics, []);
  });
});
