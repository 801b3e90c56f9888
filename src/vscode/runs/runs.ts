import * as vscode from 'vscode';
import type { RunResult } from '../../core/engine/run-session.ts';
import type { Task } from '../../core/task.ts';
import { LiveRun, type Verdict } from './live-run.ts';

/** Runs that are over and stay in the view; older ones are found in their journals. */
const keptRuns = 20;

/** The runs of this window, oldest first. Everything that shows runs listens here. */
export class Runs implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<LiveRun>();
  /** A run came, changed or went. */
  readonly onDidChange = this.#changed.event;
  readonly #runs = new Map<string, LiveRun>();
  #count = 0;

  get all(): readonly LiveRun[] {
    return [...this.#runs.values()];
  }

  get running(): readonly LiveRun[] {
    return this.all.filter((run) => run.isRunning);
  }

  get waiting(): readonly LiveRun[] {
    return this.all.filter((run) => run.isWaiting);
  }

  get(key: string): LiveRun | undefined {
    return this.#runs.get(key);
  }

  /** The latest run of a function of a document. */
  of(uri: vscode.Uri, qualifiedName: string): LiveRun | undefined {
    return this.in(uri).findLast(({ task }) => task.target.qualifiedName === qualifiedName);
  }

  in(uri: vscode.Uri): readonly LiveRun[] {
    const text = uri.toString();
    return this.all.filter(({ task }) => task.target.snapshot.uri === text);
  }

  add(task: Task): LiveRun {
    const run = this.#make(task);
    this.#changed.fire(run);
    return run;
  }

  /** Begins a run in the place of one that is over, whose key and row it takes. */
  replace(old: LiveRun, task: Task): LiveRun {
    const run = new LiveRun(old.key, task, (changed) => this.#changed.fire(changed), old.view);
    this.#runs.set(old.key, run);
    this.#changed.fire(run);
    return run;
  }

  /** Undoes `replace`, where nothing came of it. */
  putBack(old: LiveRun): void {
    this.#runs.set(old.key, old);
    this.#changed.fire(old);
  }

  /** Adds a run of an earlier window, which is over. */
  restore(result: RunResult, verdict: Verdict): LiveRun {
    const run = this.#make(result.task);
    run.end(result);
    if (verdict !== 'pending') run.judge(verdict);
    return run;
  }

  /** Takes a run that is over out of the view. Its journal stays. */
  remove(run: LiveRun): void {
    if (run.isRunning || !this.#runs.delete(run.key)) return;
    this.#changed.fire(run);
  }

  /** Stops everything that is under way. */
  dispose(): void {
    for (const run of this.running) run.stop();
    this.#changed.dispose();
  }

  #make(task: Task): LiveRun {
    this.#count += 1;
    const run = new LiveRun(String(this.#count), task, (changed) => this.#changed.fire(changed));
    this.#runs.set(run.key, run);
    this.#forgetOldest();
    return run;
  }

  /** A result that waits for the user's word is never forgotten. */
  #forgetOldest(): void {
    const over = this.all.filter(({ isRunning, isWaiting }) => !isRunning && !isWaiting);
    for (const { key } of over.slice(0, Math.max(0, over.length - keptRuns))) {
      this.#runs.delete(key);
    }
  }
}
