import * as vscode from 'vscode';
import type { Runs } from '../runs/runs.ts';
import { PlanCompletions } from './plan-completion.ts';
import { PlanDetection } from './plan-detection.ts';
import { PlanDiagnostics } from './plan-diagnostics.ts';
import { PlanDocuments, planSelector } from './plan-documents.ts';
import { PlanFixes } from './plan-fixes.ts';
import { PlanFormatter } from './plan-formatter.ts';
import { PlanHover } from './plan-hover.ts';
import { PlanLenses } from './plan-lenses.ts';
import { PlanNames } from './plan-names.ts';
import { PlanOutline } from './plan-outline.ts';

/** Makes the editor at home in plans: everything that a language has, and lenses that grow them. */
export function registerPlanLanguage(runs: Runs): vscode.Disposable {
  const { languages } = vscode;
  const documents = new PlanDocuments();
  const outline = new PlanOutline(documents);
  const names = new PlanNames(documents);
  const lenses = new PlanLenses(documents, runs);
  return vscode.Disposable.from(
    new PlanDetection(),
    new PlanDiagnostics(documents),
    lenses,
    languages.registerCodeLensProvider(planSelector, lenses),
    languages.registerDocumentSymbolProvider(planSelector, outline, { label: 'Plan' }),
    languages.registerFoldingRangeProvider(planSelector, outline),
    languages.registerDefinitionProvider(planSelector, names),
    languages.registerReferenceProvider(planSelector, names),
    languages.registerDocumentHighlightProvider(planSelector, names),
    languages.registerRenameProvider(planSelector, names),
    languages.registerHoverProvider(planSelector, new PlanHover(documents)),
    languages.registerCompletionItemProvider(planSelector, new PlanCompletions(documents), '>'),
    languages.registerCodeActionsProvider(planSelector, new PlanFixes(documents), {
      providedCodeActionKinds: PlanFixes.kinds,
    }),
    languages.registerDocumentFormattingEditProvider(planSelector, new PlanFormatter()),
  );
}
