import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { workbench } from '../../bridge.ts';
import { forgetModel, setSetting, useModel, workspaceFile } from '../../support/editor-session.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { until } from '../../until.ts';

const source = `def clip(text, most):
    """At most so many letters of a text.

    >>> clip("abcd", 3)
    'ab…'
    >>> clip("ab", 3)
    'ab'
    """
    return text[:most]


def stub(text):
    """The text twice.

    >>> stub("a")
    'aa'
    """
`;

const right = `def clip(text, most):
    return text if len(text) <= most else text[: most - 1] + "…"
`;

describe('tools for language models', () => {
  const model = new ScriptedModel({
    clip: { samples: [right] },
    stub: { samples: ['def stub(text):\n    return text * 2\n'] },
  });

  beforeEach(async () => {
    await useModel(model);
    const bytes = new TextEncoder().encode(source);
    await vscode.workspace.fs.writeFile(workspaceFile('python/clip.py'), bytes);
  });
  afterEach(async () => {
    await vscode.window.showTextDocument(await documentNow());
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(workspaceFile('python/clip.py'));
    await forgetModel(model);
  });

  async function call(
    name: string,
    input: object,
    token?: vscode.CancellationToken,
  ): Promise<string> {
    const options = { input, toolInvocationToken: undefined };
    const { content } = await vscode.lm.invokeTool(name, options, token);
    return content
      .map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : ''))
      .join('');
  }

  const clip = { file: 'python/clip.py', function: 'clip' };
  const stub = { file: 'python/clip.py', function: 'stub' };

  async function documentNow(): Promise<vscode.TextDocument> {
    return vscode.workspace.openTextDocument(workspaceFile('python/clip.py'));
  }

  /** Says yes to the question that VS Code asks before a tool runs; it must say all of these. */
  async function allow(...texts: readonly string[]): Promise<void> {
    await workbench.expectDialog(texts.join(' '), 'Yes');
  }

  it('are offered with schemas', () => {
    const own = vscode.lm.tools.filter(({ name }) => name.startsWith('coppice_'));
    assert.deepEqual(own.map(({ name }) => name).sort(), [
      'coppice_grow',
      'coppice_repair',
      'coppice_verify',
    ]);
    for (const { inputSchema } of own) assert.ok(inputSchema);
  });

  it('verify what the file has, and code that is proposed, without a model', async () => {
    await setSetting('coppice.model.name', undefined);
    await allow(
      'Run clip in the sandbox? Coppice runs clip of python/clip.py on its examples. No model is asked, and no file is changed.',
    );
    const found = await call('coppice_verify', clip);
    assert.match(found, /^clip passes 1 of 2 trusted examples\.$/m);
    assert.match(
      found,
      /FAIL \(docstring\): assert clip\("abcd", 3\) == 'ab…'\n {2}it returned 'abc'/,
    );
    await allow('Coppice runs code of the model as clip of python/clip.py');
    const proposed = await call('coppice_verify', { ...clip, code: right });
    assert.match(proposed, /^clip passes all 2 of its trusted examples\.$/m);
    assert.equal(model.asked.length, 0);
  });

  it('grow without writing, and write where that was asked for', async () => {
    await allow('python/clip.py is not changed: you review the result.');
    const grown = await call('coppice_grow', stub);
    assert.match(grown, /^stub: Proven: 9 of 9 agree, 1\/1 tests\./);
    assert.match(grown, /The file is unchanged\./);
    assert.match(grown, /^\+ {4}return text \* 2$/m);
    assert.equal((await documentNow()).getText(), source);

    await allow('A proven result is written into python/clip.py; one undo takes it back.');
    const applied = await call('coppice_grow', { ...stub, apply: true });
    assert.match(applied, /The change is in the file/);
    assert.match((await documentNow()).getText(), /return text \* 2/);
  });

  it('repair from the example that fails', async () => {
    await allow('Repair clip with Coppice? Coppice asks scripted for candidates (about ');
    const repaired = await call('coppice_repair', { ...clip, problem: 'No ellipsis.' });
    // Whatever it passes: one candidate alone, on two tests, is no proof.
    assert.match(repaired, /^clip: Unproven: .*2\/2 tests\.\n\nOne candidate alone gave this/);
    assert.match(repaired, /^-\s+return text\[:most\]$/m);
    const told = model.asked.flatMap(({ request }) => request.messages.map((each) => each.content));
    assert.ok(told.some((content) => content.includes('The user asks: No ellipsis.')));
    assert.ok(told.some((content) => content.includes("# but: it returned 'abc'")));
  });

  it('do nothing where the user says no', async () => {
    const before = model.asked.length;
    await workbench.expectDialog('Grow stub with Coppice?', 'Cancel');
    await assert.rejects(call('coppice_grow', stub));
    assert.equal(model.asked.length, before);
  });

  it('tell the model what it did wrong', async () => {
    await assert.rejects(call('coppice_grow', { ...clip, function: 'clop' }), /no function "clop"/);
    for (const file of ['/etc/passwd', '../clip.py', 'python/none.py']) {
      await assert.rejects(
        call('coppice_grow', { file, function: 'root' }),
        /There is no file .* in the folders that are open/,
      );
    }
    await allow('Run stub in the sandbox?');
    await assert.rejects(call('coppice_verify', stub), /stub is not written yet/);
  });

  it('stop when their call is cancelled', async () => {
    const release = model.hold(() => true);
    const before = model.asked.length;
    const source = new vscode.CancellationTokenSource();
    await allow('Grow stub with Coppice?');
    const refused = assert.rejects(call('coppice_grow', stub, source.token));
    await until(
      'the request',
      () => model.asked.length,
      (count) => count > before,
    );
    source.cancel();
    await refused;
    await until(
      'the requests to be given up',
      () => model.server.active,
      (count) => count === 0,
    );
    release();
  });
});
