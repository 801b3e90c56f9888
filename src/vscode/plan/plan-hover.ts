import * as vscode from 'vscode';
import { factsAt } from '../../core/plan/describe-function.ts';
import { rangeIn, type PlanDocuments } from './plan-documents.ts';
import { planLanguage } from './plan-language-id.ts';
import { ShownMarkdown } from '../shown.ts';

/** What a function of a plan takes, returns and does, with types that its constraints suggest. */
export class PlanHover implements vscode.HoverProvider {
  readonly #documents: PlanDocuments;

  constructor(documents: PlanDocuments) {
    this.#documents = documents;
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const facts = factsAt(this.#documents.of(document), document.offsetAt(position));
    if (facts === undefined) return undefined;
    const signature = new ShownMarkdown().code(`${facts.signature}:`, planLanguage);
    const description = new ShownMarkdown().text(facts.description);
    const notes = new ShownMarkdown().text(facts.notes.join(' ').replaceAll('`', "'"));
    const parts = [signature, description, notes].map(({ markdown }) => markdown);
    return new vscode.Hover(parts, rangeIn(document, facts.range));
  }
}
