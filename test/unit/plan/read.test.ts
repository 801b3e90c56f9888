import assert from 'node:assert/strict';
import { diagnose } from '../../../src/core/plan/diagnose.ts';
import { components } from '../../../src/core/plan/graph.ts';
import { planAsFarAsRead } from '../../../src/core/plan/plan-of.ts';
import { formatPlan } from '../../../src/core/plan/print.ts';
import { signatureOfContract } from '../../../src/core/plan/print-line.ts';

function read(text: string) {
  const diagnosis = diagnose(text);
  const source = planAsFarAsRead(diagnosis);
  return {
    codes: diagnosis.diagnostics.map((diagnostic) => diagnostic.code),
    source,
    names: [...source.plan.functions.keys()],
    contract: (name: string) => source.plan.functions.get(name)!.contract,
    calls: (name: string) => source.plan.functions.get(name)!.calls,
    examples: (name: string) =>
      source.plan.functions
        .get(name)!
        .contract.examples.map(({ call, expectation }) => [
          call,
          expectation.kind === 'equals' ? expectation.expected : expectation,
        ]),
  };
}

describe('reading a plan', () => {
  it('takes indentation as the call hierarchy, and constraints at their definition', () => {
    const { codes, source, calls, examples } = read(
      [
        'An environment is a dictionary.',
        '#*#*#',
        'root(a, b=[1, 2]) -> total: adds: all of it',
        '1, [2] -> 3',
        '    leaf(x): one',
        '    "a -> b" -> 1',
        '        root',
        '    other(): two',
        '2, [] -> 2',
      ].join('\n'),
    );
    assert.deepEqual(codes, []);
    assert.deepEqual(source.header, ['An environment is a dictionary.']);
    assert.equal(source.plan.root, 'root');
    assert.deepEqual(calls('root'), ['leaf', 'other']);
    assert.deepEqual(calls('leaf'), ['root']);
    assert.deepEqual(examples('root'), [
      ['root(1, [2])', '3'],
      ['root(2, [])', '2'],
    ]);
    assert.deepEqual(examples('leaf'), [['leaf("a -> b")', '1']]);
  });

  it('reads constraints that start with a negative number', () => {
    const { codes, examples } = read('f(n): f\n-1 -> 1\n-1.5 -> -2\n(-1) -> -3');
    assert.deepEqual(codes, []);
    assert.deepEqual(examples('f'), [
      ['f(-1)', '1'],
      ['f(-1.5)', '-2'],
      ['f((-1))', '-3'],
    ]);
  });

  it('keeps brackets, quotes and commas inside arguments together', () => {
    const { contract } = read("f(a=['x', 'y: z'], b: dict[str, int] = {'k': 1}) -> (p, q): does");
    assert.deepEqual(contract('f').parameters, [
      { name: 'a', kind: 'positional', default: "['x', 'y: z']" },
      { name: 'b', kind: 'positional', type: 'dict[str, int]', default: "{'k': 1}" },
    ]);
    assert.equal(contract('f').returns, '(p, q)');
  });

  it('reads types, modifiers, several lines of description and a language', () => {
    const { codes, source, contract } = read(
      [
        '# language: typescript',
        'async load(urls: Map<string, number>, ...rest: string[]) -> Promise<void>: loads',
        '  | all of them',
        '  |',
        '  | and more',
        '  *evens(n: number): yields',
      ].join('\n'),
    );
    assert.deepEqual(codes, []);
    assert.equal(source.language, 'typescript');
    assert.equal(
      signatureOfContract(contract('load')),
      'async load(urls: Map<string, number>, *rest: string[]) -> Promise<void>',
    );
    assert.equal(contract('load').description, 'loads\nall of them\n\nand more');
    assert.equal(contract('evens').generator, true);
  });

  it('reads constraints about exceptions, tolerances, whole calls and properties', () => {
    const { codes, contract } = read(
      [
        'f(x): f',
        '0 -> raises ValueError',
        '3 -> 0.333 within 1e-3',
        '>>> Shape(2).f(3) -> 6',
        'holds stays sorted: for n in range(3):',
        '  |     assert f(n) == n',
      ].join('\n'),
    );
    assert.deepEqual(codes, []);
    assert.deepEqual(
      contract('f').examples.map((test) => [test.call, test.expectation]),
      [
        ['f(0)', { kind: 'throws', exception: 'ValueError' }],
        ['f(3)', { kind: 'equals', expected: '0.333', tolerance: 0.001, orPrinted: true }],
        ['Shape(2).f(3)', { kind: 'equals', expected: '6', orPrinted: true }],
        ['stays sorted', { kind: 'holds', assertion: 'for n in range(3):\n    assert f(n) == n' }],
      ],
    );
  });

  it('keeps functions of the same name in different branches apart', () => {
    const { codes, names, calls, contract } = read(
      ['root(x): r', '  a(x): a', '    help(x): of a', '  b(x): b', '    help(x): of b'].join('\n'),
    );
    assert.deepEqual(codes, ['renamed-function']);
    assert.deepEqual(names, ['root', 'a', 'b', 'help', 'b_help']);
    assert.deepEqual([calls('a'), calls('b')], [['help'], ['b_help']]);
    assert.equal(contract('b_help').description, 'of b');
  });

  it('lets a helper be named across branches where only one has that name', () => {
    const { codes, calls } = read(
      ['root(x): r', '  a(x): a', '    help(x): h', '  b(x): b', '    help'].join('\n'),
    );
    assert.deepEqual(codes, []);
    assert.deepEqual(calls('b'), ['help']);
  });

  it('resolves names from the inside out', () => {
    const { calls } = read(
      [
        'root(x): r',
        '  f(x): outer',
        '  g(x): g',
        '    f(x): inner',
        '      leaf(x): l',
        '        f',
      ].join('\n'),
    );
    assert.deepEqual(calls('leaf'), ['g_f']);
  });

  it('joins a function without examples to its callers, and no others', () => {
    const list = components(
      read(
        [
          'root(x): r',
          '1 -> 1',
          '  free(x): no example',
          '    bound(x): has one',
          '    2 -> 2',
          '      root',
        ].join('\n'),
      ).source.plan,
    );
    assert.deepEqual(
      list.map((component) => component.members),
      [['root', 'free', 'bound']],
    );
    const apart = components(read('root(x): r\n1 -> 1\n  leaf(x): l\n  1 -> 1').source.plan);
    assert.deepEqual(apart, [
      { members: ['root'], needs: [1] },
      { members: ['leaf'], needs: [] },
    ]);
  });
});

describe('formatting a plan', () => {
  it('keeps comments, collapses blank lines and indents by level', () => {
    const text = [
      '',
      'root( a,b = 1 )->  int :does it',
      '# about the example',
      '1,2  ->3  # why',
      '',
      '',
      '\t# about leaf',
      '\tleaf( x ): leaf',
      '\t\t root   # again',
    ].join('\r\n');
    assert.equal(
      formatPlan(text),
      [
        'root(a, b=1) -> int: does it',
        '# about the example',
        '1, 2 -> 3  # why',
        '',
        '  # about leaf',
        '  leaf(x): leaf',
        '    root  # again',
        '',
      ].join('\n'),
    );
  });

  it('leaves the words of a faulty line as they are', () => {
    const text = 'f(a, b: takes both\n  nonsense, here\n  g(x) returns\n';
    assert.deepEqual(
      formatPlan(text).replace(/\s+/g, ' ').trim(),
      text.replace(/\s+/g, ' ').trim(),
    );
  });
});
