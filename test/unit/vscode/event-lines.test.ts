import assert from 'node:assert/strict';
import type { ProgramRun } from '../../../src/core/engine/effects.ts';
import type { CheckResult } from '../../../src/core/ports.ts';
import { endLine, ProgramLines, runnerLine } from '../../../src/vscode/terminal/event-lines.ts';
import { fitted, green, join, plain } from '../../../src/vscode/terminal/styled.ts';
import { candidate, emptyResult, node, result, view } from './views.ts';

const colours = /\u001b\[\d+m/g;
const live = view([node('f', { candidates: [candidate('a'), candidate('b')] })]);

const passed: CheckResult = { outcome: { kind: 'value', value: '1', ms: 2 }, passed: true };
const failed: CheckResult = {
  outcome: { kind: 'exception', type: 'ValueError', message: 'no\u001b[2Jway', ms: 1 },
  passed: false,
};

function programRun(program: string, results: readonly CheckResult[], programs = 1): ProgramRun {
  return {
    action: 'f:run#1',
    node: 'f',
    program,
    results,
    request: {
      language: 'python',
      programs: Array.from({ length: programs }, (_, index) => ({
        id: String(index),
        source: '',
        entry: 'f',
      })),
      checks: results.map((_, index) => ({ id: String(index), call: `f(${index})` })),
    },
  };
}

function shown(lines: ProgramLines, event: ProgramRun): string | undefined {
  return lines.next(event, live)?.replace(colours, '').replace(/ +/g, ' ');
}

describe('a line that must fit', () => {
  it('is cut by what is seen, not by its colours', () => {
    assert.equal(fitted(join([green('abc'), plain('def')]), 4).replace(colours, ''), 'abcd');
    assert.equal(
      fitted(join([green('abc'), plain('def')]), 40),
      join([green('abc'), plain('def')]),
    );
    assert.equal(fitted(plain('🌱🌱🌱'), 2), '🌱🌱');
  });
});

describe('the lines of the terminal', () => {
  it('give a candidate a line with its name in the tree', () => {
    const lines = new ProgramLines();
    assert.equal(shown(lines, programRun('b', [passed, passed])), 'f candidate 2 ✓ 2/2 tests 4 ms');
  });

  it('show the first failure, with nothing in it that steers a terminal', () => {
    const line = new ProgramLines().next(programRun('a', [passed, failed]), live) ?? '';
    assert.match(line, /✗ 1\/2 tests/);
    assert.match(line, /f\(1\) → ValueError: noway/);
    assert.doesNotMatch(line.replace(colours, ''), /\u001b/);
  });

  it('put all mutants of a request into one line', () => {
    const lines = new ProgramLines();
    assert.equal(shown(lines, programRun('m-1', [failed], 3)), undefined);
    assert.equal(shown(lines, programRun('m-2', [passed], 3)), undefined);
    assert.equal(shown(lines, programRun('m-3', [failed], 3)), 'f 3 mutants the tests find 2 of 3');
    assert.equal(shown(lines, programRun('m-4', [failed], 1)), 'f 1 mutant the tests find 1 of 1');
  });

  it('show the exact command that the sandbox runs, as a shell would read it', () => {
    const line = runnerLine({
      kind: 'server',
      language: 'python',
      tier: 'bubblewrap',
      command: ['/usr/bin/bwrap', '--setenv', 'A', "it's"],
    });
    assert.equal(
      line?.replace(colours, ''),
      "sandbox bubblewrap, python: /usr/bin/bwrap --setenv A 'it'\\''s'",
    );
  });

  it('end with the verdict and what to do', () => {
    assert.equal(endLine(result()).replace(colours, ''), '✓ Proven: 9 of 11 agree, 12/12 tests');
    const none = emptyResult({ state: 'failed', message: 'No key. Set one.' });
    assert.equal(endLine(none).replace(colours, ''), '✗ No key. Set one.');
  });
});
