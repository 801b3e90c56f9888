import * as vscode from 'vscode';
import { foldableOf, outlineOf, type OutlineItem } from '../../core/plan/outline.ts';
import { rangeIn, type PlanDocuments } from './plan-documents.ts';

/** Outline, breadcrumbs and folding of plans. */
export class PlanOutline implements vscode.DocumentSymbolProvider, vscode.FoldingRangeProvider {
  readonly #documents: PlanDocuments;

  constructor(documents: PlanDocuments) {
    this.#documents = documents;
  }

  provideDocumentSymbols(document: vscode.TextDocument): vscode.DocumentSymbol[] {
    const symbolOf = (item: OutlineItem): vscode.DocumentSymbol => {
      const symbol = new vscode.DocumentSymbol(
        item.name,
        item.detail,
        vscode.SymbolKind.Function,
        rangeIn(document, item.range),
        rangeIn(document, item.selection),
      );
      symbol.children = item.children.map(symbolOf);
      return symbol;
    };
    return outlineOf(this.#documents.of(document).document).map(symbolOf);
  }

  provideFoldingRanges(document: vscode.TextDocument): vscode.FoldingRange[] {
    return foldableOf(this.#documents.of(document).document).map((range) => {
      const { start, end } = rangeIn(document, range);
      return new vscode.FoldingRange(start.line, end.line);
    });
  }
}
