import * as vscode from 'vscode';
import { hunksAtLines, type PlacedHunk } from '../../core/patch/accepted-set.ts';
import { runOf, virtualScheme } from '../documents/virtual-documents.ts';
import type { LiveRun } from '../runs/live-run.ts';
import { keyIn } from '../runs/which-run.ts';
import type { Runs } from '../runs/runs.ts';
import type { Choices } from './choices.ts';
import { reviewInFront } from './review-tabs.ts';
import type { Reviews } from './reviews.ts';
import { showInformationMessage, showQuickPick } from '../shown.ts';

/** What accepting, leaving out and restoring single hunks does, from keys, palette and lenses. */
export class HunkCommands {
  readonly #runs: Runs;
  readonly #reviews: Reviews;
  readonly #choices: Choices;

  constructor(runs: Runs, reviews: Reviews, choices: Choices) {
    this.#runs = runs;
    this.#reviews = reviews;
    this.#choices = choices;
  }

  readonly accept = async (argument: unknown): Promise<void> => {
    const found = this.#find(argument, ({ isLeftOut }) => !isLeftOut);
    if (found) await this.#reviews.acceptHunks(found.run, found.keys);
  };

  readonly reject = (argument: unknown): void => {
    const found = this.#find(argument, ({ isLeftOut }) => !isLeftOut);
    if (found) this.#choices.leaveOut(found.run.key, found.keys);
  };

  /** Those at the cursor; else the only one that is left out; else the user chooses. */
  readonly restore = async (argument: unknown): Promise<void> => {
    const run = this.#runs.get(keyIn(argument) ?? reviewInFront() ?? '');
    const leftOut = run
      ? (this.#reviews.setOf(run.key)?.hunks.filter(({ isLeftOut }) => isLeftOut) ?? [])
      : [];
    if (!run || leftOut.length === 0) {
      tell(vscode.l10n.t('Nothing is left out of the review in front.'));
      return;
    }
    const here =
      this.#named(argument, leftOut) ?? this.#atCursor(run).filter((hunk) => hunk.isLeftOut);
    const chosen = here.length > 0 || leftOut.length === 1 ? [...here] : await choose(leftOut);
    const restored = chosen.length > 0 || leftOut.length > 1 ? chosen : leftOut;
    this.#choices.takeBackIn(
      run.key,
      restored.map(({ hunk }) => hunk.key),
    );
  };

  /** The hunks that a lens names, else those at the cursor or in the selection. */
  #find(
    argument: unknown,
    fits: (hunk: PlacedHunk) => boolean,
  ): { run: LiveRun; keys: readonly string[] } | undefined {
    const run = this.#runs.get(keyIn(argument) ?? reviewInFront() ?? '');
    if (!run?.isWaiting) {
      tell(vscode.l10n.t('Open a review first, and put the cursor on a change.'));
      return undefined;
    }
    const all = this.#reviews.setOf(run.key)?.hunks ?? [];
    const hunks = (this.#named(argument, all) ?? this.#atCursor(run)).filter(fits);
    if (hunks.length === 0) {
      tell(vscode.l10n.t('There is no change at the cursor. Alt+F5 goes to the next one.'));
      return undefined;
    }
    return { run, keys: hunks.map(({ hunk }) => hunk.key) };
  }

  #named(argument: unknown, all: readonly PlacedHunk[]): readonly PlacedHunk[] | undefined {
    if (typeof argument !== 'object' || argument === null || !('hunk' in argument))
      return undefined;
    return all.filter(({ hunk }) => hunk.key === argument.hunk);
  }

  #atCursor({ key }: LiveRun): readonly PlacedHunk[] {
    const editor = vscode.window.activeTextEditor;
    const set = this.#reviews.setOf(key);
    if (!set || editor?.document.uri.scheme !== virtualScheme) return [];
    const { uri } = editor.document;
    if (runOf(uri) !== key) return [];
    const { start, end, isEmpty } = editor.selection;
    const last = !isEmpty && end.character === 0 ? end.line - 1 : end.line;
    if (uri.authority === 'after') return hunksAtLines(set, start.line, last);
    // On the left a hunk is where its old lines are.
    const old = set.hunks.filter(({ hunk: { before } }) => {
      const isInsertion = before.start === before.end;
      return isInsertion
        ? before.start >= start.line && before.start - 1 <= last
        : before.start <= last && before.end > start.line;
    });
    const within = old.filter(({ hunk: { before } }) => before.start < before.end);
    return within.length > 0 ? within : old;
  }
}

async function choose(leftOut: readonly PlacedHunk[]): Promise<readonly PlacedHunk[]> {
  const items = leftOut.map((placed) => ({
    label: placed.hunk.part,
    description: firstLine(placed),
    picked: true,
    placed,
  }));
  const chosen = await showQuickPick(items, {
    title: vscode.l10n.t('Restore Hunks'),
    canPickMany: true,
  });
  return (chosen ?? []).map(({ placed }) => placed);
}

/** What a hunk puts in, or else what it takes out. */
export function firstLine({ hunk: { edit } }: PlacedHunk): string {
  return edit.newText.trim().split('\n')[0] ?? '';
}

function tell(message: string): void {
  void showInformationMessage(message);
}
