import * as vscode from 'vscode';
import { looksLikePlan } from '../../core/plan/looks-like-plan.ts';
import { planLanguage } from './plan-language-id.ts';

/**
 * Parsel's own programs end in `.ss`, as Scheme's do. A file of that name that nothing else claims
 * becomes a plan where its text is one; who sets another language afterwards keeps it.
 */
export class PlanDetection implements vscode.Disposable {
  readonly #seen = new Set<string>();
  readonly #owned: vscode.Disposable;

  constructor() {
    this.#owned = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument((document) => void this.#look(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri, languageId }) => {
        // A change of language closes the document and opens it again.
        if (languageId !== planLanguage) this.#seen.delete(uri.toString());
      }),
    );
    for (const document of vscode.workspace.textDocuments) void this.#look(document);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  async #look(document: vscode.TextDocument): Promise<void> {
    const { uri, languageId } = document;
    const key = uri.toString();
    if (!uri.path.endsWith('.ss') || languageId !== 'plaintext' || this.#seen.has(key)) return;
    if (!looksLikePlan(document.getText())) return;
    this.#seen.add(key);
    await vscode.languages.setTextDocumentLanguage(document, planLanguage);
  }
}
