import assert from 'node:assert/strict';
import type { Probe, Test } from '../../../src/core/check.ts';
import type { MatrixColumn } from '../../../src/core/view/event.ts';
import type { NodeView } from '../../../src/core/view/view.ts';
import type { CheckResult } from '../../../src/core/ports.ts';
import type { Outcome } from '../../../src/core/outcome.ts';
import { functionReport } from '../../../src/core/report/function-report.ts';
import { reportQuestion } from '../../../src/core/report/report-question.ts';
import { candidate, node, score } from '../vscode/views.ts';

const probe = (call: string): Probe => ({ id: call, call });
const test = (call: string, expected: string, source: Test['source'] = 'generated'): Test => ({
  id: `${source}-${call}`,
  call,
  source,
  expectation: { kind: 'equals', expected },
});
const value = (text: string): Outcome => ({ kind: 'value', value: text, ms: 1 });
const gave = (text: string, passed?: boolean): CheckResult => ({
  outcome: value(text),
  ...(passed !== undefined && { passed }),
});
const raised: Outcome = { kind: 'exception', type: 'KeyError', message: '"x"', ms: 1 };

function withMatrix(
  columns: readonly MatrixColumn[],
  rows: Readonly<Record<string, readonly CheckResult[]>>,
  more: Partial<NodeView> = {},
): NodeView {
  const ids = Object.keys(rows);
  return node('f', {
    candidates: ids.map((id) => candidate(id)),
    scores: ids.map((id) => score(id)),
    matrix: { columns, rows: new Map(Object.entries(rows)) },
    ...more,
  });
}

