import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { screenshot } from '../../bridge.ts';
import {
  endedRun,
  forgetModel,
  tidyUp,
  useModel,
  workspaceFile,
} from '../../support/editor-session.ts';
import { ScriptedModel, type Knowledge } from '../../support/scripted-model.ts';

const source = `def unique(items: list) -> list:
    """Return the items without repetitions, in the order in which they first appear."""
    raise NotImplementedError
`;

/** Most samples agree, and are wrong: they sort. The tests are written from the description. */
const book: Readonly<Record<string, Knowledge>> = {
  unique: {
    divided: 'def unique(items: list) -> list:\n    return sorted(set(items))\n',
    samples: [
      'def unique(items: list) -> list:\n    return sorted({*items})\n',
      'def unique(items: list) -> list:\n    return list(dict.fromkeys(items))\n',
      'def unique(items: list) -> list:\n    found = list(set(items))\n    found.sort()\n    return found\n',
    ],
    tests: [
      'assert unique([3, 1, 3]) == [3, 1]',
      'assert unique([2, 1]) == [2, 1]',
      'assert unique(["b", "a", "b"]) == ["b", "a"]',
      'assert unique([]) == []',
      'assert unique([1, 1, 2]) == [1, 2]',
      'assert unique([5, 4, 5, 4, 3]) == [5, 4, 3]',
      'assert unique([9, 9, 0, 9]) == [9, 0]',
    ].join('\n'),
    probes: 'unique([])\nunique([1])\nunique([1, 2])\nunique([2, 2, 1])\nunique([3, 3])\n',
  },
};

describe('generated tests', () => {
  const model = new ScriptedModel(book);
  const uri = workspaceFile('python/unique.py');

  before(async () => {
    await vscode.workspace.fs.writeFile(uri, Buffer.from(source));
    await useModel(model);
  });
  after(async () => {
    await forgetModel(model);
    await vscode.workspace.fs.delete(uri);
  });
  afterEach(tidyUp);

  it('reject a candidate that agreed with the majority', async () => {
    await vscode.window.showTextDocument(uri);
    await vscode.commands.executeCommand('coppice.grow');
    const run = await endedRun();
    assert.equal(run.result?.state, 'solved', run.result?.message);
    const [target] = run.solution?.functions ?? [];
    assert.match(target?.candidate.code ?? '', /fromkeys/);
    const [node] = run.view?.nodes.values() ?? [];
    const winner = node?.scores.find(({ candidate }) => candidate === node.selected);
    const majority = node?.scores.filter(({ agrees }) => agrees > (winner?.agrees ?? 0)) ?? [];
    assert.ok(majority.length > 0, JSON.stringify(node?.scores));
    for (const { generatedPassed, generatedTotal, evidence } of majority) {
      assert.ok(generatedPassed < generatedTotal);
      assert.ok(
        evidence.some(({ source: said }) => said === 'generated-tests'),
        'the evidence against it names the tests',
      );
    }
    await vscode.commands.executeCommand('coppice.showPlan');
    await screenshot('outvoted', { theme: 'dark' });
  });
});
