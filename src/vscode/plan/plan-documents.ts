import * as vscode from 'vscode';
import { diagnose, type Diagnosis } from '../../core/plan/diagnose.ts';
import type { TextRange } from '../../core/text.ts';
import { planLanguage } from './plan-language-id.ts';

/** Where plan features offer themselves. */
export const planSelector: vscode.DocumentSelector = { language: planLanguage };

/** What the documents say, read once per version. */
export class PlanDocuments {
  readonly #read = new WeakMap<
    vscode.TextDocument,
    { readonly version: number; readonly diagnosis: Diagnosis }
  >();

  of(document: vscode.TextDocument): Diagnosis {
    const known = this.#read.get(document);
    if (known?.version === document.version) return known.diagnosis;
    const diagnosis = diagnose(document.getText());
    this.#read.set(document, { version: document.version, diagnosis });
    return diagnosis;
  }
}

export function rangeIn(document: vscode.TextDocument, { start, end }: TextRange): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
