import { basename } from 'node:path';
import * as vscode from 'vscode';
import { acceptedSet, type AcceptedSet } from '../../core/patch/accepted-set.ts';
import type { PatchHunk } from '../../core/patch/patch-hunks.ts';
import { virtualUri, type VirtualDocuments } from '../documents/virtual-documents.ts';
import type { EngineHost } from '../engine-host.ts';
import type { LiveRun, Verdict } from '../runs/live-run.ts';
import type { Runs } from '../runs/runs.ts';
import { Throttle } from '../throttle.ts';
import { agreeOn, putIn, reveal } from './acceptance.ts';
import type { Choices } from './choices.ts';
import { Conflicts } from './conflicts.ts';
import { Drafts } from './drafts.ts';
import { fit, isCurrent, type Fitted } from './fitting.ts';
import type { FormattedTexts } from './insertion.ts';
import { reviewedIn, tabsOfReview } from './review-tabs.ts';
import { checkWritten } from './written-check.ts';
import {
  showDiff,
  showErrorMessage,
  showInformationMessage,
  showWarningMessage,
} from '../shown.ts';

/** What is under review: one result against its file. */
interface Review {
  readonly run: LiveRun;
  /** The user has seen that the result takes the place of an edit of theirs. */
  overEdits: boolean;
  /** What the formatter makes of the functions; undefined before it was asked. */
  texts: FormattedTexts | undefined;
  /** Both sides of the diff as they were last shown. */
  shown: { readonly fitted: Fitted; readonly set: AcceptedSet } | undefined;
}

export interface ReviewParts {
  readonly host: EngineHost;
  readonly runs: Runs;
  readonly documents: VirtualDocuments;
  readonly choices: Choices;
  readonly log: (text: string) => void;
}

const refreshEveryMs = 300;

/**
 * Shows results as diffs whose sides are both virtual: the file as it is, and the file as it would
 * be with what the user takes. Accepting puts that into the file as one change with one undo, or
 * changes nothing at all where the target is no longer what it was.
 */
export class Reviews implements vscode.Disposable {
  readonly #parts: ReviewParts;
  readonly #conflicts: Conflicts;
  readonly #reviews = new Map<string, Review>();
  readonly #drafts: Drafts;
  readonly #shown = new vscode.EventEmitter<string>();
  /** The diff of a run shows something else. Tells the key of the run. */
  readonly onDidShow = this.#shown.event;
  readonly #edited = new Set<string>();
  readonly #refresh = new Throttle(refreshEveryMs, () => this.#refreshEdited());
  readonly #owned: vscode.Disposable;

  constructor(parts: ReviewParts) {
    this.#parts = parts;
    const { runs, documents, choices } = parts;
    this.#conflicts = new Conflicts(documents);
    this.#drafts = new Drafts(documents, parts.log);
    documents.add('before', (run) => {
      return this.#reviews.get(run)?.shown?.fitted.patch.snapshot.text ?? '';
    });
    documents.add('after', (run) => this.setOf(run)?.text ?? '');
    this.#owned = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#note(document.uri)),
      vscode.window.tabGroups.onDidChangeTabs(({ opened, closed }) => {
        for (const tab of closed) this.#close(reviewedIn(tab));
        for (const tab of opened) this.#note(uriOf(this.#reviews.get(reviewedIn(tab) ?? '')));
      }),
      runs.onDidChange(({ key }) => {
        if (!runs.get(key)) this.#forget(key);
      }),
      choices.onDidChange((run) => this.#showChoice(run)),
      this.#refresh,
      this.#shown,
    );
  }

  /** Opens the diff of a run's result against its file as it is now. */
  async open(run: LiveRun, { overEdits = false } = {}): Promise<void> {
    const review = this.#reviewOf(run);
    review.overEdits = overEdits;
    const plain = await this.#fit(review);
    if (!plain) return;
    const fitted = review.texts ? plain : await this.#formatted(review, plain);
    if (!fitted) return;
    this.#show(review, fitted);
    const { uri } = fitted.document;
    const name = basename(uri.path);
    await showDiff(
      virtualUri('before', run.key, name),
      virtualUri('after', run.key, name),
      vscode.l10n.t('{0}: {1} (Coppice)', name, run.task.target.qualifiedName),
      { preview: false },
    );
  }

  /** What the right side of a run's diff shows. */
  setOf(run: string): AcceptedSet | undefined {
    return this.#reviews.get(run)?.shown?.set;
  }

