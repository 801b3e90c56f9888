import * as vscode from 'vscode';

/**
 * The stub of the walkthrough as a new, unsaved document: nothing is written anywhere. Where it is
 * open already, that one is shown.
 */
export class Example {
  readonly #source: vscode.Uri;
  #document: vscode.TextDocument | undefined;

  constructor(extension: vscode.Uri) {
    this.#source = vscode.Uri.joinPath(extension, 'media', 'walkthrough', 'example.py');
  }

  async open(): Promise<void> {
    if (this.#document?.isClosed !== false) {
      const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(this.#source));
      this.#document = await vscode.workspace.openTextDocument({ language: 'python', content });
    }
    await vscode.window.showTextDocument(this.#document);
  }
}
