import * as vscode from 'vscode';
import { commands } from './ids.ts';
import type { LiveRun } from './runs/live-run.ts';
import { costText, estimateText } from './cost/cost-text.ts';
import { levelLooks, levelOf } from '../core/verdict.ts';
import { verdictText } from '../core/engine/verdict-text.ts';
import { progressText } from './runs/run-text.ts';
import type { Runs } from './runs/runs.ts';
import { readSetting } from './settings/read.ts';
import { budgetLimits } from './settings/run-settings.ts';
import { Throttle } from './throttle.ts';
import { durationText, tokensText } from './tree/node-text.ts';
import { shownLine, shownText } from './shown.ts';

const redrawEveryMs = 200;

/** What the runs have taken together. */
function totalCost(runs: readonly LiveRun[]): { tokens: number; money: number } {
  const sum = { tokens: 0, money: 0 };
  for (const { view } of runs) {
    sum.tokens += view?.tokens ?? 0;
    sum.money += view?.money ?? 0;
  }
  return sum;
}

/** Progress and cost in the status bar, with a button that stops, and then the verdict until it is judged. */
export class StatusBar implements vscode.Disposable {
  readonly #runs: Runs;
  readonly #progress = vscode.window.createStatusBarItem(
    'coppice.progress',
    vscode.StatusBarAlignment.Left,
    10,
  );
  readonly #stop = vscode.window.createStatusBarItem(
    'coppice.stop',
    vscode.StatusBarAlignment.Left,
    9,
  );
  readonly #redraw = new Throttle(redrawEveryMs, () => this.#draw());
  readonly #owned: vscode.Disposable;

  constructor(runs: Runs) {
    this.#runs = runs;
    this.#progress.name = vscode.l10n.t('Coppice: Progress');
    this.#stop.name = vscode.l10n.t('Coppice: Stop');
    this.#stop.text = '$(debug-stop)';
    this.#stop.tooltip = vscode.l10n.t('Stop Coppice');
    this.#stop.accessibilityInformation = { label: vscode.l10n.t('Stop Coppice'), role: 'button' };
    this.#stop.command = commands.stop;
    this.#owned = vscode.Disposable.from(
      runs.onDidChange(() => this.#redraw.request()),
      this.#redraw,
      this.#progress,
      this.#stop,
    );
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #draw(): void {
    const { running } = this.#runs;
    const run = running.find(({ question }) => question) ?? running.at(-1);
    if (run) {
      this.#showProgress(run, running.length - 1);
      this.#stop.show();
      return;
    }
    this.#stop.hide();
    const waiting = this.#runs.waiting.at(-1);
    if (waiting?.result) this.#showVerdict(waiting, verdictText(waiting.result));
    else this.#progress.hide();
  }

  #showProgress(run: LiveRun, others: number): void {
    const { view, question, estimate } = run;
    const name = run.task.target.qualifiedName;
    const doing = run.isStopping
      ? vscode.l10n.t('stopping')
      : question
        ? vscode.l10n.t('which result is right?')
        : progressText(view);
    const more = others > 0 ? ` (+${others})` : '';
    const cost = costText(totalCost(this.#runs.running));
    const text = `${name}: ${doing}${more}${cost === '' ? '' : ` · ${cost}`}`;
    this.#progress.text = shownLine(`${question ? '$(question)' : '$(loading~spin)'} ${text}`);
    this.#progress.accessibilityInformation = { label: shownLine(`Coppice, ${text}`) };
    const tooltip = [
      view
        ? `${tokensText(view.tokens)} tokens, ${view.runs} evaluations, ${durationText(Date.now() - view.startedAt)}`
        : vscode.l10n.t('Starting'),
      ...(estimate
        ? [vscode.l10n.t('Expected: {0}', estimateText(estimate, budgetLimits(readSetting).tokens))]
        : []),
    ];
    this.#progress.tooltip = shownText(tooltip.join('\n'));
    this.#set(question ? commands.answer : commands.showPlan, run);
  }

  #showVerdict(run: LiveRun, verdict: string): void {
    const name = run.task.target.qualifiedName;
    const icon = `$(${levelLooks[levelOf(run.solution)].icon})`;
    this.#progress.text = shownLine(`${icon} ${name}: ${verdict}`);
    this.#progress.accessibilityInformation = { label: shownLine(`Coppice, ${name}: ${verdict}`) };
    this.#progress.tooltip = vscode.l10n.t('Review');
    this.#set(commands.review, run);
  }

  #set(command: string, run: LiveRun): void {
    this.#progress.command = {
      command,
      title: vscode.l10n.t('Coppice'),
      arguments: [{ run: run.key }],
    };
    this.#progress.show();
  }
}
