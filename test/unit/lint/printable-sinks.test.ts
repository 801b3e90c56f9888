import assert from 'node:assert/strict';
import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { printableSinks } from '../../../scripts/lint/printable-sinks.mjs';

/** What the rule says of a piece of TypeScript: the kind of each finding. */
function found(code: string): string[] {
  const messages = new Linter().verify(code, {
    languageOptions: { parser: tseslint.parser },
    plugins: { coppice: { rules: { 'printable-sinks': printableSinks } } },
    rules: { 'coppice/printable-sinks': 'error' },
  });
  return messages.map(({ messageId, message }) => messageId ?? message);
}

const wrong: readonly (readonly [string, string, string])[] = [
  ['a message', 'void vscode.window.showWarningMessage(error.message);', 'sink'],
  ['a choice', 'await vscode.window.showQuickPick(items, {});', 'sink'],
  ['a function that is kept', 'const show = vscode.window.showErrorMessage;', 'sink'],
  ['one that is taken out', 'const { showErrorMessage } = vscode.window;', 'sink'],
  ['a class that is taken out', 'const { TreeItem } = vscode;', 'sink'],
  ['the status bar for a while', 'vscode.window.setStatusBarMessage(model, 5000);', 'sink'],
  ['a diff', "await vscode.commands.executeCommand('vscode.diff', a, b, title);", 'sink'],
  ['a row', 'const item = new vscode.TreeItem(node.name);', 'sink'],
  ['a lens', 'new vscode.CodeLens(range, { title, command });', 'sink'],
  ['Markdown', 'const text = new vscode.MarkdownString(said);', 'sink'],
  ['a tooltip', 'item.tooltip = candidate.code;', 'text'],
  ['a tooltip of a template', 'item.tooltip = `${count} of ${name}`;', 'text'],
  ['a description with insertions', "item.description = vscode.l10n.t('of {0}', name);", 'text'],
  ['one branch of two', "item.description = isNew ? 'new' : name;", 'text'],
  ['the title of a panel', 'this.#panel.title = titleOf(run);', 'text'],
  ['the text of the status bar', 'this.#progress.text = verdict;', 'text'],
  ['the label of a row', 'item.label = node.name;', 'text'],
  ['a function that only looks like it', 'item.tooltip = printableOf(text);', 'text'],
];

const right: readonly string[] = [
  'void showWarningMessage(error.message);',
  "item.tooltip = 'Review';",
  "item.tooltip = vscode.l10n.t('Review');",
  "item.description = isNew ? 'new' : vscode.l10n.t('old');",
  'item.description = shownLine(name);',
  'this.#progress.text = shownLine(`${icon} ${name}`);',
  'item.tooltip = new ShownMarkdown().text(name).markdown;',
  'item.tooltip = undefined;',
  'new vscode.Range(0, 0, 1, 1);',
  "await vscode.commands.executeCommand('workbench.trust.manage');",
  'record.title = other.title;',
];

describe('the rule that keeps text from people until it is printable', () => {
  for (const [what, code, kind] of wrong) {
    it(`finds ${what}`, () => assert.deepEqual(found(code), [kind]));
  }

  it('lets be what is printable, and what nobody sees', () => {
    for (const code of right) assert.deepEqual(found(code), [], code);
  });
});
