import * as vscode from 'vscode';
import { printSandboxReport } from '../../node/runner/sandbox-report.ts';
import type { EngineHost } from '../engine-host.ts';
import type { LiveRun } from '../runs/live-run.ts';
import type { Runs } from '../runs/runs.ts';
import { sentProposals } from './sent-proposals.ts';
import type { NodeView } from '../../core/view/view.ts';
import { candidateOf } from '../tree/plan-element.ts';
import { sentText } from './sent-text.ts';
import { fileEndingOf } from './snapshot.ts';
import { virtualUri, type VirtualDocuments } from './virtual-documents.ts';

/** Read-only documents that tell about a run or this machine. They are made when they are opened. */
export class ShownDocuments {
  readonly #host: EngineHost;
  readonly #runs: Runs;
  readonly #documents: VirtualDocuments;

  constructor(host: EngineHost, runs: Runs, documents: VirtualDocuments) {
    this.#host = host;
    this.#runs = runs;
    this.#documents = documents;
    documents.add('sent', (id, uri) => this.#sent(id, queryOf(uri)));
    documents.add('sandbox', () => this.#sandbox());
    documents.add('candidate', (key, uri) => this.#candidate(key, queryOf(uri)));
  }

  async showSent({ view, task }: LiveRun): Promise<void> {
    if (!view) return;
    const title = task.target.qualifiedName;
    const file = task.target.snapshot.uri;
    await this.#show(virtualUri('sent', view.id, `Sent for ${title}.md`, { title, file }));
  }

  /** What was sent to have functions proposed for a file; false where that is nothing. */
  async showProposals(file: vscode.Uri): Promise<boolean> {
    const sent = await this.#host.use((coppice) => sentProposals(coppice, file.toString()));
    if (sent.length === 0) return false;
    const title = vscode.workspace.asRelativePath(file);
    const name = `Sent for ${title.split('/').at(-1) ?? title}.md`;
    await this.#show(virtualUri('sent', '', name, { title, file: file.toString() }));
    return true;
  }

  async showSandbox(): Promise<void> {
    await this.#show(virtualUri('sandbox', '', 'Sandbox.md'));
  }

  async showCandidate(run: LiveRun, node: NodeView, id: string): Promise<void> {
    await this.#show(this.candidateUri(run, node, id));
  }

  /** The document of one candidate of a function. */
  candidateUri({ key, task }: LiveRun, { path, contract, candidates }: NodeView, id: string) {
    const index = candidates.findIndex((candidate) => candidate.id === id);
    const name = `${contract.name} candidate ${index + 1}${fileEndingOf(task.language)}`;
    return virtualUri('candidate', key, name, { path, candidate: id });
  }

  async #show(uri: vscode.Uri): Promise<void> {
    this.#documents.refresh(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  /** What a run sent, after what was sent to have functions of its file proposed. */
  async #sent(
    id: string,
    { title = id, file = '' }: Readonly<Record<string, string>>,
  ): Promise<string> {
    const proposals = await this.#host.use((coppice) => sentProposals(coppice, file));
    if (id === '') return sentText(title, proposals);
    const sent = await this.#host.use((coppice) => coppice.sent(id));
    return sent.ok ? sentText(title, [...proposals, ...sent.value]) : `${sent.error.message}\n`;
  }

  async #sandbox(): Promise<string> {
    return printSandboxReport(await this.#host.use((coppice) => coppice.sandbox()));
  }

  #candidate(key: string, { path = '', candidate: id = '' }: Readonly<Record<string, string>>) {
    const run = this.#runs.get(key);
    const candidate = run && candidateOf(run, { kind: 'candidate', run: key, path, candidate: id });
    if (!candidate) return vscode.l10n.t('This candidate is no longer in the view.');
    const { imports, beside = [], code } = candidate;
    return `${[imports.join('\n'), ...beside, code].filter((part) => part !== '').join('\n\n')}\n`;
  }
}

function queryOf(uri: vscode.Uri): Readonly<Record<string, string>> {
  return uri.query === '' ? {} : (JSON.parse(uri.query) as Record<string, string>);
}
