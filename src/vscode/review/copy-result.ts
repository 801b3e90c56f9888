import * as vscode from 'vscode';
import type { LiveRun } from '../runs/live-run.ts';
import { setStatusBarMessage } from '../shown.ts';

/** Puts a result into the clipboard, dependencies first, for wherever the user wants it. */
export async function copyResult({ solution, task }: LiveRun): Promise<void> {
  if (!solution) return;
  const parts = solution.functions.toReversed().map(({ candidate }) => candidate);
  const imports = [...new Set(parts.flatMap((part) => part.imports))];
  const declarations = parts.flatMap(({ beside = [], code }) => [...beside, code]);
  const text = [imports.join('\n'), ...new Set(declarations)].filter((part) => part !== '');
  await vscode.env.clipboard.writeText(`${text.map((part) => part.trimEnd()).join('\n\n')}\n`);
  setStatusBarMessage(vscode.l10n.t('Copied the result for {0}.', task.target.qualifiedName), 5000);
}
