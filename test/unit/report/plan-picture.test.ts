import assert from 'node:assert/strict';
import type { Plan } from '../../../src/core/contract.ts';
import { boxHeight, boxWidth, planPicture } from '../../../src/core/report/plan-picture.ts';
import type { PlanBox } from '../../../src/core/report/report.ts';
import { contract, node, view } from '../vscode/views.ts';

function overlap(a: PlanBox, b: PlanBox): boolean {
  return Math.abs(a.x - b.x) < boxWidth && Math.abs(a.y - b.y) < boxHeight;
}

describe('the picture of a plan', () => {
  it('shows a shared helper once, to the right of all that call it', () => {
    const picture = planPicture(
      view([
        node('f', { children: ['f/a', 'f/b'], state: 'running' }),
        node('f/a', { children: ['f/a/c'], state: 'solved', accepted: false }),
        node('f/b', { children: ['f/b/c'] }),
        node('f/a/c', { children: [] }),
        node('f/b/c', { sharedWith: 'f/a/c' }),
      ]),
    );
    assert.deepEqual(
      picture.boxes.map(({ name, callers, calls }) => [name, callers, calls]),
      [
        ['f', [], ['a', 'b']],
        ['a', ['f'], ['c']],
        ['b', ['f'], ['c']],
        ['c', ['a', 'b'], []],
      ],
    );
    assert.deepEqual(
      picture.arrows.map(({ from, to, kind }) => [from, to, kind]),
      [
        ['f', 'f/a', 'calls'],
        ['f', 'f/b', 'calls'],
        ['f/a', 'f/a/c', 'shared'],
        ['f/b', 'f/a/c', 'shared'],
      ],
    );
    const [f, a, , c] = picture.boxes;
    assert.ok(f!.x < a!.x && a!.x < c!.x);
    assert.deepEqual([a!.state, a!.doubtful, f!.doubtful], ['solved', true, false]);
  });

  it('draws recursion back, where the plan of the solution knows it', () => {
    const plan: Plan = {
      root: 'f',
      functions: new Map([
        ['f', { contract: contract('f'), calls: ['a', 'f'] }],
        ['a', { contract: contract('a'), calls: ['f'] }],
      ]),
    };
    const { arrows } = planPicture(view([node('f', { children: ['f/a'] }), node('f/a')]), plan);
    assert.deepEqual(
      arrows.map(({ from, to, kind }) => [from, to, kind]),
      [
        ['f', 'f/a', 'calls'],
        ['f', 'f', 'back'],
        ['f/a', 'f', 'back'],
      ],
    );
  });

  it('puts no box on another, and all inside', () => {
    const children = ['a', 'b', 'c', 'd'].map((name) => `f/${name}`);
    const picture = planPicture(
      view([
        node('f', { children }),
        node('f/a', { children: ['f/a/x', 'f/a/y'] }),
        node('f/a/x', { children: ['f/a/x/z'] }),
        node('f/a/x/z'),
        node('f/a/y'),
        node('f/b', { children: ['f/b/y'] }),
        node('f/b/y', { sharedWith: 'f/a/y' }),
        node('f/c', { children: ['f/c/d'] }),
        node('f/c/d', { sharedWith: 'f/d' }),
        node('f/d'),
      ]),
    );
    assert.equal(picture.boxes.length, 8);
    picture.boxes.forEach((box, index) => {
      assert.ok(box.x + boxWidth <= picture.width && box.y + boxHeight <= picture.height);
      for (const other of picture.boxes.slice(index + 1)) {
        assert.ok(!overlap(box, other), `${box.name} and ${other.name}`);
      }
    });
  });

  it('is there before the first function is', () => {
    assert.deepEqual(planPicture(view([])).boxes, []);
  });
});
