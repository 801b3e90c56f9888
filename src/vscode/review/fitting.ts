import * as vscode from 'vscode';
import type { Patch, PatchOptions } from '../../core/patch/patch.ts';
import type { PatchHunk } from '../../core/patch/patch-hunks.ts';
import { fail, ok, type Failure, type Result } from '../../core/result.ts';
import type { PatchFailure } from '../../node/coppice.ts';
import { snapshotOf } from '../documents/snapshot.ts';
import type { EngineHost } from '../engine-host.ts';
import type { LiveRun } from '../runs/live-run.ts';

/** A patch for a document as it is at one version, and its hunks. */
export interface Fitted {
  readonly document: vscode.TextDocument;
  readonly patch: Patch;
  readonly hunks: readonly PatchHunk[];
}

export type FitFailure = PatchFailure | Failure<'unknown-language' | 'gone' | 'restless'>;

/** How often a patch is made anew when the user types meanwhile. */
const attempts = 5;

/** Makes the patch of a run's result for its file as it is now. */
export async function fit(
  host: EngineHost,
  run: LiveRun,
  options: PatchOptions,
): Promise<Result<Fitted, FitFailure>> {
  const opened = await openTarget(run);
  if (!opened.ok) return opened;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const fitted = await fitOnce(host, run, opened.value, options);
    if (!fitted.ok || isCurrent(fitted.value)) return fitted;
  }
  return fail({
    reason: 'restless',
    message: vscode.l10n.t('The file keeps changing. Try again when it is still.'),
  });
}

/** False where the document was edited since the patch was made. */
export function isCurrent({ document, patch }: Fitted): boolean {
  return patch.snapshot.version === document.version;
}

async function fitOnce(
  host: EngineHost,
  { task, solution }: LiveRun,
  document: vscode.TextDocument,
  options: PatchOptions,
): Promise<Result<Fitted, FitFailure>> {
  if (!solution) {
    return fail({
      reason: 'no-solution',
      message: vscode.l10n.t('There is no candidate of {0} to review.', task.target.qualifiedName),
    });
  }
  const now = snapshotOf(document);
  if (!now) {
    return fail({
      reason: 'unknown-language',
      message: vscode.l10n.t(
        '{0} is no longer a file in a language that Coppice knows.',
        document.fileName,
      ),
    });
  }
  return host.use(async (coppice): Promise<Result<Fitted, FitFailure>> => {
    const made = await coppice.patchOf(task, solution, now, options);
    if (!made.ok) return made;
    return ok({ document, patch: made.value, hunks: await coppice.hunksOf(made.value) });
  });
}

/** The document that a run is about. */
async function openTarget({ task }: LiveRun): Promise<Result<vscode.TextDocument, FitFailure>> {
  const uri = vscode.Uri.parse(task.target.snapshot.uri);
  try {
    return ok(await vscode.workspace.openTextDocument(uri));
  } catch (error) {
    return fail({
      reason: 'gone',
      message: vscode.l10n.t(
        '{0} cannot be opened any more, so nothing was changed: {1}',
        vscode.workspace.asRelativePath(uri),
        error instanceof Error ? error.message : String(error),
      ),
    });
  }
}
