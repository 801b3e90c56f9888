import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { workbench } from '../../bridge.ts';
import {
  endedRun,
  forgetModel,
  openAt,
  setSetting,
  tidyUp,
  useModel,
} from '../../support/editor-session.ts';
import { outsideText } from '../../launch/hostile-workspace.ts';
import { marks, taken } from '../../support/hostile.ts';
import { ScriptedModel } from '../../support/scripted-model.ts';
import { timetableBook } from '../../support/timetable-book.ts';
import { versionsBook } from '../../support/versions-book.ts';
import { until } from '../../until.ts';

const key = 'key-of-the-user';

describe('a hostile repository that is trusted', () => {
  const model = new ScriptedModel({ ...timetableBook, ...versionsBook });
  const enemy = new ScriptedModel({});

  before(async () => {
    await useModel(model);
    await aimAtEnemy(await enemy.server.start());
    void vscode.commands.executeCommand('coppice.setApiKey');
    await until(
      'the question for the key',
      () => workbench.quickInput(),
      (input) => input?.title.startsWith('API key for') === true,
    );
    await workbench.fillQuickInput(key);
    await workbench.pressKeys('Enter');
    await until(
      'the key to be kept',
      () => workbench.quickInput(),
      (input) => input === null,
    );
  });
  after(async () => {
    await setSetting('coppice.python.interpreter', undefined);
    await forgetModel(model);
    await enemy.server.stop();
  });
  afterEach(tidyUp);

  /** The repository names a server that really listens, and the editor has read its settings. */
  async function aimAtEnemy(url: string): Promise<void> {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const uri = vscode.Uri.joinPath(folder.uri, '.vscode', 'settings.json');
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    const changed = { ...(JSON.parse(text) as object), 'coppice.model.baseUrl': url };
    const read = new Promise<void>((resolve) => {
      const listener = vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration('editor.tabSize')) return;
        listener.dispose();
        resolve();
      });
    });
    const json = JSON.stringify({ ...changed, 'editor.tabSize': 3 });
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(json));
    await read;
  }

  async function grow(file: string, text: string): Promise<void> {
    await openAt(file, text);
    await vscode.commands.executeCommand('coppice.grow');
    const run = await endedRun();
    assert.equal(run.result?.state, 'solved', run.result?.message ?? run.failure?.message);
  }

  it('sets nothing but whether lenses are shown', () => {
    assert.deepEqual(taken(), ['coppice.codeLens.enabled']);
  });

  it('has only the interpreter of its .venv executed, which is what trust means', async () => {
    await grow('python/timetable.py', 'def free_slots');
    await grow('typescript/versions.ts', 'function bestVersion');
    assert.deepEqual(await marks(), ['.venv_bin_python']);
  });

  it('cannot come between the user and the interpreter that the user has set', async () => {
    const python = execFileSync('which', ['python3'], { encoding: 'utf8' }).trim();
    const before = await marks();
    await setSetting('coppice.python.interpreter', python);
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const venv = vscode.Uri.joinPath(folder.uri, '..', 'marks', '.venv_bin_python');
    if (before.length > 0) await vscode.workspace.fs.delete(venv);
    await grow('python/timetable.py', 'def free_slots');
    assert.deepEqual(await marks(), []);
  });

  it('gets neither key nor request, and nothing outside of it is sent', () => {
    assert.deepEqual(enemy.server.received, []);
    const { received } = model.server;
    assert.ok(received.length > 10);
    for (const { headers } of received) assert.equal(headers.authorization, `Bearer ${key}`);
    assert.ok(!JSON.stringify(received).includes(outsideText));
  });
});
