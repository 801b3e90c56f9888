import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { screenshot, workbench } from '../../bridge.ts';
import {
  endedRun,
  forgetModel,
  tidyUp,
  useModel,
  workspaceFile,
} from '../../support/editor-session.ts';
import { expectLens, expectMessage, expectStatus } from '../../support/expect.ts';
import { ScriptedModel, type Knowledge } from '../../support/scripted-model.ts';
import { until } from '../../until.ts';

const source = `def half(n: int) -> int:
    """Return half of n, as a whole number."""
    raise NotImplementedError
`;

/** Two readings, sampled equally often, and no test that tells them apart. */
const book: Readonly<Record<string, Knowledge>> = {
  half: {
    divided: 'def half(n: int) -> int:\n    return n // 2\n',
    samples: [
      'def half(n: int) -> int:\n    return (n + 1) // 2\n',
      'def half(n: int) -> int:\n    return n >> 1\n',
      'def half(n: int) -> int:\n    return -(-n // 2)\n',
    ],
    tests: 'assert half(0) == 0\nassert half(2) == 1\nassert half(10) == 5\n',
    probes: 'half(0)\nhalf(1)\nhalf(2)\nhalf(3)\nhalf(7)\nhalf(10)\nhalf(-3)\n',
  },
};

describe('a specification that can be read in two ways', () => {
  const model = new ScriptedModel(book);
  const uri = workspaceFile('python/half.py');

  before(async () => {
    await vscode.workspace.fs.writeFile(uri, Buffer.from(source));
    await useModel(model);
  });
  after(async () => {
    await forgetModel(model);
    await vscode.workspace.fs.delete(uri);
  });
  afterEach(tidyUp);

  it('is put to the user, whose answer decides', async () => {
    await vscode.window.showTextDocument(uri);
    const done = vscode.commands.executeCommand('coppice.grow');
    await expectLens(/Which result is right\?/);
    await expectStatus(/half: which result is right\?/);
    const buttons = await expectMessage(/half can be read in two ways\. What should half\(/);
    assert.deepEqual(buttons, ['Choose…']);
    await workbench.clickCodeLens('Which result is right?');
    const pick = await until(
      'the choice',
      () => workbench.quickInput(),
      (found) => (found?.items.length ?? 0) >= 4,
    );
    for (const theme of ['light', 'high-contrast', 'dark'] as const) {
      await screenshot('question', { theme });
    }
    const input = Number(/^What should half\((-?\d+)\) give\?$/.exec(pick?.title ?? '')?.[1]);
    const up = String(Math.ceil(input / 2));
    await workbench.pickQuickItem(up);
    await done;
    const run = await endedRun();
    assert.equal(run.result?.state, 'solved', run.result?.message);
    const [target] = run.solution?.functions ?? [];
    const [node] = run.view?.nodes.values() ?? [];
    assert.match(
      target?.candidate.code ?? '',
      /\(n \+ 1\)|-\(-n/,
      JSON.stringify({ question: pick, answer: up, scores: node?.scores, notes: node?.notes }),
    );
  });
});
