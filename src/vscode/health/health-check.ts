import * as vscode from 'vscode';
import type { Finding } from '../../node/health/finding.ts';
import { headingOf, healthText } from '../../node/health/health-text.ts';
import {
  virtualScheme,
  virtualUri,
  type VirtualDocuments,
} from '../documents/virtual-documents.ts';
import type { EngineHost } from '../engine-host.ts';
import { commands } from '../ids.ts';
import type { ModelChoice } from '../settings/model-choice.ts';
import { fixRemedy, fixText } from './fixes.ts';
import { codeLens, showInformationMessage } from '../shown.ts';

/**
 * `Coppice: Diagnose`: finds out what is missing, asking the model for a few tokens, and shows it as
 * a document with lenses that mend it.
 */
export class HealthCheck implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #host: EngineHost;
  readonly #model: ModelChoice;
  readonly #documents: VirtualDocuments;
  readonly #uri = virtualUri('health', '', 'Diagnose.md');
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #lenses: vscode.Disposable;
  #findings: readonly Finding[] = [];

  constructor(host: EngineHost, model: ModelChoice, documents: VirtualDocuments) {
    this.#host = host;
    this.#model = model;
    this.#documents = documents;
    documents.add('health', () => this.#text());
    const shown = { scheme: virtualScheme, pattern: '**/Diagnose.md' };
    this.#lenses = vscode.languages.registerCodeLensProvider(shown, this);
  }

  async run(): Promise<void> {
    const findings = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: vscode.l10n.t('Coppice asks the model for a few tokens and tries the sandbox'),
        cancellable: true,
      },
      async (_progress, token) => {
        const abort = new AbortController();
        token.onCancellationRequested(() => abort.abort());
        const found = await this.#find(abort.signal);
        return abort.signal.aborted ? undefined : found;
      },
    );
    if (!findings) return;
    this.#findings = findings;
    this.#documents.refresh(this.#uri);
    this.#changed.fire();
    const document = await vscode.workspace.openTextDocument(this.#uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  /** Forgets what was learnt of the chosen model: a server may have been changed since. */
  async forget(): Promise<void> {
    const model = await this.#model.get(() => this.forget());
    if (!model) return;
    const forgot =
      'endpoint' in model &&
      (await this.#host.use((coppice) => coppice.forgetModel(model.endpoint)));
    void showInformationMessage(
      forgot
        ? vscode.l10n.t('What was learnt of the model is forgotten.')
        : vscode.l10n.t('Nothing was learnt of the model.'),
    );
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const lines = document.getText().split('\n');
    const lensAt = (line: number, title: string, command: string, args: readonly unknown[] = []) =>
      codeLens(new vscode.Range(line, 0, line, 0), {
        title,
        command,
        arguments: [...args],
      });
    const again = lensAt(0, vscode.l10n.t('$(refresh) Diagnose again'), commands.diagnose);
    const mending = this.#findings.flatMap((finding) => {
      const line = lines.indexOf(headingOf(finding));
      if (line < 0) return [];
      return finding.fixes.flatMap((fix) => {
        const remedy = fixRemedy(fix);
        return remedy ? [lensAt(line, remedy.title, remedy.command, remedy.args)] : [];
      });
    });
    return [again, ...mending];
  }

  dispose(): void {
    this.#lenses.dispose();
    this.#changed.dispose();
  }

  /** Restricted Mode sends nothing and runs nothing, not even for this. */
  async #find(signal: AbortSignal): Promise<readonly Finding[]> {
    if (!vscode.workspace.isTrusted) {
      const said = vscode.l10n.t(
        'This window is in Restricted Mode, so Coppice sends nothing, runs nothing and tried nothing else.',
      );
      return [{ about: 'Workspace trust', state: 'bad', said: [said], fixes: ['trust-folder'] }];
    }
    const model = await this.#model.find();
    const found = await this.#host.use((coppice) => coppice.examine(model, signal));
    const said = vscode.l10n.t('This window is trusted.');
    return [...found, { about: 'Workspace trust', state: 'good', said: [said], fixes: [] }];
  }

  #text(): string {
    // After a reload the editor asks for a document whose findings are gone.
    return this.#findings.length > 0
      ? healthText(this.#findings, fixText())
      : vscode.l10n.t('Run `Coppice: Diagnose` again.');
  }
}
