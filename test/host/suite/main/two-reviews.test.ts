import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LiveRun } from '../../../../src/vscode/runs/live-run.ts';
import { workbench } from '../../bridge.ts';
import {
  endedRun,
  forgetModel,
  openAt,
  tidyUp,
  useModel,
  workspaceFile,
} from '../../support/editor-session.ts';
import { expectInput } from '../../support/expect.ts';
import { rightSideOf, rightTextOf } from '../../support/review.ts';
import { ScriptedModel, type Knowledge } from '../../support/scripted-model.ts';
import { until } from '../../until.ts';

const path = 'python/scores.py';
const text = `"""Scores."""


def total(scores: list[int]) -> int:
    """The sum of the even scores.

    >>> total([1, 2, 4])
    6
    """
    # TODO


def best(scores: list[int]) -> int:
    """The largest even score, or 0.

    >>> best([1, 2, 4])
    4
    """
    # TODO


def worst(scores: list[int]) -> int:
    """The least even score, or 0.

    >>> worst([1, 2, 4])
    2
    """
    # TODO
`;

function knowing(name: string, body: string): Knowledge {
  const code = (last: string) => `def ${name}(scores: list[int]) -> int:\n    return ${last}\n\n\n`;
  const stub = `def evens(scores: list[int]) -> list[int]:\n    """Return the even scores."""\n    raise NotImplementedError\n`;
  return { divided: `${code(body)}${stub}`, samples: [code(body)] };
}

describe('two reviews at once', () => {
  const model = new ScriptedModel({
    total: knowing('total', 'sum(evens(scores))'),
    best: knowing('best', 'max(evens(scores), default=0)'),
    worst: knowing('worst', 'min(evens(scores), default=0)'),
    evens: {
      samples: [
        'def evens(scores: list[int]) -> list[int]:\n    return [score for score in scores if score % 2 == 0]\n',
      ],
    },
  });
  let document: vscode.TextDocument;

  before(async () => {
    await vscode.workspace.fs.writeFile(workspaceFile(path), new TextEncoder().encode(text));
    await useModel(model);
  });
  after(async () => {
    await forgetModel(model);
    await vscode.workspace.fs.delete(workspaceFile(path));
  });
  afterEach(tidyUp);

  async function grow(name: string): Promise<LiveRun> {
    ({ document } = await openAt(path, `def ${name}`));
    await vscode.commands.executeCommand('coppice.grow');
    const run = await endedRun();
    assert.equal(run.result?.state, 'solved', run.result?.message);
    assert.equal(run.task.contract.name, name);
    return run;
  }

  async function review(run: LiveRun): Promise<vscode.TextEditor> {
    await vscode.commands.executeCommand('coppice.review', { run: run.key });
    return rightSideOf(run);
  }

  it('keep their choices apart, follow each other, and add a shared helper once', async () => {
    const total = await grow('total');
    const best = await grow('best');
    await review(total);
    const editor = await review(best);
    const at = editor.document.positionAt(editor.document.getText().indexOf('def evens'));
    editor.selection = new vscode.Selection(at, at);
    await workbench.pressKeys('Control+Alt+X');
    await until(
      'the helper left out',
      () => rightTextOf(best),
      (shown) => !shown.includes('def evens'),
    );
    assert.match(rightTextOf(total), /def evens/);

    await vscode.commands.executeCommand('coppice.accept', { run: total.key });
    assert.equal(total.verdict, 'accepted');
    assert.equal(best.verdict, 'pending');
    assert.match(document.getText(), /sum\(evens\(scores\)\)/);
    // The file has the helper now: it is not left out of anything any more.
    await until(
      'the other review to follow',
      () => rightTextOf(best),
      (shown) => /sum\(evens/.test(shown) && /max\(evens/.test(shown) && /def evens/.test(shown),
    );
    await vscode.commands.executeCommand('coppice.accept', { run: best.key });
    assert.equal(best.verdict, 'accepted');
    assert.match(document.getText(), /max\(evens/);
    assert.equal(document.getText().match(/def evens/g)?.length, 1);
  });

  it('of a file that is not in front are accepted by name only', async () => {
    const run = await grow('worst');
    await openAt('python/timetable.py', 'def free_slots');
    const before = document.getText();
    void vscode.commands.executeCommand('coppice.accept');
    await expectInput(/^Accept$/, /^worst$/);
    await workbench.pressKeys('Escape');
    assert.equal(run.verdict, 'pending');
    assert.equal(document.getText(), before);
    const accepted = vscode.commands.executeCommand('coppice.accept');
    await expectInput(/^Accept$/, /^worst$/);
    await workbench.pickQuickItem('worst');
    await accepted;
    assert.equal(run.verdict, 'accepted');
  });
});
