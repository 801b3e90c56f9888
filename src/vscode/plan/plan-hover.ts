import * as vscode from 'vscode';
import { factsAt } from '../../core/plan/describe-function.ts';
import { rangeIn, type PlanDocuments } from './plan-documents.ts';
import { planLanguage } from './plan-language-id.ts';

/** What a function of a plan takes, returns and does, with types that its constraints suggest. */
export class PlanHover implements vscode.HoverProvider {
  readonly #documents: PlanDocuments;

  constructor(documents: PlanDocuments) {
    this.#documents = documents;
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const facts = factsAt(this.#documents.of(document), document.offsetAt(position));
    if (facts === undefined) return undefined;
    const signature = new vscode.MarkdownString();
    signature.appendCodeblock(`${facts.signature}:`, planLanguage);
    const description = new vscode.MarkdownString().appendText(facts.description);
    const notes = new vscode.MarkdownString(facts.notes.join(' '));
    return new vscode.Hover([signature, description, notes], rangeIn(document, facts.range));
  }
}
