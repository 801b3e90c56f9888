import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import { Bundles } from './vscode/bundles.ts';
import { registerCodeActions } from './vscode/code-actions/code-actions.ts';
import { registerCommands } from './vscode/commands/register.ts';
import { ContextKeys } from './vscode/context-keys.ts';
import { StubEstimates } from './vscode/cost/stub-estimates.ts';
import { ShownDocuments } from './vscode/documents/shown-documents.ts';
import { VirtualDocuments } from './vscode/documents/virtual-documents.ts';
import { engineOptions, runsDirectoryOf } from './vscode/engine-options.ts';
import { EngineHost, type EngineModule } from './vscode/engine-host.ts';
import { HealthCheck } from './vscode/health/health-check.ts';
import { FunctionIndex } from './vscode/functions/function-index.ts';
import { settings } from './vscode/ids.ts';
import { FunctionLenses } from './vscode/lens/function-lenses.ts';
import { NodeActions } from './vscode/nodes/node-actions.ts';
import { NodeChoice } from './vscode/nodes/node-choice.ts';
import { PlanCommands } from './vscode/plan/plan-commands.ts';
import { PlanLanguage } from './vscode/plan/plan-language.ts';
import { Questions } from './vscode/question/questions.ts';
import { Repairs } from './vscode/repair/repairs.ts';
import { Reviewing } from './vscode/review/reviewing.ts';
import { Reports } from './vscode/report/reports.ts';
import { Grower } from './vscode/runs/grower.ts';
import { RunMemory } from './vscode/runs/run-memory.ts';
import { Runs } from './vscode/runs/runs.ts';
import { WhichRun } from './vscode/runs/which-run.ts';
import { ApiKeys } from './vscode/settings/api-keys.ts';
import { ModelChoice } from './vscode/settings/model-choice.ts';
import { SettingsMoves } from './vscode/settings/settings-moves.ts';
import { StatusBar } from './vscode/status-bar.ts';
import { Terminals } from './vscode/terminal/terminals.ts';
import { registerTools } from './vscode/tools/register-tools.ts';
import { TestFiles } from './vscode/test-files/test-files.ts';
import { PlanTree } from './vscode/tree/plan-tree.ts';
import { Example } from './vscode/walkthrough/example.ts';

/** What host tests may look at; nothing else depends on it. */
export interface Observation {
  readonly runs: Runs;
  readonly host: EngineHost;
  /** Where journals are kept. */
  readonly runsDirectory: string;
  readonly reports: Reports;
}

export function activate(context: vscode.ExtensionContext): Observation | undefined {
  const log = vscode.window.createOutputChannel('Coppice', { log: true });
  const assetsDirectory = join(context.extensionPath, 'dist');
  const host = new EngineHost(
    // Everything that takes time to load sits behind this import.
    () => import(pathToFileURL(join(assetsDirectory, 'engine.mjs')).href) as Promise<EngineModule>,
    () => engineOptions(context, assetsDirectory, (text) => log.info(text)),
  );
  const bundles = new Bundles(assetsDirectory);
  const runs = new Runs();
  const documents = new VirtualDocuments();
  const functions = new FunctionIndex(host);
  const keys = new ApiKeys(context.secrets);
  const model = new ModelChoice(keys);
  const estimates = new StubEstimates(host, model, (text) => log.info(text));
  const terminals = new Terminals(runs);
  const memory = new RunMemory(context.workspaceState, host, runs, (text) => log.info(text));
  const reviewing = new Reviewing({ host, runs, documents, log: (text) => log.info(text) });
  const tree = new PlanTree(runs, memory, reviewing.choices);
  const reports = new Reports(host, runs, memory, context.extensionUri);
  const grower = new Grower({ host, runs, model, terminals, questions: new Questions() });
  const which = new WhichRun(runs, functions);
  const shown = new ShownDocuments(host, runs, documents);
  const health = new HealthCheck(host, model, documents);
  const language = new PlanLanguage(bundles, runs);
  const plans = new PlanCommands({ host, runs, which, grower, functions, language });
  const choice = new NodeChoice(runs, tree);
  const testFiles = new TestFiles({ host, runs, which, functions, documents }, context);
  context.subscriptions.push(
    log,
    host,
    runs,
    documents,
    memory,
    terminals,
    tree,
    reviewing,
    reports,
    health,
    registerCodeActions(functions),
    registerTools({ host, grower, reviews: reviewing.reviews, model }),
    estimates,
    new FunctionLenses(functions, runs, memory, estimates),
    new StatusBar(runs),
    new ContextKeys(runs, model),
    language,
    testFiles,
    registerCommands({
      host,
      bundles,
      runs,
      which,
      memory,
      grower,
      reviewing,
      reports,
      shown,
      terminals,
      tree,
      keys,
      model,
      plans,
      nodes: new NodeActions({ host, runs, choice, grower, functions, plans, reviewing, shown }),
      health,
      testFiles,
      moves: new SettingsMoves(context.globalState),
      repairs: new Repairs({ host, grower, functions }),
      example: new Example(context.extensionUri),
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      const made = [settings.pythonInterpreter, settings.nodePath, settings.allowUnsandboxed];
      if (made.some((id) => event.affectsConfiguration(id))) void host.retire();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void host.retire()),
    vscode.workspace.onDidChangeWorkspaceFolders(() => void host.retire()),
  );
  return context.extensionMode === vscode.ExtensionMode.Test
    ? { runs, host, reports, runsDirectory: runsDirectoryOf(context) }
    : undefined;
}
