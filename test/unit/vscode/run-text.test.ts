import assert from 'node:assert/strict';
import { verdictText } from '../../../src/core/engine/verdict-text.ts';
import { progressText, shortProgressText } from '../../../src/vscode/runs/run-text.ts';
import { candidate, emptyResult, node, result, solution, view } from './views.ts';

describe('the text of a run', () => {
  it('tells what the root does before anything else', () => {
    const sampling = { state: 'sampling' as const, wanted: 11 };
    const candidates = ['a', 'b', 'c', 'd'].map((id) => candidate(id));
    assert.equal(progressText(undefined), 'starting');
    assert.equal(progressText(view([])), 'starting');
    assert.equal(progressText(view([node('f', { ...sampling, candidates })])), 'sampling 4/11');
    assert.equal(
      progressText(view([node('f', { state: 'dividing' }), node('f/g', sampling)])),
      'splitting (+1)',
    );
  });

  it('tells how much is thought', () => {
    const thinking = { state: 'sampling' as const, wanted: 5, thinking: 1230 };
    const text = 'sampling 0/5, thinking … 1.2k tokens';
    assert.equal(progressText(view([node('f', thinking)])), text);
  });

  it('names a helper that is at work while the root waits', () => {
    const nodes = [node('f'), node('f/g', { state: 'writing-tests' }), node('f/h')];
    assert.equal(progressText(view(nodes)), 'g: writing tests');
    assert.equal(progressText(view([node('f')])), 'working');
  });

  it('counts functions where they are shown one by one', () => {
    const nodes = [
      node('f'),
      node('f/g', { state: 'solved' }),
      node('f/h', { state: 'sampling' }),
      node('f/h/g', { sharedWith: 'f/g' }),
    ];
    assert.equal(shortProgressText(view(nodes)), '1/3 functions');
    assert.equal(shortProgressText(view([node('f', { state: 'dividing' })])), 'splitting');
  });

  it('gives the verdict in figures', () => {
    assert.equal(verdictText(result()), 'Proven: 9 of 11 agree, 12/12 tests');
    assert.equal(
      verdictText(
        result({
          solution: solution({ agreement: { agrees: 1, of: 1 }, passed: { passed: 0, of: 0 } }),
        }),
      ),
      'Proven: 1 candidate, no tests',
    );
    const alone = solution({ agreement: { agrees: 1, of: 2 }, passed: { passed: 3, of: 3 } });
    assert.equal(verdictText(result({ solution: alone })), 'Proven: 1 candidate, 3/3 tests');
    const split = solution({
      agreement: { agrees: 1, of: 3, share: 0.5 },
      passed: { passed: 3, of: 3 },
    });
    assert.equal(
      verdictText(result({ solution: split })),
      'Proven: agrees on 50 % of inputs, 3/3 tests',
    );
  });

  it('does not call proven what is not', () => {
    const best = solution({ accepted: false, passed: { passed: 3, of: 12 } });
    assert.equal(
      verdictText(result({ state: 'unsolved', solution: best })),
      'Unproven: 9 of 11 agree, 3/12 tests',
    );
    assert.equal(
      verdictText(result({ state: 'paused', solution: best })),
      'Unproven: budget used up, 9 of 11 agree, 3/12 tests',
    );
  });

  it('says why there is nothing', () => {
    assert.equal(verdictText(emptyResult({ state: 'cancelled' })), 'stopped');
    assert.equal(
      verdictText(emptyResult({ state: 'failed', message: 'No server answers. Start it.' })),
      'No server answers',
    );
    assert.equal(verdictText(emptyResult()), 'no candidate');
  });

  it('counts what was planned where nothing was to be sampled', () => {
    const functions = new Map(
      ['f', 'g'].map((name) => [name, { contract: node(name).contract, calls: [] }]),
    );
    const plan = { root: 'f', functions };
    assert.equal(
      verdictText(result({ solution: solution({ functions: [], plan }) })),
      'planned: 2 functions',
    );
  });
});
