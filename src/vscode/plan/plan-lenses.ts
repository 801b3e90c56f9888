import * as vscode from 'vscode';
import { lensesOf } from '../../core/plan/lenses.ts';
import type { Runs } from '../runs/runs.ts';
import { Throttle } from '../throttle.ts';
import { rangeIn, type PlanDocuments } from './plan-documents.ts';
import { planLensesFor } from './plan-lens-model.ts';
import { codeLens } from '../shown.ts';

/** Between two redraws while runs go on. */
const redrawEveryMs = 250;

/** `Grow this plan` on the root and `Grow` on each function, with their state while they grow. */
export class PlanLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #documents: PlanDocuments;
  readonly #runs: Runs;
  readonly #redraw = new Throttle(redrawEveryMs, () => this.#changed.fire());
  readonly #owned: vscode.Disposable;

  constructor(documents: PlanDocuments, runs: Runs) {
    this.#documents = documents;
    this.#runs = runs;
    this.#owned = vscode.Disposable.from(
      runs.onDidChange(() => this.#redraw.request()),
      this.#redraw,
      this.#changed,
    );
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const uri = document.uri.toString();
    const run = this.#runs.in(document.uri).at(-1);
    return lensesOf(this.#documents.of(document)).flatMap((lens) =>
      planLensesFor(lens, run).map(({ title, tooltip, command, target }) =>
        codeLens(rangeIn(document, lens.range), {
          title,
          tooltip,
          command,
          arguments: ['run' in target ? target : { uri, ...target }],
        }),
      ),
    );
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