describe('the report of a function', () => {
  it('puts candidates that behave alike together, the chosen ones first', () => {
    const made = withMatrix(
      [{ check: probe('f(1)') }, { check: probe('f(2)') }],
      {
        a: [gave('1'), gave('1')],
        b: [gave('2'), gave('1')],
        c: [gave('1'), gave('1')],
        d: [gave('2'), gave('1')],
      },
      { selected: 'd' },
    );
    const { clusters, contents } = functionReport(made, 'python');
    assert.deepEqual(
      clusters.map(({ letter, standing, rows }) => [
        letter,
        standing,
        rows.map(({ number }) => number),
      ]),
      [
        ['A', 'chosen', [4, 2]],
        ['B', 'close', [1, 3]],
      ],
    );
    const [, second] = clusters;
    const cells = second!.rows[0]!.cells.map((index) => contents[index]);
    assert.deepEqual(
      cells.map((cell) => [cell?.letter, cell?.usual, cell?.text]),
      [
        ['B', false, '1'],
        ['A', true, '1'],
      ],
      'a letter says who gave the same first',
    );
  });

  it('orders checks by what they are worth and says how strong each is', () => {
    const made = withMatrix(
      [
        { check: probe('f([])') },
        { check: test('f("a")', '3'), withheld: 'no-mutant-fails' },
        { check: test('f("b")', '4'), strength: { stub: true, mutants: 12, failed: 9 } },
        { check: test('f("c")', '5', 'user') },
      ],
      { a: [gave('1'), gave('3', true), gave('4', true), gave('6', false)] },
    );
    const { columns, clusters, contents } = functionReport(made, 'python');
    assert.deepEqual(
      columns.map(({ group, short, wanted, source, strength, passed }) => [
        group,
        short,
        wanted,
        source,
        strength,
        passed,
      ]),
      [
        ['trusted', '"c"', '5', 'your answer', undefined, 0],
        [
          'generated',
          '"b"',
          '4',
          'generated',
          { text: 'Fails on the empty body and 9 of 12 mutants.', share: 0.75 },
          1,
        ],
        [
          'withheld',
          '"a"',
          '3',
          'generated',
          { text: 'No vote: it fails on no mutant.', share: 0 },
          1,
        ],
        ['input', '[]', undefined, undefined, undefined, undefined],
      ],
    );
    const cells = clusters[0]!.rows[0]!.cells.map((index) => contents[index]);
    assert.deepEqual(
      cells.map((cell) => [cell?.passed, cell?.text]),
      [
        [false, '6'],
        [true, '4'],
        [true, '3'],
        [undefined, '1'],
      ],
    );
  });

  it('says of every outcome what happened', () => {
    const outcomes: readonly Outcome[] = [
      raised,
      { kind: 'timeout', ms: 9 },
      { kind: 'crash', detail: 'signal 9', ms: 9 },
      { kind: 'refused', detail: 'no', ms: 1 },
      { kind: 'unencodable', detail: 'too big', ms: 1 },
      { kind: 'skipped', detail: 'It was not run.', ms: 0 },
    ];
    const made = withMatrix(
      outcomes.map((_, index) => ({ check: probe(`f(${index})`) })),
      { a: outcomes.map((outcome) => ({ outcome })) },
    );
    const { clusters, contents } = functionReport(made, 'python');
    assert.deepEqual(
      clusters[0]!.rows[0]!.cells.map((index) => contents[index]?.kind),
      ['raised', 'timeout', 'crashed', 'refused', 'unshown', undefined],
    );
    assert.equal(contents[0]?.detail, 'it raised KeyError: "x"');
  });

  it('keeps hostile and long texts short and in one direction', () => {
    const hostile = JSON.stringify(`\u202e<img src=x onerror=alert(1)>${'x'.repeat(5000)}`);
    const check = { ...probe(`f(${hostile})`), id: 'probe-1' };
    const made = withMatrix([{ check }], { a: [gave(hostile)] });
    const report = functionReport(made, 'python');
    const text = JSON.stringify(report);
    assert.ok(text.length < 3000, String(text.length));
    assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069]/);
    assert.ok(report.contents[0]!.text.length <= 60);
  });

  it('gives the evidence for the winner and against the others, each sentence once', () => {
    const against = { source: 'trusted-examples', weight: 1, note: 'Trusted example failed.' };
    const made = withMatrix(
      [{ check: probe('f(1)') }],
      { a: [gave('1')], b: [gave('2')] },
      {
        selected: 'a',
        evidence: [{ source: 'agreement', weight: 0.634, note: 'Returns the same as 80 %.' }],
        scores: [
          score('a'),
          score('b', { gate: false, evidence: [against, against] as never, trustedPassed: 0 }),
        ],
      },
    );
    const [winner, loser] = functionReport(made, 'python').clusters;
    assert.deepEqual(winner?.rows[0]?.evidence, [
      { source: 'agreement', title: 'Agreement', note: 'Returns the same as 80 %.', percent: 63 },
    ]);
    assert.ok(loser);
    assert.equal(loser.standing, 'rejected');
    assert.deepEqual(
      loser.rows[0]?.evidence.map(({ note }) => note),
      ['Trusted example failed.'],
    );
    assert.equal(loser.rows[0].score, '9/12');
  });

  it('shows candidates and tests that were not run yet', () => {
    const made = node('f', {
      candidates: [candidate('a'), candidate('b')],
      tests: [test('f(1)', '1', 'docstring')],
    });
    const { clusters, columns } = functionReport(made, 'python');
    assert.equal(columns.length, 1);
    assert.deepEqual(
      clusters.map(({ letter, standing, rows }) => [letter, standing, rows.length]),
      [['', 'waiting', 2]],
    );
    assert.deepEqual(clusters[0]?.rows[0]?.cells, [-1]);
  });

  it('does not claim more than is known where candidates ran in combinations only', () => {
    const made = node('f', {
      candidates: ['a', 'b', 'c'].map((id) => candidate(id)),
      tests: [test('f(1)', '1', 'docstring')],
      scores: [score('b', { trustedTotal: 1, trustedPassed: 1 })],
      selected: 'b',
    });
    const { clusters, columns, contents } = functionReport(made, 'python');
    assert.deepEqual(
      clusters.map(({ letter, standing, rows }) => [
        letter,
        standing,
        rows.map(({ number, cells }) => [number, contents[cells[0]!]?.text]),
      ]),
      [
        ['', 'chosen', [[2, 'passes']]],
        [
          '',
          'untold',
          [
            [1, undefined],
            [3, undefined],
          ],
        ],
      ],
    );
    assert.equal(columns[0]?.passed, undefined);
  });

  it('holds a large run in little: each content once', () => {
    const columns = Array.from({ length: 60 }, (_, at) => ({ check: probe(`f(${at})`) }));
    const rows = Object.fromEntries(
      Array.from({ length: 200 }, (_, at) => [
        `c${at}`,
        columns.map((_, column) => gave(String(column % (1 + (at % 3))))),
      ]),
    );
    const report = functionReport(withMatrix(columns, rows), 'python');
    assert.equal(report.candidates, 200);
    assert.ok(report.contents.length < 12, String(report.contents.length));
    assert.equal(report.clusters.length, 3);
  });

  it('says how many candidates stand behind each reading of a question', () => {
    const made = withMatrix([{ check: probe('f(1)') }], {
      a: [gave('"x"')],
      b: [gave('"y"')],
      c: [{ outcome: raised }],
      d: [gave('"x"')],
    });
    const choices = ["'x'", "'y'", 'it raised KeyError: "x"'].map((shown) => ({
      shown,
      expected: shown,
    }));
    const question = { node: 'f', call: 'f(1)', choices };
    assert.deepEqual(
      reportQuestion(question, made, 'python').choices.map(({ candidates }) => candidates),
      [2, 1, 1],
    );
    assert.deepEqual(
      reportQuestion(question, undefined, 'python').choices.map(({ candidates }) => candidates),
      [undefined, undefined, undefined],
    );
  });
});
