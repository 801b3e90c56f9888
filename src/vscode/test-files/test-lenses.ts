import * as vscode from 'vscode';
import { growable } from '../documents/snapshot.ts';
import type { FunctionIndex } from '../functions/function-index.ts';
import { commands } from '../ids.ts';
import type { Runs } from '../runs/runs.ts';
import type { TestOffers } from './test-offers.ts';
import { gap } from '../lens/gap.ts';
import { codeLens } from '../shown.ts';

/** Offers a run's tests above the function that it has written, until the user answers. */
export class TestLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly onDidChangeCodeLenses: vscode.Event<void>;
  readonly #runs: Runs;
  readonly #functions: FunctionIndex;
  readonly #offers: TestOffers;
  readonly #registration: vscode.Disposable;

  constructor(runs: Runs, functions: FunctionIndex, offers: TestOffers) {
    this.#runs = runs;
    this.#functions = functions;
    this.#offers = offers;
    this.onDidChangeCodeLenses = offers.onDidChange;
    this.#registration = vscode.languages.registerCodeLensProvider(growable, this);
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const offering = this.#runs.in(document.uri).some((run) => this.#offers.count(run) > 0);
    if (!offering) return [];
    const functions = await this.#functions.of(document);
    return functions.flatMap(({ qualifiedName, range }) => {
      const run = this.#runs.of(document.uri, qualifiedName);
      const count = run ? this.#offers.count(run) : 0;
      if (!run || count === 0) return [];
      const at = document.positionAt(range.start);
      const lens = (command: vscode.Command) => codeLens(new vscode.Range(at, at), command);
      const target = [{ run: run.key }];
      const title =
        count === 1
          ? vscode.l10n.t('Review 1 generated test')
          : vscode.l10n.t('Review {0} generated tests', count);
      return [
        lens({
          title: `$(gift)${gap}${title}`,
          command: commands.offerTests,
          tooltip: vscode.l10n.t('Compare them with your test file, then keep them or not'),
          arguments: target,
        }),
        lens({
          title: vscode.l10n.t('Leave Out'),
          command: commands.rejectTests,
          tooltip: vscode.l10n.t('Leave your tests as they are'),
          arguments: target,
        }),
      ];
    });
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
