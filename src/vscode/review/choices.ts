import * as vscode from 'vscode';

/**
 * What the user leaves out of each result that waits: keys of hunks, which for helpers are their
 * names. The diff, the boxes of the plan view and Accept all go by it.
 */
export class Choices implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<string>();
  /** Tells the key of the run. */
  readonly onDidChange = this.#changed.event;
  readonly #leftOut = new Map<string, ReadonlySet<string>>();

  leftOutOf(run: string): ReadonlySet<string> {
    return this.#leftOut.get(run) ?? new Set();
  }

  leaveOut(run: string, keys: readonly string[]): void {
    this.#set(run, new Set([...this.leftOutOf(run), ...keys]));
  }

  takeBackIn(run: string, keys: readonly string[]): void {
    const rest = new Set(this.leftOutOf(run));
    for (const key of keys) rest.delete(key);
    this.#set(run, rest);
  }

  /** Nothing is left out any more: the result was judged, or its run is gone. */
  forget(run: string): void {
    if (this.#leftOut.has(run)) this.#set(run, new Set());
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #set(run: string, keys: ReadonlySet<string>): void {
    if (keys.size === 0) this.#leftOut.delete(run);
    else this.#leftOut.set(run, keys);
    this.#changed.fire(run);
  }
}
