import assert from 'node:assert/strict';
import { runReport } from '../../../src/core/report/run-report.ts';
import { shownRun } from '../../../src/vscode/report/shown-run.ts';
import { candidateDescription } from '../../../src/vscode/tree/node-description.ts';
import type { PlanRun } from '../../../src/vscode/tree/plan-element.ts';
import { candidate, endedRun, node, planRun, result, score, view } from '../vscode/views.ts';

function shown(run: PlanRun, path?: string) {
  const known = run.view ?? view([]);
  const report = runReport({
    view: known,
    language: 'python',
    ...(path !== undefined && { path }),
  });
  return shownRun(run, known, report, { path, question: 1 });
}

describe('the head of the report', () => {
  it('says what the plan view says of a run', () => {
    const ended = view([node('f', { state: 'solved', candidates: [candidate('a')] })], {
      state: 'solved',
      tokens: 1234,
      endedAt: 4400,
    });
    const head = shown(endedRun(result({ view: ended })));
    assert.equal(head.state, 'Proven: 9 of 11 agree, 12/12 tests');
    assert.equal(head.tone, 'passed');
    assert.deepEqual(head.facts, ['1 candidate', '1.2k tokens', '3.4 s']);
    assert.deepEqual([head.canReview, head.canStop], [true, false]);
  });

  it('gives every box a tone and a text', () => {
    const nodes = [
      node('f', { children: ['f/a', 'f/b'], state: 'sampling', wanted: 5 }),
      node('f/a', {
        state: 'solved',
        accepted: false,
        selected: 'x',
        candidates: [candidate('x'), candidate('y')],
        scores: [score('x')],
      }),
      node('f/b'),
    ];
    const { boxes, canStop } = shown(planRun({ view: view(nodes) }));
    assert.deepEqual(
      Object.values(boxes).map(({ tone, text }) => [tone, text]),
      [
        ['working', 'sampling 0/5'],
        ['doubtful', candidateDescription(score('x'), 2)],
        ['planned', 'planned'],
      ],
    );
    assert.equal(canStop, true);
  });

  it('shows one function, without the notes that its tests say already', () => {
    const made = node('f', {
      note: 'Candidates differ on f(\u202e1).',
      notes: ['f(2): No vote: it also passes when the body is empty.', 'Results changed.'],
    });
    const pane = shown(planRun({ view: view([made]) }), 'f').function;
    assert.equal(pane?.signature, 'f(text: str) -> int');
    assert.deepEqual(pane.notes, ['Candidates differ on f(\\u202e1).', 'Results changed.']);
  });
});
