import * as vscode from 'vscode';
import { virtualScheme } from '../documents/virtual-documents.ts';
import type { FunctionIndex } from '../functions/function-index.ts';
import { reviewInFront } from '../review/review-tabs.ts';
import type { LiveRun } from './live-run.ts';
import { verdictText } from '../../core/engine/verdict-text.ts';
import type { Runs } from './runs.ts';
import { showQuickPick } from '../shown.ts';

/** Finds out which run a command means. */
export class WhichRun {
  readonly #runs: Runs;
  readonly #functions: FunctionIndex;

  constructor(runs: Runs, functions: FunctionIndex) {
    this.#runs = runs;
    this.#functions = functions;
  }

  /** The run that a lens or a row names. */
  named(argument: unknown): LiveRun | undefined {
    return this.#runs.get(keyIn(argument) ?? '');
  }

  /**
   * The run that a lens or a row names; else the one under review in front; else the one of the
   * function at the cursor; else the only one that `fits`; else the user chooses. With `inSight` the
   * user confirms a run, too, while another file is in front: they may not have seen it.
   */
  async find(
    argument: unknown,
    fits: (run: LiveRun) => boolean,
    title: string,
    { inSight = false } = {},
  ): Promise<LiveRun | undefined> {
    const named = this.#runs.get(keyIn(argument) ?? reviewInFront() ?? '');
    if (named && fits(named)) return named;
    const fitting = this.#runs.all.filter(fits);
    const here = await this.#atCursor(fitting);
    if (here) return here;
    const [only, ...others] = fitting;
    if (only === undefined) return undefined;
    const isClear = others.length === 0 && !(inSight && isOutOfSight(only));
    return isClear ? only : choose(fitting, title);
  }

  async #atCursor(fitting: readonly LiveRun[]): Promise<LiveRun | undefined> {
    const editor = vscode.window.activeTextEditor;
    if (!editor || fitting.length === 0) return undefined;
    const { document, selection } = editor;
    const uri = document.uri.toString();
    const inFile = fitting.filter(({ task }) => task.target.snapshot.uri === uri);
    if (inFile.length === 0) return undefined;
    const offset = document.offsetAt(selection.active);
    const names = (await this.#functions.of(document))
      .filter(({ range }) => range.start <= offset && offset <= range.end)
      .map(({ qualifiedName }) => qualifiedName);
    return inFile.findLast(({ task }) => names.includes(task.target.qualifiedName));
  }
}

/** True where the editor in front shows another file; what Coppice shows belongs to a run. */
function isOutOfSight({ task }: LiveRun): boolean {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return (
    uri !== undefined && uri.scheme !== virtualScheme && uri.toString() !== task.target.snapshot.uri
  );
}

/** The key of the run that the argument of a command names. */
export function keyIn(argument: unknown): string | undefined {
  if (typeof argument !== 'object' || argument === null || !('run' in argument)) return undefined;
  return typeof argument.run === 'string' ? argument.run : undefined;
}

async function choose(runs: readonly LiveRun[], title: string): Promise<LiveRun | undefined> {
  const items = runs.toReversed().map((run) => ({
    label: run.task.target.qualifiedName,
    description: vscode.workspace.asRelativePath(vscode.Uri.parse(run.task.target.snapshot.uri)),
    ...(run.result ? { detail: verdictText(run.result) } : {}),
    run,
  }));
  return (await showQuickPick(items, { title }))?.run;
}
