import * as vscode from 'vscode';
import { screenshot } from '../../bridge.ts';
import { tidyUp } from '../../support/editor-session.ts';
import { expectMessage } from '../../support/expect.ts';

describe('where Coppice does not work', () => {
  afterEach(tidyUp);

  it('it says so in another language', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'json',
      content: '{ "add": "todo" }\n',
    });
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('coppice.grow');
    await expectMessage(
      /grows functions in Python, TypeScript and JavaScript\. The language of this document is json/,
    );
    await screenshot('unsupported-language', { theme: 'light' });
  });

  it('it says so in a notebook', async () => {
    const cell = new vscode.NotebookCellData(
      vscode.NotebookCellKind.Code,
      'def add(a, b):\n    ...\n',
      'python',
    );
    const notebook = await vscode.workspace.openNotebookDocument(
      'jupyter-notebook',
      new vscode.NotebookData([cell]),
    );
    const { document } = notebook.cellAt(0);
    await vscode.commands.executeCommand('coppice.grow', {
      uri: document.uri.toString(),
      offset: 0,
    });
    await expectMessage(/does not work in notebooks\. Put the function into a file of its own/);
  });
});
