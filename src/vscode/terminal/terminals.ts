import * as vscode from 'vscode';
import type { ProgramRun } from '../../core/engine/effects.ts';
import type { RunnerEvent } from '../../node/runner/events.ts';
import type { LiveRun } from '../runs/live-run.ts';
import type { Runs } from '../runs/runs.ts';
import { endLine, ProgramLines, runnerLine, statusLine } from './event-lines.ts';
import { RunTerminal } from './run-terminal.ts';
import { bold, dim, join, plain, red } from './styled.ts';
import { showInformationMessage } from '../shown.ts';

interface Opened {
  readonly terminal: vscode.Terminal;
  readonly pty: RunTerminal;
  /** The run that it shows; undefined once that is over. */
  run: LiveRun | undefined;
  programs: ProgramLines;
}

/**
 * The terminals "Coppice": one for each run at a time, the next run going on in one that is free.
 * They are made without being shown; nothing opens the panel unasked.
 */
export class Terminals implements vscode.Disposable {
  readonly #opened = new Set<Opened>();
  readonly #listener: vscode.Disposable;
  /** Where a run's lines went, while that terminal exists. */
  readonly #of = new WeakMap<LiveRun, Opened>();

  constructor(runs: Runs) {
    this.#listener = runs.onDidChange((run) => this.#follow(run));
  }

  /** Gets a terminal ready for a run. */
  begin(run: LiveRun): void {
    const opened = [...this.#opened].find((each) => !each.run) ?? this.#open();
    opened.run = run;
    opened.programs = new ProgramLines();
    this.#of.set(run, opened);
    const { target } = run.task;
    const file = vscode.workspace.asRelativePath(vscode.Uri.parse(target.snapshot.uri));
    opened.pty.line(join([bold(target.qualifiedName), dim(` in ${file}`)]));
  }

  /** Says what the run will probably take, before anything is sent. */
  estimate(run: LiveRun, text: string): void {
    this.#of.get(run)?.pty.line(dim(`expected: ${text}`));
  }

  program(run: LiveRun, program: ProgramRun): void {
    const opened = this.#of.get(run);
    const line = opened?.programs.next(program, run.view);
    if (line) opened?.pty.line(line);
  }

  runnerEvent(run: LiveRun, event: RunnerEvent): void {
    const line = runnerLine(event);
    if (line) this.#of.get(run)?.pty.line(line);
  }

  /** Shows the terminal of a run, else of one that goes on, else the latest. The user has asked for it. */
  show(run: LiveRun | undefined): void {
    const all = [...this.#opened];
    const busy = all.findLast((each) => each.run !== undefined);
    const opened = (run && this.#of.get(run)) ?? busy ?? all.at(-1);
    if (opened && this.#opened.has(opened)) opened.terminal.show();
    else {
      void showInformationMessage(
        vscode.l10n.t('There is no Coppice terminal yet: it comes with the first run.'),
      );
    }
  }

  dispose(): void {
    this.#listener.dispose();
    for (const { terminal, pty } of this.#opened) {
      terminal.dispose();
      pty.dispose();
    }
    this.#opened.clear();
  }

  #open(): Opened {
    const pty = new RunTerminal(
      () => opened.run?.stop(),
      () => {
        this.#opened.delete(opened);
        pty.dispose();
      },
    );
    const terminal = vscode.window.createTerminal({
      name: 'Coppice',
      pty,
      iconPath: new vscode.ThemeIcon('beaker'),
      isTransient: true,
    });
    const opened: Opened = {
      terminal,
      pty,
      run: undefined,
      programs: new ProgramLines(),
    };
    this.#opened.add(opened);
    return opened;
  }

  #follow(run: LiveRun): void {
    const opened = this.#of.get(run);
    if (!opened || opened.run !== run) return;
    if (run.isRunning) {
      opened.pty.status(run.isStopping ? plain('stopping …') : statusLine(run.view, Date.now()));
      return;
    }
    opened.run = undefined;
    opened.pty.status(plain(''));
    opened.pty.line(run.result ? endLine(run.result) : red(run.failure?.message ?? ''));
    opened.pty.line(plain(''));
  }
}
