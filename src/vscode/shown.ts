/**
 * The ways in which text reaches people in the editor. Models, servers, candidates, files and frameworks of tests
 * have their say in most of it, so all of it is made printable here; a lint rule (`printable-sinks`) keeps everything
 * else from the functions of VS Code that stand behind these.
 */
import * as vscode from 'vscode';
import { visible } from '../core/report/visible.ts';
import { printableText } from '../core/unseen.ts';
import { markdownOf } from './markdown-text.ts';

/** Characters of one line, and of a text that may have several. */
const longestLine = 1000;
const longestText = 8000;

/** As it may be shown on one line: a label, a title, a row. */
export function shownLine(text: string): string {
  return visible(text, longestLine);
}

/** As it may be shown on several: a tooltip, a message. */
export function shownText(text: string): string {
  return text.length > longestText
    ? `${printableText(text.slice(0, longestText))}…`
    : printableText(text);
}

export function showInformationMessage<T extends string>(
  message: string,
  ...items: readonly T[]
): Thenable<T | undefined> {
  return vscode.window.showInformationMessage<T>(shownText(message), ...items);
}

export function showErrorMessage<T extends string>(
  message: string,
  ...items: readonly T[]
): Thenable<T | undefined> {
  return vscode.window.showErrorMessage<T>(shownText(message), ...items);
}

export function showWarningMessage<T extends string>(
  message: string,
  ...items: readonly T[]
): Thenable<T | undefined> {
  return vscode.window.showWarningMessage<T>(shownText(message), ...items);
}

/** A warning that has to be answered. */
export function askInModal<T extends string>(
  message: string,
  detail: string,
  ...items: readonly T[]
): Thenable<T | undefined> {
  const options = { modal: true, detail: shownText(detail) };
  return vscode.window.showWarningMessage<T>(shownText(message), options, ...items);
}

export function setStatusBarMessage(message: string, ms: number): vscode.Disposable {
  return vscode.window.setStatusBarMessage(shownLine(message), ms);
}

/** One of the items, or several of them; whoever picks gets the item that was given. */
export function showQuickPick<T extends vscode.QuickPickItem>(
  items: readonly T[],
  options: vscode.QuickPickOptions & { readonly canPickMany: true },
  token?: vscode.CancellationToken,
): Promise<T[] | undefined>;
export function showQuickPick<T extends vscode.QuickPickItem>(
  items: readonly T[],
  options: vscode.QuickPickOptions,
  token?: vscode.CancellationToken,
): Promise<T | undefined>;
export async function showQuickPick<T extends vscode.QuickPickItem>(
  items: readonly T[],
  options: vscode.QuickPickOptions,
  token?: vscode.CancellationToken,
): Promise<T | T[] | undefined> {
  const given = new Map<vscode.QuickPickItem, T>(items.map((item) => [shownItem(item), item]));
  // With `canPickMany` it is a list, which the types of VS Code say of a literal `true` alone.
  const picked: unknown = await vscode.window.showQuickPick(
    [...given.keys()],
    {
      ...options,
      ...(options.title === undefined ? {} : { title: shownLine(options.title) }),
      ...(options.placeHolder === undefined ? {} : { placeHolder: shownLine(options.placeHolder) }),
    },
    token,
  );
  const original = (one: unknown): T[] => {
    const item = given.get(one as vscode.QuickPickItem);
    return item === undefined ? [] : [item];
  };
  return Array.isArray(picked) ? picked.flatMap(original) : original(picked)[0];
}

export function shownItem<T extends vscode.QuickPickItem>(item: T): T {
  const { label, description, detail } = item;
  return {
    ...item,
    label: shownLine(label),
    ...(description === undefined ? {} : { description: shownLine(description) }),
    ...(detail === undefined ? {} : { detail: shownLine(detail) }),
  };
}

export function showInputBox(
  options: vscode.InputBoxOptions,
  token?: vscode.CancellationToken,
): Thenable<string | undefined> {
  const { title, prompt, placeHolder } = options;
  return vscode.window.showInputBox(
    {
      ...options,
      ...(title === undefined ? {} : { title: shownLine(title) }),
      ...(prompt === undefined ? {} : { prompt: shownText(prompt) }),
      ...(placeHolder === undefined ? {} : { placeHolder: shownLine(placeHolder) }),
    },
    token,
  );
}

/** Two documents beside each other. */
export async function showDiff(
  before: vscode.Uri,
  after: vscode.Uri,
  title: string,
  options: vscode.TextDocumentShowOptions,
): Promise<void> {
  await vscode.commands.executeCommand('vscode.diff', before, after, shownLine(title), options);
}

export function codeLens(range: vscode.Range, command: vscode.Command): vscode.CodeLens {
  const { title, tooltip } = command;
  return new vscode.CodeLens(range, {
    ...command,
    title: shownLine(title),
    ...(tooltip === undefined ? {} : { tooltip: shownText(tooltip) }),
  });
}

export function treeItem(
  label: string,
  collapsible?: vscode.TreeItemCollapsibleState,
): vscode.TreeItem {
  return new vscode.TreeItem(shownLine(label), collapsible);
}

export function codeAction(title: string, kind: vscode.CodeActionKind): vscode.CodeAction {
  return new vscode.CodeAction(shownLine(title), kind);
}

/** Markdown of lines of text, each as it is read, and of code. */
export class ShownMarkdown {
  readonly markdown = new vscode.MarkdownString();

  text(text: string): this {
    this.markdown.appendMarkdown(markdownOf(shownText(text)));
    return this;
  }

  code(code: string, language: string): this {
    this.markdown.appendCodeblock(shownText(code), language);
    return this;
  }

  paragraph(): this {
    this.markdown.appendMarkdown('\n\n');
    return this;
  }
}
