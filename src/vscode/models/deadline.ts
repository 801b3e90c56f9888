import type * as vscode from 'vscode';

/** Cancels a request where nothing comes for too long; `extend` says that something came. */
export class Deadline implements vscode.Disposable {
  readonly #source: vscode.CancellationTokenSource;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(source: vscode.CancellationTokenSource) {
    this.#source = source;
  }

  /** True where it was this that cancelled. */
  get isOver(): boolean {
    return this.#isOver;
  }

  extend(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#isOver = true;
      this.#source.cancel();
    }, ms);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
