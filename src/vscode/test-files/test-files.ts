import * as vscode from 'vscode';
import type { VirtualDocuments } from '../documents/virtual-documents.ts';
import type { EngineHost } from '../engine-host.ts';
import type { FunctionIndex } from '../functions/function-index.ts';
import { contextKeys } from '../ids.ts';
import type { LiveRun } from '../runs/live-run.ts';
import type { Runs } from '../runs/runs.ts';
import type { WhichRun } from '../runs/which-run.ts';
import { AcceptedTests } from './accepted-tests.ts';
import { TestExplorer } from './test-explorer.ts';
import { TestLenses } from './test-lenses.ts';
import { TestOffers, testsOf } from './test-offers.ts';
import { TestReviews, testsReviewedIn } from './test-reviews.ts';
import { showInformationMessage } from '../shown.ts';

export interface TestFilesParts {
  readonly host: EngineHost;
  readonly runs: Runs;
  readonly which: WhichRun;
  readonly functions: FunctionIndex;
  readonly documents: VirtualDocuments;
}

/** The tests of accepted runs: offered, reviewed, kept, and run from the Test Explorer. */
export class TestFiles implements vscode.Disposable {
  readonly #parts: TestFilesParts;
  readonly #offers: TestOffers;
  readonly #reviews: TestReviews;
  readonly #accepted: AcceptedTests;
  readonly #owned: vscode.Disposable;

  constructor(
    parts: TestFilesParts,
    { workspaceState: state }: Pick<vscode.ExtensionContext, 'workspaceState'>,
  ) {
    const { host, runs, functions, documents } = parts;
    this.#parts = parts;
    this.#offers = new TestOffers(state, runs);
    this.#reviews = new TestReviews(host, documents);
    this.#accepted = new AcceptedTests(state);
    const inFront = () => {
      const reviewed = testsReviewedIn(vscode.window.tabGroups.activeTabGroup.activeTab);
      void vscode.commands.executeCommand(
        'setContext',
        contextKeys.isReviewingTests,
        reviewed !== undefined,
      );
    };
    this.#owned = vscode.Disposable.from(
      this.#offers,
      this.#reviews,
      this.#accepted,
      new TestLenses(runs, functions, this.#offers),
      new TestExplorer(this.#accepted, host),
      vscode.window.tabGroups.onDidChangeTabs(inFront),
      vscode.window.tabGroups.onDidChangeTabGroups(inFront),
    );
  }

  readonly review = async (argument: unknown): Promise<void> => {
    const run = await this.#find(argument, vscode.l10n.t('Review Generated Tests'));
    if (run) await this.#reviews.open(run);
  };

  readonly accept = async (argument: unknown): Promise<void> => {
    const run = await this.#find(argument, vscode.l10n.t('Keep Generated Tests'));
    const file = run && (await this.#reviews.accept(run));
    if (!file) return;
    await this.#offers.answer(run);
    await this.#accepted.add(file);
  };

  readonly reject = async (argument: unknown): Promise<void> => {
    const run = await this.#find(argument, vscode.l10n.t('Leave Out Generated Tests'));
    if (!run) return;
    await this.#reviews.close(run);
    await this.#offers.answer(run);
  };

  dispose(): void {
    this.#owned.dispose();
  }

  /** The run under review in front, or the one that is named, at the cursor or chosen. */
  async #find(argument: unknown, title: string): Promise<LiveRun | undefined> {
    const key = testsReviewedIn(vscode.window.tabGroups.activeTabGroup.activeTab);
    const named = argument === undefined && key !== undefined ? { run: key } : argument;
    const run = await this.#parts.which.find(named, hasTests, title);
    if (!run) {
      void showInformationMessage(
        vscode.l10n.t(
          'There are no generated tests to review. They are offered once a result is accepted.',
        ),
      );
    }
    return run;
  }
}

function hasTests(run: LiveRun): boolean {
  return run.verdict === 'accepted' && run.task.plan === undefined && testsOf(run).length > 0;
}
