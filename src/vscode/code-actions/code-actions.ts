import * as vscode from 'vscode';
import { traitsOf } from '../../core/languages/traits.ts';
import type { FunctionPlace } from '../../node/coppice.ts';
import { growable, snapshotOf } from '../documents/snapshot.ts';
import type { FunctionIndex } from '../functions/function-index.ts';
import { isTestDocument } from '../functions/test-document.ts';
import { commands } from '../ids.ts';
import { diagnosedIn } from '../repair/problem.ts';
import { assertionAt, calledNames } from './assertion.ts';
import { lineBelow, todoAt, type Todo } from './todo.ts';
import { codeAction } from '../shown.ts';

const rewrite = vscode.CodeActionKind.RefactorRewrite;
const quickFix = vscode.CodeActionKind.QuickFix;
/** Longest part of a TODO that is shown in a menu. */
const shownCharacters = 60;

/** Offers to grow and to repair what stands at the cursor, in the menu of the light bulb. */
export class CoppiceCodeActions implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [rewrite, quickFix],
  };
  readonly #functions: FunctionIndex;

  constructor(functions: FunctionIndex) {
    this.#functions = functions;
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    const snapshot = snapshotOf(document);
    if (!snapshot) return [];
    const functions = await this.#functions.of(document);
    if (token.isCancellationRequested || document.version !== snapshot.version) return [];
    const { line } = range.start;
    const lines = snapshot.text.split(/\r?\n/);
    const uri = document.uri.toString();
    const language = traitsOf(snapshot.languageId);

    const todo = todoAt(lines, line);
    if (todo) {
      const below = lineBelow(lines, todo);
      const place =
        around(functions, document.offsetAt(range.start)) ??
        (below === undefined ? undefined : startingAt(functions, document, below));
      return [todoAction(uri, todo, place, document)];
    }
    const asserted = assertionAt(lines, line, language);
    const called = asserted === undefined ? undefined : calledNames(asserted, language)[0]?.name;
    if (asserted !== undefined && called !== undefined) {
      const message = diagnosedIn(document, range, context.diagnostics);
      const problem = { message, asserted };
      const offset = document.offsetAt(range.start);
      return [repairAction(called, { uri, offset, problem }, context.diagnostics)];
    }
    const place = around(functions, document.offsetAt(range.start));
    if (!place || isTestDocument(document.uri)) return [];
    const target = { uri, offset: place.nameAt };
    if (place.isStub) {
      const title = vscode.l10n.t('Grow {0} with Coppice', place.qualifiedName);
      return [action(title, rewrite, commands.grow, target)];
    }
    const message = diagnosedIn(document, range, context.diagnostics);
    if (message === '') return [repairAction(place.qualifiedName, target, [])];
    const wrong = { ...target, problem: { message } };
    return [repairAction(place.qualifiedName, wrong, context.diagnostics)];
  }
}

export function registerCodeActions(functions: FunctionIndex): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    growable,
    new CoppiceCodeActions(functions),
    CoppiceCodeActions.metadata,
  );
}

/** With a diagnostic at hand it is a fix, without one a rewrite. */
function repairAction(
  name: string,
  argument: object,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction {
  const title = vscode.l10n.t('Repair {0} with Coppice', name);
  const made = action(
    title,
    diagnostics.length > 0 ? quickFix : rewrite,
    commands.repair,
    argument,
  );
  made.diagnostics = [...diagnostics];
  return made;
}

function todoAction(
  uri: string,
  { text }: Todo,
  place: FunctionPlace | undefined,
  document: vscode.TextDocument,
): vscode.CodeAction {
  const said = text.length > shownCharacters ? `${text.slice(0, shownCharacters - 1)}…` : text;
  if (place === undefined) {
    const title = vscode.l10n.t('Grow a function with Coppice: {0}', said);
    const offset = document.getText().length;
    return action(title, rewrite, commands.growFromDescription, { uri, offset, description: text });
  }
  const target = { uri, offset: place.nameAt };
  const title = vscode.l10n.t('Grow {0} with Coppice: {1}', place.qualifiedName, said);
  return place.isStub
    ? action(title, rewrite, commands.grow, { ...target, instruction: text })
    : action(title, rewrite, commands.repair, { ...target, problem: { message: text } });
}

function action(
  title: string,
  kind: vscode.CodeActionKind,
  command: string,
  argument: object,
): vscode.CodeAction {
  const made = codeAction(title, kind);
  made.command = { title, command, arguments: [argument] };
  return made;
}

/** The innermost function around an offset. */
function around(functions: readonly FunctionPlace[], offset: number): FunctionPlace | undefined {
  return functions
    .filter(({ range }) => range.start <= offset && offset <= range.end)
    .reduce<FunctionPlace | undefined>(
      (inner, each) => (!inner || each.range.start >= inner.range.start ? each : inner),
      undefined,
    );
}

function startingAt(
  functions: readonly FunctionPlace[],
  document: vscode.TextDocument,
  line: number,
): FunctionPlace | undefined {
  return functions.find(({ range }) => document.positionAt(range.start).line === line);
}
