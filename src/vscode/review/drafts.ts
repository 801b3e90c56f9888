import { basename } from 'node:path';
import * as vscode from 'vscode';
import { acceptedSet } from '../../core/patch/accepted-set.ts';
import { editedHunks, editsWithin, textsWith } from '../../core/patch/formatted-hunks.ts';
import { virtualUri, type VirtualDocuments } from '../documents/virtual-documents.ts';
import type { Fitted } from './fitting.ts';
import { formatterEdits } from './formatter.ts';
import { rangesOf, type FormattedTexts } from './insertion.ts';

/**
 * Lets the formatter see a result before anything is shown of it, so that the diff shows what will be
 * in the file. Only formatters that take documents of any scheme answer here; the others do when
 * the hunks are put into the file.
 */
export class Drafts {
  readonly #documents: VirtualDocuments;
  readonly #log: (text: string) => void;
  readonly #drafts = new Map<string, string>();

  constructor(documents: VirtualDocuments, log: (text: string) => void) {
    this.#documents = documents;
    this.#log = log;
    documents.add('draft', (run) => this.#drafts.get(run) ?? '');
  }

  async format(run: string, { patch, hunks, document }: Fitted): Promise<FormattedTexts> {
    const set = acceptedSet(patch, hunks, new Set());
    const uri = virtualUri('draft', run, basename(document.uri.path), {
      version: String(patch.snapshot.version),
    });
    this.#drafts.set(run, set.text);
    this.#documents.refresh(uri);
    try {
      const draft = await vscode.workspace.openTextDocument(uri);
      // Where line ends are mixed VS Code makes them one: then places would differ.
      if (draft.getText() !== set.text) return new Map();
      const edits = await formatterEdits(draft, rangesOf(set), this.#log);
      return textsWith(patch, hunks, editedHunks(set, editsWithin(set, edits)));
    } finally {
      this.#drafts.delete(run);
    }
  }
}
