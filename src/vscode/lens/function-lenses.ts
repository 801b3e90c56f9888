import * as vscode from 'vscode';
import type { StubEstimates } from '../cost/stub-estimates.ts';
import { growable } from '../documents/snapshot.ts';
import type { FunctionIndex } from '../functions/function-index.ts';
import { settings } from '../ids.ts';
import type { Remedy } from '../offer.ts';
import type { LiveRun } from '../runs/live-run.ts';
import { remediesFor } from '../runs/remedies.ts';
import type { RunMemory } from '../runs/run-memory.ts';
import type { Runs } from '../runs/runs.ts';
import { readSetting } from '../settings/read.ts';
import { Throttle } from '../throttle.ts';
import { lensesFor, type LensModel } from './lens-model.ts';
import { codeLens } from '../shown.ts';

/** Between two redraws while runs go on. */
const redrawEveryMs = 250;
/** VS Code drops a redraw that is asked for just as it draws a file that was opened a moment ago. */
const redrawAgainMs = 1000;

/** Lenses above functions that can be grown, are being grown, or have a result. */
export class FunctionLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #functions: FunctionIndex;
  readonly #runs: Runs;
  readonly #memory: Pick<RunMemory, 'restore'>;
  readonly #estimates: StubEstimates;
  readonly #redraw = new Throttle(redrawEveryMs, () => this.#changed.fire());
  #again: ReturnType<typeof setTimeout> | undefined;
  readonly #owned: vscode.Disposable;

  constructor(
    functions: FunctionIndex,
    runs: Runs,
    memory: Pick<RunMemory, 'restore'>,
    estimates: StubEstimates,
  ) {
    this.#memory = memory;
    this.#estimates = estimates;
    this.#functions = functions;
    this.#runs = runs;
    this.#owned = vscode.Disposable.from(
      vscode.languages.registerCodeLensProvider(growable, this),
      runs.onDidChange((run) => {
        this.#redraw.request();
        if (!run.isRunning) this.#redrawAgain();
      }),
      { dispose: () => clearTimeout(this.#again) },
      estimates.onDidChange(() => this.#redraw.request()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(settings.codeLens)) this.#redraw.request();
      }),
      this.#redraw,
      this.#changed,
    );
  }

  async provideCodeLenses(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeLens[]> {
    const offers = readSetting(settings.codeLens, document);
    if (offers !== true && this.#runs.in(document.uri).length === 0) return [];
    const { version } = document;
    const [functions] = await Promise.all([this.#functions.of(document), this.#memory.restore()]);
    if (token.isCancellationRequested || document.version !== version) return [];
    const estimates = this.#estimates.of(
      document,
      offers === true ? functions.filter(({ isStub }) => isStub) : [],
    );
    return functions.flatMap((place) => {
      const run = this.#runs.of(document.uri, place.qualifiedName);
      const at = document.positionAt(place.range.start);
      const estimate = estimates.get(place.qualifiedName);
      const remedy = run === undefined ? undefined : remedyFor(run);
      return lensesFor(offers === true ? place : { ...place, isStub: false }, run, {
        ...(estimate === undefined ? {} : { estimate }),
        ...(remedy === undefined ? {} : { remedy }),
      }).map(({ title, command, tooltip, target }) =>
        codeLens(new vscode.Range(at, at), {
          title,
          command,
          tooltip,
          arguments: argumentsOf(target, document.uri),
        }),
      );
    });
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #redrawAgain(): void {
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.#redraw.request(), redrawAgainMs);
  }
}

function argumentsOf(target: LensModel['target'], uri: vscode.Uri): unknown[] {
  if ('args' in target) return [...target.args];
  return ['run' in target ? target : { uri: uri.toString(), offset: target.offset }];
}

/** What helps most where a run failed. */
function remedyFor(run: LiveRun): Remedy | undefined {
  const { reason } = run.failure ?? run.result ?? {};
  return remediesFor(reason, run)[0];
}
