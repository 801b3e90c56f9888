import * as vscode from 'vscode';
import { completionsAt, type PlanCompletion } from '../../core/plan/completion.ts';
import { rangeIn, type PlanDocuments } from './plan-documents.ts';
import { shownLine, ShownMarkdown } from '../shown.ts';

const kinds: Readonly<Record<PlanCompletion['kind'], vscode.CompletionItemKind>> = {
  function: vscode.CompletionItemKind.Function,
  language: vscode.CompletionItemKind.EnumMember,
  keyword: vscode.CompletionItemKind.Keyword,
};

/** Functions in scope, languages, and the words that a constraint can end with. */
export class PlanCompletions implements vscode.CompletionItemProvider {
  readonly #documents: PlanDocuments;

  constructor(documents: PlanDocuments) {
    this.#documents = documents;
  }

  provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): vscode.CompletionItem[] {
    const proposals = completionsAt(this.#documents.of(document), document.offsetAt(position));
    return proposals.map(({ kind, label, insert, detail, documentation, range }, index) => {
      const item = new vscode.CompletionItem(shownLine(label), kinds[kind]);
      item.detail = shownLine(detail);
      item.documentation = new ShownMarkdown().text(documentation).markdown;
      item.insertText = insert ?? label;
      item.range = rangeIn(document, range);
      // In the order of the proposals: nearer scopes first.
      item.sortText = String(index).padStart(4, '0');
      return item;
    });
  }
}
