import * as vscode from 'vscode';
import { sourceEndings, traitsOf } from '../../core/languages/traits.ts';
import { calledNames } from '../code-actions/assertion.ts';
import type { Place } from '../commands/place.ts';
import { snapshotOf } from '../documents/snapshot.ts';
import type { FunctionIndex } from '../functions/function-index.ts';
import { isTestDocument } from '../functions/test-document.ts';

/** Files that are looked into for one import. */
const mostFiles = 5;
const endings = `{${sourceEndings.map((ending) => ending.slice(1)).join(',')}}`;

/**
 * The function that test code is about: the first that it calls and that stands in the workspace
 * outside the tests. Language servers are asked first; without one, the file's imports tell.
 */
export async function functionCalled(
  document: vscode.TextDocument,
  code: string,
  functions: FunctionIndex,
): Promise<Place | undefined> {
  const snapshot = snapshotOf(document);
  if (!snapshot) return undefined;
  const language = traitsOf(snapshot.languageId);
  const start = snapshot.text.indexOf(code);
  for (const { name, at } of calledNames(code, language)) {
    const place =
      (await definedAt(document, Math.max(0, start) + at, name, functions)) ??
      // What a file of tests defines is no function under test.
      (isTestDocument(document.uri) ? undefined : await functionNamed(document, name, functions)) ??
      (await importedFrom(document, name, functions));
    if (place) return place;
  }
  return undefined;
}

async function definedAt(
  document: vscode.TextDocument,
  offset: number,
  name: string,
  functions: FunctionIndex,
): Promise<Place | undefined> {
  const found = await vscode.commands.executeCommand<
    readonly (vscode.Location | vscode.LocationLink)[] | undefined
  >('vscode.executeDefinitionProvider', document.uri, document.positionAt(offset));
  for (const each of found ?? []) {
    const uri = 'targetUri' in each ? each.targetUri : each.uri;
    const at = 'targetUri' in each ? (each.targetSelectionRange ?? each.targetRange) : each.range;
    if (isTestDocument(uri) || !vscode.workspace.getWorkspaceFolder(uri)) continue;
    const other = await vscode.workspace.openTextDocument(uri);
    const offsetThere = other.offsetAt(at.start);
    const inThere = (await functions.of(other)).find(
      ({ range, qualifiedName }) =>
        range.start <= offsetThere && offsetThere <= range.end && isCalled(qualifiedName, name),
    );
    if (inThere) return { document: other, offset: inThere.nameAt };
  }
  return undefined;
}

/** A function of the file itself. */
async function functionNamed(
  document: vscode.TextDocument,
  name: string,
  functions: FunctionIndex,
): Promise<Place | undefined> {
  const found = (await functions.of(document)).find(({ qualifiedName }) =>
    isCalled(qualifiedName, name),
  );
  return found && { document, offset: found.nameAt };
}

async function importedFrom(
  document: vscode.TextDocument,
  name: string,
  functions: FunctionIndex,
): Promise<Place | undefined> {
  for (const stem of importedStems(document.getText())) {
    const files = await vscode.workspace.findFiles(
      `**/${stem}.${endings}`,
      '**/node_modules/**',
      mostFiles,
    );
    for (const uri of files.filter((file) => !isTestDocument(file))) {
      const place = await functionNamed(
        await vscode.workspace.openTextDocument(uri),
        name,
        functions,
      );
      if (place) return place;
    }
  }
  return undefined;
}

/** Last parts of the modules that a file imports, without endings. */
function importedStems(text: string): readonly string[] {
  const modules = text.matchAll(
    /^\s*from\s+([\w.]+)\s+import\b|^\s*import\s+([\w.]+)|\bfrom\s*['"]([^'"]+)['"]|\brequire\(\s*['"]([^'"]+)['"]/gm,
  );
  const stems = [...modules].map(([, python, plain, from, required]) => {
    const dotted = python ?? plain;
    if (dotted !== undefined) return dotted.split('.').at(-1) ?? '';
    const last = (from ?? required ?? '').split('/').at(-1) ?? '';
    return last.replace(/\.[cm]?[jt]sx?$/, '');
  });
  return [...new Set(stems)].filter((stem) => /^[\w$.-]+$/.test(stem));
}

function isCalled(qualifiedName: string, name: string): boolean {
  return qualifiedName === name || qualifiedName.endsWith(`.${name}`);
}
