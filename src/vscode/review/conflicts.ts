import * as vscode from 'vscode';
import type { Conflict } from '../../core/patch/anchor.ts';
import { fileEndingOf } from '../documents/snapshot.ts';
import { virtualUri, type VirtualDocuments } from '../documents/virtual-documents.ts';
import { commands } from '../ids.ts';
import { offer, type Remedy } from '../offer.ts';
import type { LiveRun } from '../runs/live-run.ts';

/**
 * Shows why a result no longer fits its function: what the user changed since the run began, and
 * under it what the run would change, both against the same text. Nothing is touched.
 */
export class Conflicts {
  readonly #documents: VirtualDocuments;
  readonly #shown = new Map<string, Conflict>();

  constructor(documents: VirtualDocuments) {
    this.#documents = documents;
    for (const side of ['base', 'yours', 'grown'] as const) {
      documents.add(side, (run) => `${this.#shown.get(run)?.[side] ?? ''}\n`);
    }
  }

  /** Opens the comparison and says what can be done. */
  async show(run: LiveRun, conflict: Conflict, message: string): Promise<void> {
    this.#shown.set(run.key, conflict);
    const name = run.task.target.qualifiedName;
    const ending = fileEndingOf(run.task.language);
    // Both sides of a comparison have one name, or VS Code would tell of a renamed file.
    const compared = (side: 'yours' | 'grown', title: string) =>
      [side, 'base', side].map((each) =>
        virtualUri(each as 'base' | typeof side, run.key, `${title}${ending}`),
      );
    const comparisons = [
      compared('yours', vscode.l10n.t('{0}, your edit', name)),
      compared('grown', vscode.l10n.t('{0}, the result', name)),
    ];
    for (const uri of comparisons.flat()) this.#documents.refresh(uri);
    await vscode.commands.executeCommand(
      'vscode.changes',
      vscode.l10n.t('{0}: Your Edit and the Result (Coppice)', name),
      comparisons,
    );
    void offer(message, remediesFor(run, conflict), 'error');
  }

  forget(run: string): void {
    this.#shown.delete(run);
  }
}

function remediesFor(run: LiveRun, { range, sameSignature }: Conflict): readonly Remedy[] {
  const named = { run: run.key };
  const place = { uri: run.task.target.snapshot.uri, offset: range.start };
  return [
    { title: vscode.l10n.t('Grow Again'), command: commands.grow, args: [place] },
    // Where the signature is another, the old one would break what calls it now.
    ...(sameSignature
      ? [
          {
            title: vscode.l10n.t('Review Over My Edit'),
            command: commands.reviewOverEdit,
            args: [named],
          },
        ]
      : []),
    { title: vscode.l10n.t('Copy Result'), command: commands.copyResult, args: [named] },
  ];
}
