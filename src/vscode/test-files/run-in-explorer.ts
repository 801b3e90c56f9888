import * as vscode from 'vscode';
import type { Complaint, TestResult } from '../../core/test-run/test-result.ts';
import type { EngineHost } from '../engine-host.ts';
import { isTrustedOrTold } from '../trust.ts';
import { testId, type AcceptedFile, type AcceptedTests } from './accepted-tests.ts';

interface Parts {
  readonly controller: vscode.TestController;
  readonly accepted: AcceptedTests;
  readonly host: EngineHost;
}

/** Runs what the user chose in the Test Explorer, file by file; never in Restricted Mode. */
export async function runInExplorer(
  { controller, accepted, host }: Parts,
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
): Promise<void> {
  if (!isTrustedOrTold()) return;
  const run = controller.createTestRun(request);
  try {
    for (const file of accepted.files) {
      const items = chosen(controller, file, request);
      if (items.length === 0 || token.isCancellationRequested) continue;
      for (const { item } of items) run.started(item);
      await runFile(run, file, items, host, token);
    }
  } finally {
    run.end();
  }
}

interface Chosen {
  readonly item: vscode.TestItem;
  readonly name: readonly string[];
}

/** The tests of a file that a request means: by themselves, or by what holds them. */
function chosen(
  controller: vscode.TestController,
  file: AcceptedFile,
  { include, exclude }: vscode.TestRunRequest,
): readonly Chosen[] {
  const parent = controller.items.get(file.uri);
  return file.names.flatMap((name): Chosen[] => {
    const id = testId(file.uri, name);
    const item = parent && itemOf(parent, id);
    const isIn = (items: readonly vscode.TestItem[]) =>
      items.some((each) => id === each.id || id.startsWith(`${each.id}\n`));
    if (!item || isIn(exclude ?? [])) return [];
    return include === undefined || isIn(include) ? [{ item, name }] : [];
  });
}

function itemOf(parent: vscode.TestItem, id: string): vscode.TestItem | undefined {
  for (const [childId, child] of parent.children) {
    if (childId === id) return child;
    if (id.startsWith(`${childId}\n`)) return itemOf(child, id);
  }
  return undefined;
}

async function runFile(
  run: vscode.TestRun,
  file: AcceptedFile,
  items: readonly Chosen[],
  host: EngineHost,
  token: vscode.CancellationToken,
): Promise<void> {
  const stop = new AbortController();
  const cancel = token.onCancellationRequested(() => stop.abort());
  let said = '';
  try {
    const outcome = await host.use((coppice) =>
      coppice.runTests(
        {
          selection: {
            framework: file.framework,
            path: file.path,
            names: items.map(({ name }) => name),
          },
          folder: file.folder,
        },
        {
          signal: stop.signal,
          onCommand: (command) =>
            run.appendOutput(`\u001b[2m${file.folder}$\u001b[0m ${command}\r\n`),
          onOutput: (text) => {
            said += text;
            run.appendOutput(text.replace(/\r?\n/g, '\r\n'));
          },
        },
      ),
    );
    if (!outcome.ok) {
      for (const { item } of items)
        run.errored(item, new vscode.TestMessage(outcome.error.message));
      return;
    }
    const { results } = outcome.value;
    for (const { item, name } of items) {
      const result = results.find((each) => each.name.join('\n') === name.join('\n'));
      if (result) report(run, item, result);
      else if (stop.signal.aborted) run.skipped(item);
      else run.errored(item, new vscode.TestMessage(silence(said)));
    }
  } finally {
    cancel.dispose();
  }
}

function report(run: vscode.TestRun, item: vscode.TestItem, result: TestResult): void {
  const { state, ms, complaints } = result;
  const messages = complaints.map((complaint) => messageOf(item, complaint));
  switch (state) {
    case 'passed':
      run.passed(item, ms);
      break;
    case 'failed':
      run.failed(item, messages, ms);
      break;
    case 'errored':
      run.errored(item, messages, ms);
      break;
    case 'skipped':
      run.skipped(item);
      break;
  }
}

function messageOf(item: vscode.TestItem, complaint: Complaint): vscode.TestMessage {
  const { message, expected, actual, line } = complaint;
  const shown =
    expected === undefined || actual === undefined
      ? new vscode.TestMessage(message)
      : vscode.TestMessage.diff(message, expected, actual);
  const at = line === undefined ? item.range?.start : new vscode.Position(line - 1, 0);
  if (item.uri && at) shown.location = new vscode.Location(item.uri, at);
  return shown;
}

/** Why a framework came to no test, by the end of what it said. */
function silence(said: string): string {
  const plain = said.replace(/\u001b\[[\d;]*m/g, '').trim();
  const last = plain.split('\n').slice(-12).join('\n');
  return last === ''
    ? vscode.l10n.t('The test framework did not run this test and said nothing.')
    : vscode.l10n.t('The test framework did not run this test:\n{0}', last);
}
