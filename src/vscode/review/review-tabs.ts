import * as vscode from 'vscode';
import { runOf, virtualScheme } from '../documents/virtual-documents.ts';

/** The run whose review this tab shows, or undefined. */
export function reviewedIn(tab: vscode.Tab | undefined): string | undefined {
  if (!(tab?.input instanceof vscode.TabInputTextDiff)) return undefined;
  const { modified } = tab.input;
  return modified.scheme === virtualScheme && modified.authority === 'after'
    ? runOf(modified)
    : undefined;
}

/** The run whose review is in front, or undefined. */
export function reviewInFront(): string | undefined {
  return reviewedIn(vscode.window.tabGroups.activeTabGroup.activeTab);
}

export function tabsOfReview(run: string): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter((tab) => reviewedIn(tab) === run);
}
