import * as vscode from 'vscode';
import { formatPlan } from '../../core/plan/print.ts';

/** Writes a plan in its canonical form, indented as the editor is set to. */
export class PlanFormatter implements vscode.DocumentFormattingEditProvider {
  provideDocumentFormattingEdits(
    document: vscode.TextDocument,
    { insertSpaces, tabSize }: vscode.FormattingOptions,
  ): vscode.TextEdit[] {
    const text = document.getText();
    const indent = insertSpaces ? ' '.repeat(tabSize) : '\t';
    const eol = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
    const formatted = formatPlan(text, { indent }).replaceAll('\n', eol);
    if (formatted === text) return [];
    const whole = new vscode.Range(document.positionAt(0), document.positionAt(text.length));
    return [vscode.TextEdit.replace(whole, formatted)];
  }
}
