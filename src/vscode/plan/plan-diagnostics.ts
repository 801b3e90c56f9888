import * as vscode from 'vscode';
import type { PlanDiagnostic, PlanSeverity } from '../../core/plan/diagnostic.ts';
import { rangeIn, type PlanDocuments } from './plan-documents.ts';
import { planLanguage } from './plan-language-id.ts';

/** After the last key, in ms. */
const pauseMs = 150;

/** The name under which the editor lists what is wrong with plans. */
export const diagnosticSource = 'Coppice plan';

const severities: Readonly<Record<PlanSeverity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** Says what is wrong with open plans, as they are typed. */
export class PlanDiagnostics implements vscode.Disposable {
  readonly #documents: PlanDocuments;
  readonly #collection = vscode.languages.createDiagnosticCollection('coppice-plan');
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #owned: vscode.Disposable;

  constructor(documents: PlanDocuments) {
    this.#documents = documents;
    this.#owned = vscode.Disposable.from(
      this.#collection,
      vscode.workspace.onDidOpenTextDocument((document) => this.#show(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#later(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document)),
    );
    for (const document of vscode.workspace.textDocuments) this.#show(document);
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#owned.dispose();
  }

  #later(document: vscode.TextDocument): void {
    if (document.languageId !== planLanguage) return;
    const key = document.uri.toString();
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => {
        this.#timers.delete(key);
        if (!document.isClosed) this.#show(document);
      }, pauseMs),
    );
  }

  #show(document: vscode.TextDocument): void {
    if (document.languageId !== planLanguage) return;
    const { diagnostics } = this.#documents.of(document);
    this.#collection.set(
      document.uri,
      diagnostics.map((each) => shown(document, each)),
    );
  }

  #forget({ uri }: vscode.TextDocument): void {
    clearTimeout(this.#timers.get(uri.toString()));
    this.#timers.delete(uri.toString());
    this.#collection.delete(uri);
  }
}

function shown(document: vscode.TextDocument, found: PlanDiagnostic): vscode.Diagnostic {
  const { code, severity, range, message, related = [] } = found;
  const diagnostic = new vscode.Diagnostic(
    rangeIn(document, range),
    // The editor shows messages as plain text.
    message.replaceAll('`', "'"),
    severities[severity],
  );
  diagnostic.code = code;
  diagnostic.source = diagnosticSource;
  diagnostic.relatedInformation = related.map(
    (other) =>
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(document.uri, rangeIn(document, other.range)),
        other.message.replaceAll('`', "'"),
      ),
  );
  if (code === 'redundant-reference' || code === 'repeated-constraint') {
    diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  }
  return diagnostic;
}
