import * as vscode from 'vscode';

/** Scheme of everything that Coppice shows and nobody can edit. */
export const virtualScheme = 'coppice';

/** Which source answers for a document: the authority of its URI. */
export type VirtualKind =
  | 'before'
  | 'after'
  | 'draft'
  | 'base'
  | 'yours'
  | 'grown'
  | 'candidate'
  | 'tests-before'
  | 'tests-after'
  | 'sent'
  | 'sandbox'
  | 'health';

/** Gives the text of one kind of virtual document. `run` is the first part of its path. */
export type VirtualSource = (run: string, uri: vscode.Uri) => string | Promise<string>;

/** Read-only documents that exist in no file: both sides of a review, candidates, what was sent. */
export class VirtualDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #sources = new Map<string, VirtualSource>();
  readonly #registration: vscode.Disposable;

  constructor() {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(virtualScheme, this);
  }

  add(kind: VirtualKind, source: VirtualSource): void {
    this.#sources.set(kind, source);
  }

  provideTextDocumentContent(uri: vscode.Uri): string | Promise<string> {
    const source = this.#sources.get(uri.authority);
    if (!source) throw new Error(`There is no virtual document ${uri.toString()}.`);
    return source(runOf(uri), uri);
  }

  /** Reads a document again where it is open. */
  refresh(uri: vscode.Uri): void {
    this.#changed.fire(uri);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

/** `name` ends as the language wants it, and is what the tab shows. */
export function virtualUri(
  kind: VirtualKind,
  run: string,
  name: string,
  query?: Readonly<Record<string, string>>,
): vscode.Uri {
  return vscode.Uri.from({
    scheme: virtualScheme,
    authority: kind,
    path: `/${run}/${name}`,
    ...(query ? { query: JSON.stringify(query) } : {}),
  });
}

/** The run that a virtual document belongs to. */
export function runOf(uri: vscode.Uri): string {
  return uri.path.split('/')[1] ?? '';
}