  /** Puts all that is not left out into the file, which ends the review. True where that was done. */
  async accept(run: LiveRun): Promise<boolean> {
    const review = this.#reviewOf(run);
    const fitted = await this.#fit(review);
    if (!fitted) return false;
    const taken = this.#takenOf(run, fitted);
    if (taken.length === 0 && fitted.hunks.length > 0) {
      void showInformationMessage(
        vscode.l10n.t(
          'Everything is left out, so there is nothing to accept. Restore a hunk, or reject the result.',
        ),
      );
      return false;
    }
    const agreed = await agreeOn(fitted, taken);
    if (!agreed) return false;
    // The file is shown first: only what an editor shows can be formatted in the same undo step.
    await reveal(fitted.document, run);
    const formatted = await putIn(fitted, agreed, this.#parts.log);
    if (!formatted) return false;
    const isProven = agreed.length === fitted.hunks.length && formatted.size === 0 && !review.texts;
    await this.#end(run, 'accepted');
    if (!isProven) void this.#checkAgain(run, fitted);
    return true;
  }

  /** Puts single hunks into the file at once. The rest stays under review; with none left it ends. */
  async acceptHunks(run: LiveRun, keys: readonly string[]): Promise<void> {
    const review = this.#reviewOf(run);
    const fitted = await this.#fit(review);
    if (!fitted) return;
    const wanted = fitted.hunks.filter(({ key }) => keys.includes(key));
    const agreed = wanted.length === 0 ? undefined : await agreeOn(fitted, wanted);
    if (!agreed) return;
    const texts = await putIn(fitted, agreed, this.#parts.log);
    if (!texts) return;
    review.texts = new Map([...(review.texts ?? []), ...texts]);
    this.#parts.choices.takeBackIn(
      run.key,
      agreed.map(({ key }) => key),
    );
    const rest = await this.#fit(review);
    if (!rest) return;
    if (this.#takenOf(run, rest).length > 0) this.#show(review, rest);
    else {
      await this.#end(run, 'accepted');
      await reveal(rest.document, run);
      void this.#checkAgain(run, rest);
    }
  }

  /** What stands in the file is not all that was proven, or not as it was. */
  async #checkAgain(run: LiveRun, { document }: Fitted): Promise<void> {
    const { host, log } = this.#parts;
    try {
      await checkWritten(host, run, document, log);
    } catch (error) {
      log(error instanceof Error ? error.message : String(error));
    }
  }

  async reject(run: LiveRun): Promise<void> {
    await this.#end(run, 'rejected');
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #reviewOf(run: LiveRun): Review {
    const known = this.#reviews.get(run.key);
    // A run that was grown again has taken the key of the one before it.
    if (known?.run === run) return known;
    const review: Review = { run, overEdits: false, texts: undefined, shown: undefined };
    this.#reviews.set(run.key, review);
    return review;
  }

  #takenOf({ key }: LiveRun, { hunks }: Fitted): readonly PatchHunk[] {
    const leftOut = this.#parts.choices.leftOutOf(key);
    return hunks.filter((hunk) => !leftOut.has(hunk.key));
  }

  /** The patch for the file as it is, or undefined where there is none and the user was told why. */
  async #fit(review: Review): Promise<Fitted | undefined> {
    const { run } = review;
    const fitted = await fit(this.#parts.host, run, optionsOf(review));
    if (fitted.ok) return fitted.value;
    const { error } = fitted;
    if (error.reason === 'target-changed') {
      await this.#conflicts.show(run, error.conflict, error.message);
    } else if (error.reason === 'restless') {
      void showWarningMessage(error.message);
    } else void showErrorMessage(error.message);
    return undefined;
  }

  /** The same patch as the formatter has it. */
  async #formatted(review: Review, fitted: Fitted): Promise<Fitted | undefined> {
    review.texts = await this.#drafts.format(review.run.key, fitted);
    return review.texts.size === 0 ? fitted : this.#fit(review);
  }

  #show(review: Review, fitted: Fitted): void {
    const { key } = review.run;
    const { patch, hunks, document } = fitted;
    const set = acceptedSet(patch, hunks, this.#parts.choices.leftOutOf(key));
    review.shown = { fitted, set };
    const name = basename(document.uri.path);
    this.#parts.documents.refresh(virtualUri('before', key, name));
    this.#parts.documents.refresh(virtualUri('after', key, name));
    this.#shown.fire(key);
  }

  #showChoice(run: string): void {
    const review = this.#reviews.get(run);
    if (review?.shown) this.#show(review, review.shown.fitted);
  }

  /** What nobody looks at any more may not take the place of an edit. */
  #close(run: string | undefined): void {
    const review = this.#reviews.get(run ?? '');
    if (review && tabsOfReview(review.run.key).length === 0) review.overEdits = false;
  }

  #note(uri: vscode.Uri | undefined): void {
    if (!uri || this.#parts.runs.in(uri).length === 0) return;
    this.#edited.add(uri.toString());
    this.#refresh.request();
  }

  /** Open reviews follow the user's edits, as far as the result still fits; then they stay as they were. */
  #refreshEdited(): void {
    const uris = [...this.#edited];
    this.#edited.clear();
    for (const review of this.#reviews.values()) {
      const { run, texts } = review;
      if (!review.shown || !run.isWaiting || !uris.includes(run.task.target.snapshot.uri)) continue;
      if (tabsOfReview(run.key).length === 0) continue;
      void fit(this.#parts.host, run, optionsOf(review)).then((fitted) => {
        if (!fitted.ok || !isCurrent(fitted.value)) return;
        // Neither after the end nor when a hunk was accepted and formatted meanwhile.
        if (run.isWaiting && review.texts === texts) this.#show(review, fitted.value);
      });
    }
  }

  /** Closes what this class has opened for the run. */
  async #end(run: LiveRun, verdict: Verdict): Promise<void> {
    run.judge(verdict);
    const tabs = tabsOfReview(run.key);
    if (tabs.length > 0) await vscode.window.tabGroups.close(tabs);
    this.#forget(run.key);
  }

  #forget(run: string): void {
    this.#reviews.delete(run);
    this.#conflicts.forget(run);
    this.#parts.choices.forget(run);
  }
}

function optionsOf({ texts, overEdits }: Review) {
  return { overEdits, ...(texts ? { texts } : {}) };
}

function uriOf(review: Review | undefined): vscode.Uri | undefined {
  return review?.shown?.fitted.document.uri;
}
