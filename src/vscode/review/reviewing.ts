import * as vscode from 'vscode';
import { Choices } from './choices.ts';
import { DeceptiveMarks } from './deceptive-marks.ts';
import { HunkCommands } from './hunk-commands.ts';
import { HunkLenses } from './hunk-lenses.ts';
import { LeftOutMarks } from './left-out-marks.ts';
import { Reviews, type ReviewParts } from './reviews.ts';

/** Everything about reviews: what is shown, what is left out of it, and the commands for hunks. */
export class Reviewing implements vscode.Disposable {
  readonly choices = new Choices();
  readonly reviews: Reviews;
  readonly hunks: HunkCommands;
  readonly #owned: vscode.Disposable;

  constructor(parts: Omit<ReviewParts, 'choices'>) {
    this.reviews = new Reviews({ ...parts, choices: this.choices });
    this.hunks = new HunkCommands(parts.runs, this.reviews, this.choices);
    this.#owned = vscode.Disposable.from(
      this.reviews,
      new HunkLenses(this.reviews),
      new LeftOutMarks(this.reviews),
      new DeceptiveMarks(),
      this.choices,
    );
  }

  dispose(): void {
    this.#owned.dispose();
  }
}
