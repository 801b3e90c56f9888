import type * as vscode from 'vscode';
import type { FunctionPlace } from '../../node/coppice.ts';
import { snapshotOf } from '../documents/snapshot.ts';
import type { EngineHost } from '../engine-host.ts';

interface Indexed {
  readonly version: number;
  readonly functions: Promise<readonly FunctionPlace[]>;
}

/** The functions of open documents, parsed once for each version. */
export class FunctionIndex {
  readonly #host: EngineHost;
  readonly #indexed = new WeakMap<vscode.TextDocument, Indexed>();

  constructor(host: EngineHost) {
    this.#host = host;
  }

  /** Functions in the order of the file; none in a language that Coppice does not know. */
  async of(document: vscode.TextDocument): Promise<readonly FunctionPlace[]> {
    const known = this.#indexed.get(document);
    if (known?.version === document.version) return known.functions;
    const snapshot = snapshotOf(document);
    if (!snapshot) return [];
    const functions = this.#host.use((coppice) => coppice.findFunctions(snapshot));
    this.#indexed.set(document, { version: document.version, functions });
    // A parse that failed is no knowledge of this version; its caller is told.
    functions.catch(() => this.#indexed.delete(document));
    return functions;
  }
}
