import * as vscode from 'vscode';
import { keptTests, type KeptTest } from '../../core/test-files/kept-tests.ts';
import type { LiveRun } from '../runs/live-run.ts';
import type { Runs } from '../runs/runs.ts';

const storeKey = 'coppice.testsAnswered';
/** Runs whose offers are remembered as answered. */
const mostAnswered = 200;

/** The tests that a run has to give. */
export function testsOf({
  solution,
  view,
}: Pick<LiveRun, 'solution' | 'view'>): readonly KeptTest[] {
  return solution && view ? keptTests(solution, view) : [];
}

/** Which accepted runs still have tests to offer. An offer is answered once. */
export class TestOffers implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  /** An offer came or went. */
  readonly onDidChange = this.#changed.event;
  readonly #owned: vscode.Disposable;
  #answered: ReadonlySet<string>;

  constructor(state: vscode.Memento, runs: Runs) {
    this.#state = state;
    this.#answered = new Set(state.get<readonly string[]>(storeKey, []));
    this.#owned = vscode.Disposable.from(
      this.#changed,
      runs.onDidChange((run) => {
        if (run.verdict !== 'pending') this.#changed.fire();
      }),
    );
  }

  /** How many tests a run offers: none before its result is accepted, none once the user has answered. */
  count(run: LiveRun): number {
    if (run.verdict !== 'accepted' || run.task.plan !== undefined) return 0;
    if (run.view && this.#answered.has(run.view.id)) return 0;
    return testsOf(run).length;
  }

  /** The user has taken the tests or does not want them. */
  async answer({ view }: LiveRun): Promise<void> {
    if (!view) return;
    this.#answered = new Set([...this.#answered, view.id].slice(-mostAnswered));
    this.#changed.fire();
    await this.#state.update(storeKey, [...this.#answered]);
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
