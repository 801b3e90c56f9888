import * as vscode from 'vscode';
import { occurrenceAt, placesOf, renameAt } from '../../core/plan/occurrences.ts';
import { rangeIn, type PlanDocuments } from './plan-documents.ts';

/** Definition, references, highlights and renaming of functions in plans. */
export class PlanNames
  implements
    vscode.DefinitionProvider,
    vscode.ReferenceProvider,
    vscode.DocumentHighlightProvider,
    vscode.RenameProvider
{
  readonly #documents: PlanDocuments;

  constructor(documents: PlanDocuments) {
    this.#documents = documents;
  }

  provideDefinition(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): vscode.LocationLink[] {
    const place = occurrenceAt(this.#documents.of(document), document.offsetAt(position));
    if (place === undefined) return [];
    const { block, name } = place.definition;
    return [
      {
        originSelectionRange: rangeIn(document, place.range),
        targetUri: document.uri,
        targetRange: rangeIn(document, block),
        targetSelectionRange: rangeIn(document, name.range),
      },
    ];
  }

  provideReferences(
    document: vscode.TextDocument,
    position: vscode.Position,
    { includeDeclaration }: vscode.ReferenceContext,
  ): vscode.Location[] {
    return this.#places(document, position)
      .filter(({ kind }) => includeDeclaration || kind !== 'definition')
      .map(({ range }) => new vscode.Location(document.uri, rangeIn(document, range)));
  }

  provideDocumentHighlights(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): vscode.DocumentHighlight[] {
    return this.#places(document, position).map(
      ({ kind, range }) =>
        new vscode.DocumentHighlight(
          rangeIn(document, range),
          kind === 'definition'
            ? vscode.DocumentHighlightKind.Write
            : vscode.DocumentHighlightKind.Read,
        ),
    );
  }

  prepareRename(document: vscode.TextDocument, position: vscode.Position): vscode.Range {
    const place = occurrenceAt(this.#documents.of(document), document.offsetAt(position));
    if (place === undefined) {
      throw new Error(vscode.l10n.t('There is no function name here to change.'));
    }
    return rangeIn(document, place.range);
  }

  provideRenameEdits(
    document: vscode.TextDocument,
    position: vscode.Position,
    newName: string,
  ): vscode.WorkspaceEdit {
    const edits = renameAt(this.#documents.of(document), document.offsetAt(position), newName);
    // The editor shows the message of a provider that throws.
    if (!edits.ok) throw new Error(edits.error.message);
    const edit = new vscode.WorkspaceEdit();
    for (const { range, newText } of edits.value) {
      edit.replace(document.uri, rangeIn(document, range), newText);
    }
    return edit;
  }

  #places(document: vscode.TextDocument, position: vscode.Position) {
    const diagnosis = this.#documents.of(document);
    const place = occurrenceAt(diagnosis, document.offsetAt(position));
    return place === undefined ? [] : placesOf(diagnosis, place.definition);
  }
}
