import * as vscode from 'vscode';
import type { Estimate } from '../../core/estimate/estimate.ts';
import type { FunctionPlace } from '../../node/coppice.ts';
import { snapshotOf } from '../documents/snapshot.ts';
import type { EngineHost } from '../engine-host.ts';
import type { ModelChoice } from '../settings/model-choice.ts';
import { readSetting } from '../settings/read.ts';
import { priceTable, runSettings } from '../settings/run-settings.ts';

/** Typing goes on for so long, in ms, before anything is estimated. */
const pauseMs = 600;
/** Stubs of one document that are estimated. */
const mostStubs = 12;

interface Known {
  /** The stub's text and the settings that the estimate was made for. */
  readonly basis: string;
  readonly estimate: Estimate | undefined;
}

/**
 * What growing the stubs of documents will probably take. An estimate is made in the background
 * once its document is left alone for a moment; until then there is none, or the last one.
 */
export class StubEstimates implements vscode.Disposable {
  readonly #made = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#made.event;
  readonly #host: EngineHost;
  readonly #model: Pick<ModelChoice, 'known'>;
  readonly #log: (text: string) => void;
  readonly #known = new WeakMap<vscode.TextDocument, Map<string, Known>>();
  readonly #timers = new Map<vscode.TextDocument, ReturnType<typeof setTimeout>>();
  readonly #closed = vscode.workspace.onDidCloseTextDocument((document) => this.#cancel(document));

  constructor(host: EngineHost, model: Pick<ModelChoice, 'known'>, log: (text: string) => void) {
    this.#host = host;
    this.#model = model;
    this.#log = log;
  }

  /** What is known of a stub. Asks for the estimates of a document's stubs where some are missing. */
  of(
    document: vscode.TextDocument,
    stubs: readonly FunctionPlace[],
  ): ReadonlyMap<string, Estimate> {
    const known = this.#known.get(document);
    const wanted = stubs.slice(0, mostStubs);
    if (wanted.some((stub) => known?.get(stub.qualifiedName)?.basis !== basisOf(document, stub))) {
      this.#cancel(document);
      this.#timers.set(
        document,
        setTimeout(() => {
          this.#timers.delete(document);
          void this.#make(document, document.version, wanted);
        }, pauseMs),
      );
    }
    return new Map(
      [...(known ?? [])].flatMap(([name, { estimate }]) => (estimate ? [[name, estimate]] : [])),
    );
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#closed.dispose();
    this.#made.dispose();
  }

  #cancel(document: vscode.TextDocument): void {
    clearTimeout(this.#timers.get(document));
    this.#timers.delete(document);
  }

  async #make(
    document: vscode.TextDocument,
    version: number,
    stubs: readonly FunctionPlace[],
  ): Promise<void> {
    const snapshot = snapshotOf(document);
    if (!snapshot || document.isClosed || document.version !== version) return;
    const known = new Map<string, Known>();
    try {
      for (const stub of stubs) {
        const basis = basisOf(document, stub);
        const estimate = await this.#host.use(async (coppice) => {
          const task = await coppice.capture(snapshot, stub.range.start, { unrun: true });
          if (!task.ok) return undefined;
          return coppice.estimate(task.value, runSettings(readSetting), this.#model.known);
        });
        known.set(stub.qualifiedName, { basis, estimate });
      }
    } catch (error) {
      // Nobody waits for it: the lens offers the same without it.
      this.#log(`No estimate: ${String(error)}`);
      return;
    }
    this.#known.set(document, known);
    this.#made.fire();
  }
}

/** What an estimate depends on, as far as it is cheap to see. */
function basisOf(document: vscode.TextDocument, { range }: FunctionPlace): string {
  const text = document.getText().slice(range.start, range.end);
  return JSON.stringify([text, runSettings(readSetting), priceTable(readSetting)]);
}
