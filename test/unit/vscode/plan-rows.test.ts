import assert from 'node:assert/strict';
import {
  childrenOf,
  idOf,
  parentOf,
  type PlanElement,
  type PlanRun,
} from '../../../src/vscode/tree/plan-element.ts';
import { rowOf } from '../../../src/vscode/tree/plan-row.ts';
import {
  candidate,
  emptyResult,
  endedRun,
  node,
  planRun,
  result,
  score,
  solution,
  view,
} from './views.ts';

const solved = {
  state: 'solved' as const,
  candidates: [candidate('a'), candidate('b')],
  scores: [score('a'), score('b', { gate: false, trustedPassed: 1, agrees: 1 })],
  selected: 'a',
  accepted: true,
  tokens: 1234,
  ms: 3400,
};

const plan = view([
  node('f', { ...solved, children: ['f/g', 'f/h'] }),
  node('f/g', solved),
  node('f/h', { sharedWith: 'f/g' }),
]);
const root: PlanElement = { kind: 'run', run: '1' };

function labels(run: PlanRun, element: PlanElement): readonly string[] {
  return childrenOf(run, element).map((child) => {
    const row = rowOf(run, child, 2000);
    return `${row?.label ?? '?'}: ${row?.description ?? '?'}`;
  });
}

describe('the rows of the plan', () => {
  it('show helpers first and candidates in a row of their own', () => {
    const run = endedRun(result({ view: plan }));
    assert.deepEqual(labels(run, root), [
      'g: 12/12 tests · 2/2 agree · 1.2k tokens · 3.4 s',
      'h: shared',
      '2 candidates: 2 agree',
    ]);
    const g: PlanElement = { kind: 'function', run: '1', path: 'f/g' };
    assert.deepEqual(labels(run, g), [
      'Candidate 1: 12/12 tests · 2/2 agree · selected',
      'Candidate 2: 10/12 tests · 1/2 agree · fails an example',
    ]);
  });

  it('know their parents, which leads every row back to its run', () => {
    const run = endedRun(result({ view: plan }));
    const walk = (element: PlanElement): void => {
      for (const child of childrenOf(run, element)) {
        const parent = parentOf(run, child);
        assert.ok(parent);
        assert.equal(idOf(parent), idOf(element));
        walk(child);
      }
    };
    walk(root);
    assert.equal(parentOf(run, root), undefined);
  });

  it('have ids that differ', () => {
    const run = endedRun(result({ view: plan }));
    const all = (element: PlanElement): readonly string[] => [
      idOf(element),
      ...childrenOf(run, element).flatMap(all),
    ];
    const ids = all(root);
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(ids.length, 8);
  });

  it('tell how a run stands, with tokens and time', () => {
    const live = view([node('f', { state: 'dividing' })], { tokens: 900 });
    assert.equal(
      rowOf(planRun({ view: live }), root, 4500)?.description,
      'splitting · 900 tokens · 3 s',
    );
    const ended = result({ view: { ...plan, endedAt: 3000, tokens: 34_000 } });
    const row = rowOf(endedRun(ended), root, 999_999);
    assert.equal(row?.description, 'Proven: 9 of 11 agree, 12/12 tests · 34k tokens · 2.0 s');
    assert.equal(row.icon.id, 'pass');
    assert.equal(row.context, 'run over waiting steerable comparable');
    assert.equal(
      row.spoken,
      'f, run, waits for your review, Proven: 9 of 11 agree, 12 of 12 tests, 34 thousand tokens, 2.0 seconds',
    );
  });

  it('offer what fits: stopping, judging, going on', () => {
    const contextOf = (run: PlanRun) => rowOf(run, root, 0)?.context;
    assert.equal(contextOf(planRun()), 'run running');
    const question = {
      question: { node: 'f', call: 'f(1)', choices: [] },
      open: () => undefined,
      answer: () => undefined,
    };
    assert.equal(contextOf(planRun({ question })), 'run running asking');
    const best = result({ state: 'paused', solution: solution({ accepted: false }) });
    assert.equal(contextOf(endedRun(best)), 'run over waiting resumable steerable');
    assert.equal(
      contextOf(endedRun(result(), { verdict: 'accepted', isWaiting: false })),
      'run over judged steerable',
    );
  });

  it('show what the user pinned, and offer to take it back', () => {
    const run = endedRun(result({ view: plan }), {
      task: { ...planRun().task, steering: { g: { pinned: candidate('b') } } },
    });
    const g: PlanElement = { kind: 'function', run: '1', path: 'f/g' };
    const row = rowOf(run, g, 0);
    assert.match(row?.description ?? '', /^pinned · /);
    assert.match(row?.context ?? '', /\bsteerable\b.*\bhaspin\b/);
    const [first, second] = childrenOf(run, g).map((child) => rowOf(run, child, 0));
    assert.equal(second?.icon.id, 'pinned');
    assert.equal(
      second.spoken,
      'Candidate 2 of g, pinned, 10 of 12 tests, 1 of 2 agree, fails an example',
    );
    assert.match(second.context, /^candidate pinned\b/);
    assert.doesNotMatch(first?.context ?? '', /pin/);
  });

  it('show what was paid where there are prices', () => {
    const paid = view([node('f', { ...solved, money: 0.01234 })], { tokens: 9, money: 0.5 });
    const run = endedRun(result({ view: { ...paid, endedAt: 2000 } }));
    assert.match(rowOf(run, root, 0)?.description ?? '', / · 9 tokens, cost 0\.5 · /);
    const shown = view([
      node('f', { children: ['f/g'] }),
      node('f/g', { ...solved, money: 0.01234 }),
    ]);
    assert.match(
      labels(endedRun(result({ view: shown })), root)[0] ?? '',
      /^g: 12\/12 tests · 2\/2 agree · 1\.2k tokens, cost 0\.012 · 3\.4 s$/,
    );
  });

  it('do not rely on colour alone: every state has its icon', () => {
    const iconOf = (run: PlanRun) => rowOf(run, root, 0)?.icon.id;
    const failed = emptyResult({ state: 'failed' });
    const icons = [
      iconOf(planRun()),
      iconOf(endedRun(result())),
      iconOf(endedRun(result({ solution: solution({ accepted: false }) }))),
      iconOf(endedRun(failed)),
      iconOf(endedRun(result(), { verdict: 'accepted' })),
      iconOf(endedRun(result(), { verdict: 'rejected' })),
    ];
    assert.equal(new Set(icons).size, icons.length, icons.join(', '));
  });

  it('are there before the run has said anything', () => {
    const row = rowOf(planRun({ view: undefined }), root, 0);
    assert.equal(row?.label, 'f');
    assert.equal(row.description, 'starting');
    assert.equal(row.children, 'expanded', 'it opens by itself only when it is new');
    assert.equal(rowOf(planRun(), { kind: 'function', run: '1', path: 'f/gone' }, 0), undefined);
  });
});
