import * as vscode from 'vscode';
import { screenshot } from '../../bridge.ts';
import { tidyUp, workspaceFile } from '../../support/editor-session.ts';
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
    const file = workspaceFile('notes.ipynb');
    const cell = {
      cell_type: 'code',
      metadata: {},
      outputs: [],
      execution_count: null,
      source: ['def add(a, b):\n', '    ...\n'],
    };
    const language = { language_info: { name: 'python' } };
    const content = { cells: [cell], metadata: language, nbformat: 4, nbformat_minor: 5 };
    await vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify(content)));
    const notebook = await vscode.workspace.openNotebookDocument(file);
    const { document } = notebook.cellAt(0);
    await vscode.commands.executeCommand('coppice.grow', {
      uri: document.uri.toString(),
      offset: 0,
    });
    await vscode.workspace.fs.delete(file);
    await expectMessage(/does not work in notebooks\. Put the function into a file of its own/);
  });
});
