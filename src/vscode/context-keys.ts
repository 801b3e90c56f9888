import * as vscode from 'vscode';
import { contextKeys } from './ids.ts';
import { reviewInFront } from './review/review-tabs.ts';
import type { Runs } from './runs/runs.ts';
import type { ModelChoice } from './settings/model-choice.ts';
import { pendingMoves } from './settings/moved-settings.ts';
import { windowSettings } from './settings/read.ts';
import { Throttle } from './throttle.ts';

/** Keys that follow the runs. */
type ContextKey = Exclude<
  (typeof contextKeys)[keyof typeof contextKeys],
  typeof contextKeys.isReviewingTests
>;

const updateEveryMs = 100;

/** Keeps the context keys of the manifest true. */
export class ContextKeys implements vscode.Disposable {
  readonly #runs: Runs;
  readonly #model: ModelChoice;
  readonly #last = new Map<ContextKey, boolean>();
  readonly #update = new Throttle(updateEveryMs, () => this.#set());
  readonly #owned: vscode.Disposable;

  constructor(runs: Runs, model: ModelChoice) {
    this.#runs = runs;
    this.#model = model;
    const request = () => this.#update.request();
    this.#owned = vscode.Disposable.from(
      runs.onDidChange(request),
      vscode.window.onDidChangeActiveTextEditor(request),
      vscode.window.tabGroups.onDidChangeTabs(request),
      vscode.window.tabGroups.onDidChangeTabGroups(request),
      vscode.workspace.onDidChangeConfiguration(request),
      this.#update,
    );
    request();
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #set(): void {
    const { all, running, waiting } = this.#runs;
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    const inFront = reviewInFront();
    const values: Record<ContextKey, boolean> = {
      [contextKeys.hasModel]: this.#model.isMade,
      [contextKeys.hasOldSettings]: pendingMoves(windowSettings()).length > 0,
      [contextKeys.hasRun]: all.length > 0,
      [contextKeys.isRunning]: running.length > 0,
      [contextKeys.isAsking]: running.some(({ question }) => question !== undefined),
      [contextKeys.hasResult]: waiting.length > 0,
      // The keys for Accept and Reject act on what is in front only.
      [contextKeys.isReviewing]: waiting.some(
        ({ key, task }) => key === inFront || task.target.snapshot.uri === uri,
      ),
    };
    for (const [key, value] of Object.entries(values) as [ContextKey, boolean][]) {
      if (this.#last.get(key) === value) continue;
      this.#last.set(key, value);
      void vscode.commands.executeCommand('setContext', key, value);
    }
  }
}
