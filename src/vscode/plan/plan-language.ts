import * as vscode from 'vscode';
import type { Bundles } from '../bundles.ts';
import type { Runs } from '../runs/runs.ts';
import type * as Bundle from './plan-bundle.ts';
import { planLanguage } from './plan-language-id.ts';

/**
 * The plan language, which few windows need: its bundle is loaded, and the editor made at home in
 * plans, when the first document is opened that is one or may be one.
 */
export class PlanLanguage implements vscode.Disposable {
  readonly #bundles: Bundles;
  readonly #runs: Runs;
  readonly #watch: vscode.Disposable;
  #language: vscode.Disposable | undefined;

  constructor(bundles: Bundles, runs: Runs) {
    this.#bundles = bundles;
    this.#runs = runs;
    this.#watch = vscode.workspace.onDidOpenTextDocument((document) => this.#meet(document));
    for (const document of vscode.workspace.textDocuments) this.#meet(document);
  }

  get bundle(): typeof Bundle {
    return this.#bundles.load('plan-language');
  }

  dispose(): void {
    this.#watch.dispose();
    this.#language?.dispose();
  }

  #meet({ languageId, uri }: vscode.TextDocument): void {
    // Parsel's own programs end in `.ss`: whether one is a plan, its text must say.
    const mayBe = languageId === planLanguage || uri.path.endsWith('.ss');
    if (mayBe) this.#language ??= this.bundle.registerPlanLanguage(this.#runs);
  }
}
