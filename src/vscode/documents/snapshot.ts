import { traitsOf } from '../../core/languages/traits.ts';
import type * as vscode from 'vscode';
import { languageIds, type LanguageId, type Snapshot } from '../../core/text.ts';

/** The document as it is now, or undefined where Coppice does not know its language. */
export function snapshotOf(document: vscode.TextDocument): Snapshot | undefined {
  const languageId = languageIds.find((id) => id === document.languageId);
  if (!languageId || !isUserDocument(document)) return undefined;
  return {
    uri: document.uri.toString(),
    languageId,
    version: document.version,
    text: document.getText(),
  };
}

/** Where Coppice offers itself: files and new, unsaved documents. */
export const growable: readonly vscode.DocumentFilter[] = ['file', 'untitled'].flatMap((scheme) =>
  languageIds.map((language) => ({ scheme, language })),
);

/** A file name's ending that tells an editor how to colour a virtual document. */
export function fileEndingOf(language: LanguageId): string {
  return traitsOf(language).endings[0];
}

function isUserDocument({ uri }: vscode.TextDocument): boolean {
  return uri.scheme === 'file' || uri.scheme === 'untitled';
}
