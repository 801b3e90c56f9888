import * as vscode from 'vscode';
import { runOf, virtualScheme } from '../documents/virtual-documents.ts';
import type { Reviews } from './reviews.ts';

/** Marks in the diff where a hunk was left out: it is gone from there, and can be brought back. */
export class LeftOutMarks implements vscode.Disposable {
  readonly #reviews: Reviews;
  readonly #mark = vscode.window.createTextEditorDecorationType({
    after: {
      margin: '0 0 0 2em',
      fontStyle: 'italic',
      color: new vscode.ThemeColor('editor.foreground'),
    },
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.warningForeground'),
    overviewRulerLane: vscode.OverviewRulerLane.Left,
  });
  readonly #owned: vscode.Disposable;

  constructor(reviews: Reviews) {
    this.#reviews = reviews;
    const drawAll = () => {
      for (const editor of vscode.window.visibleTextEditors) this.#draw(editor);
    };
    this.#owned = vscode.Disposable.from(
      reviews.onDidShow(drawAll),
      vscode.window.onDidChangeVisibleTextEditors(drawAll),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme === virtualScheme) drawAll();
      }),
      this.#mark,
    );
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #draw(editor: vscode.TextEditor): void {
    const { uri } = editor.document;
    if (uri.scheme !== virtualScheme || uri.authority !== 'after') return;
    const set = this.#reviews.setOf(runOf(uri));
    if (!set || set.text !== editor.document.getText()) return;
    const parts = new Map<number, string[]>();
    for (const { hunk, isLeftOut, lines } of set.hunks) {
      if (!isLeftOut) continue;
      // The line above it, so that the mark stands where the code would begin.
      const line = Math.max(0, lines.start - 1);
      parts.set(line, [...(parts.get(line) ?? []), hunk.part]);
    }
    const options = [...parts].map(([line, names]): vscode.DecorationOptions => {
      const contentText = vscode.l10n.t('⋯ left out: {0}', [...new Set(names)].join(', '));
      const { range } = editor.document.lineAt(line);
      return { range, renderOptions: { after: { contentText } } };
    });
    editor.setDecorations(this.#mark, options);
  }
}
