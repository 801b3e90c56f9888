import * as vscode from 'vscode';
import { deceptivePlaces } from '../../core/deceptive-text.ts';
import { virtualScheme } from '../documents/virtual-documents.ts';

/** Characters that are marked in one document; the rest is named before Accept all the same. */
const most = 200;

/** Marks in the diff what makes code read otherwise than it runs: unseen, turned and mixed letters. */
export class DeceptiveMarks implements vscode.Disposable {
  readonly #mark = vscode.window.createTextEditorDecorationType({
    border: '1px solid',
    borderColor: new vscode.ThemeColor('editorWarning.foreground'),
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.warningForeground'),
    overviewRulerLane: vscode.OverviewRulerLane.Right,
  });
  readonly #owned: vscode.Disposable;

  constructor() {
    const drawAll = () => {
      for (const editor of vscode.window.visibleTextEditors) this.#draw(editor);
    };
    this.#owned = vscode.Disposable.from(
      vscode.window.onDidChangeVisibleTextEditors(drawAll),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme === virtualScheme) drawAll();
      }),
      this.#mark,
    );
    drawAll();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #draw(editor: vscode.TextEditor): void {
    const { document } = editor;
    if (document.uri.scheme !== virtualScheme) return;
    const places = deceptivePlaces(document.getText()).slice(0, most);
    const options = places.map(({ start, end, name, kind }): vscode.DecorationOptions => ({
      range: new vscode.Range(document.positionAt(start), document.positionAt(end)),
      hoverMessage: `${kind}: ${name}`,
      renderOptions: {
        after: {
          contentText: `⚠ ${name}`,
          color: new vscode.ThemeColor('editorWarning.foreground'),
        },
      },
    }));
    editor.setDecorations(this.#mark, options);
  }
}
