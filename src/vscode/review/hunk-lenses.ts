import * as vscode from 'vscode';
import { runOf, virtualScheme } from '../documents/virtual-documents.ts';
import { commands } from '../ids.ts';
import type { Reviews } from './reviews.ts';
import { codeLens } from '../shown.ts';

/**
 * Lenses above the hunks of a review. VS Code shows lenses in a diff only where the user has set
 * `diffEditor.codeLens`.
 */
export class HunkLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #reviews: Reviews;
  readonly #owned: vscode.Disposable;

  constructor(reviews: Reviews) {
    this.#reviews = reviews;
    this.#owned = vscode.Disposable.from(
      vscode.languages.registerCodeLensProvider({ scheme: virtualScheme }, this),
      reviews.onDidShow(() => this.#changed.fire()),
      this.#changed,
    );
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const { uri } = document;
    if (uri.authority !== 'after') return [];
    const run = runOf(uri);
    const set = this.#reviews.setOf(run);
    // The document may be about to be read again.
    if (!set || set.text !== document.getText()) return [];
    return set.hunks.flatMap(({ hunk, isLeftOut, lines }) => {
      const range = new vscode.Range(lines.start, 0, lines.start, 0);
      const lens = (title: string, command: string) =>
        codeLens(range, { title, command, arguments: [{ run, hunk: hunk.key }] });
      return isLeftOut
        ? [lens(vscode.l10n.t('Restore hunk of {0}', hunk.part), commands.restoreHunk)]
        : [
            lens(vscode.l10n.t('Accept hunk'), commands.acceptHunk),
            lens(vscode.l10n.t('Reject hunk'), commands.rejectHunk),
          ];
    });
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
