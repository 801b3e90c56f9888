import * as vscode from 'vscode';
import { diagnosticSource } from './plan-diagnostics.ts';
import { rangeIn, type PlanDocuments } from './plan-documents.ts';
import { codeAction } from '../shown.ts';

/** Quick fixes for what is wrong with a plan. */
export class PlanFixes implements vscode.CodeActionProvider {
  static readonly kinds = [vscode.CodeActionKind.QuickFix];
  readonly #documents: PlanDocuments;

  constructor(documents: PlanDocuments) {
    this.#documents = documents;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    return this.#documents.of(document).diagnostics.flatMap((found) => {
      const at = rangeIn(document, found.range);
      if (at.intersection(range) === undefined) return [];
      const shown = diagnostics.filter(
        ({ source, code, range: other }) =>
          source === diagnosticSource && code === found.code && other.isEqual(at),
      );
      return (found.fixes ?? []).map(({ title, edits }, index) => {
        const action = codeAction(title.replaceAll('`', "'"), vscode.CodeActionKind.QuickFix);
        action.edit = new vscode.WorkspaceEdit();
        for (const edit of edits) {
          action.edit.replace(document.uri, rangeIn(document, edit.range), edit.newText);
        }
        action.diagnostics = shown;
        action.isPreferred = index === 0;
        return action;
      });
    });
  }
}
