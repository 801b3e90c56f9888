import * as vscode from 'vscode';
import { ok } from '../../core/result.ts';
import { snapshotOf } from '../documents/snapshot.ts';
import type { EngineHost } from '../engine-host.ts';
import type { LiveRun } from '../runs/live-run.ts';
import { readSetting } from '../settings/read.ts';
import { runSettings } from '../settings/run-settings.ts';
import { testsPassed } from './tests-passed.ts';
import { showWarningMessage } from '../shown.ts';

/** Failed tests that are named. */
const shown = 3;

/**
 * Runs the target as its file has it now on the tests that the result passed. For a file that is not the
 * one that was proven: a formatter has been over it, or not all of the result was taken.
 */
export async function checkWritten(
  host: EngineHost,
  run: LiveRun,
  document: vscode.TextDocument,
  log: (text: string) => void,
): Promise<void> {
  const tests = run.view ? testsPassed(run.view) : [];
  const now = snapshotOf(document);
  if (tests.length === 0 || !now) return;
  const { qualifiedName } = run.task.target;
  const settings = runSettings(readSetting);
  const verified = await host.use(async (coppice) => {
    const captured = await coppice.captureNamed(now, qualifiedName, {});
    if (!captured.ok) return captured;
    // A stub is what the user has left of the result.
    if (captured.value.target.isStub) return ok([]);
    const task = { ...captured.value, examples: tests };
    const { signal } = new AbortController();
    return coppice.verify(task, undefined, { settings, signal });
  });
  if (!verified.ok) {
    log(`${qualifiedName} could not be run as the file has it now: ${verified.error.message}`);
    return;
  }
  const failed = verified.value.filter(({ passed }) => !passed);
  if (failed.length === 0) return;
  const list = failed.slice(0, shown).map(({ assertion, happened }) => `${assertion}: ${happened}`);
  void showWarningMessage(
    vscode.l10n.t(
      '{0} does something else in the file than what was run: {1}. Undo takes the change back.',
      qualifiedName,
      list.join('; '),
    ),
  );
}
