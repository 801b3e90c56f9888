import * as vscode from 'vscode';
import { isModuleOfPlan } from '../../core/plan/edited-plan.ts';
import type { ShownDocuments } from '../documents/shown-documents.ts';
import type { Bundles } from '../bundles.ts';
import type { EngineHost } from '../engine-host.ts';
import type { HealthCheck } from '../health/health-check.ts';
import { commands } from '../ids.ts';
import type { NodeActions } from '../nodes/node-actions.ts';
import type { Repairs } from '../repair/repairs.ts';
import { chooseFunctions } from '../review/choose-functions.ts';
import { copyResult } from '../review/copy-result.ts';
import type { Reviewing } from '../review/reviewing.ts';
import type { Reports } from '../report/reports.ts';
import type { Grower } from '../runs/grower.ts';
import type { LiveRun } from '../runs/live-run.ts';
import type { RunMemory } from '../runs/run-memory.ts';
import type { Runs } from '../runs/runs.ts';
import type { WhichRun } from '../runs/which-run.ts';
import type { ApiKeys } from '../settings/api-keys.ts';
import type { ModelChoice } from '../settings/model-choice.ts';
import { openSettings } from '../settings/open-settings.ts';
import type { SettingsMoves } from '../settings/settings-moves.ts';
import { setApiKey } from '../settings/set-api-key.ts';
import type { TestFiles } from '../test-files/test-files.ts';
import type { Terminals } from '../terminal/terminals.ts';
import type { PlanCommands } from '../plan/plan-commands.ts';
import type { Example } from '../walkthrough/example.ts';
import type { PlanTree } from '../tree/plan-tree.ts';
import { isTrustedOrTold } from '../trust.ts';
import { growFromDescription } from './grow-from-description.ts';
import { placeOf, textIn } from './place.ts';
import { stop } from './stop.ts';
import { showInformationMessage } from '../shown.ts';

export interface CommandParts {
  readonly host: EngineHost;
  readonly bundles: Bundles;
  readonly runs: Runs;
  readonly which: WhichRun;
  readonly memory: RunMemory;
  readonly grower: Grower;
  readonly reviewing: Reviewing;
  readonly reports: Reports;
  readonly shown: ShownDocuments;
  readonly terminals: Terminals;
  readonly tree: PlanTree;
  readonly keys: ApiKeys;
  readonly model: ModelChoice;
  readonly plans: PlanCommands;
  readonly nodes: NodeActions;
  readonly health: HealthCheck;
  readonly example: Example;
  readonly repairs: Repairs;
  readonly testFiles: TestFiles;
  readonly moves: SettingsMoves;
}

type Handler = (argument: unknown, more?: unknown) => unknown;

/** Registers every command of the manifest. */
export function registerCommands(parts: CommandParts): vscode.Disposable {
  const all: Record<keyof typeof commands, Handler> = {
    ...growing(parts),
    ...judging(parts),
    ...showing(parts),
    growPlan: parts.plans.grow,
    openPlan: parts.plans.open,
    openPlanCode: parts.plans.openCode,
    planFromCode: parts.plans.fromCode,
    openCandidate: parts.nodes.openCandidate,
    compareCandidates: parts.nodes.compareCandidates,
    regrow: parts.nodes.regrow,
    editContract: parts.nodes.editContract,
    addExample: parts.nodes.addExample,
    pinCandidate: parts.nodes.pin,
    unpinCandidate: parts.nodes.unpin,
    diagnose: () => parts.health.run(),
    moveSettings: parts.moves.run,
    forgetModel: () => parts.health.forget(),
    repair: parts.repairs.run,
    offerTests: parts.testFiles.review,
    acceptTests: parts.testFiles.accept,
    rejectTests: parts.testFiles.reject,
    openExample: () => parts.example.open(),
  };
  return vscode.Disposable.from(
    ...Object.entries(all).map(([name, handler]) =>
      vscode.commands.registerCommand(
        commands[name as keyof typeof commands],
        (argument: unknown, more?: unknown) => {
          if (name !== 'moveSettings') parts.moves.offerOnce();
          return handler(argument, more);
        },
      ),
    ),
  );
}

function growing({ host, bundles, runs, which, grower, keys, model }: CommandParts) {
  const growWith =
    (strategy?: string): Handler =>
    async (argument) => {
      const place = await placeOf(argument);
      if (!place) return;
      const instruction = textIn(argument, 'instruction');
      await grower.growAt(place.document, place.offset, {
        ...(strategy === undefined ? {} : { strategy }),
        ...(instruction === undefined ? {} : { instruction }),
      });
    };
  return {
    grow: growWith(),
    decomposeOnly: growWith('divide'),
    growFromDescription: (argument) => growFromDescription(host, model, argument),
    stop: (argument) => stop(runs, argument),
    resume: async (argument) => {
      const run = await which.find(argument, isResumable, vscode.l10n.t('Resume'));
      if (run) await grower.resume(run, { more: wantsMore(argument) });
    },
    answer: async (argument) => {
      const asks = ({ question }: LiveRun) => question !== undefined;
      const run = await which.find(argument, asks, vscode.l10n.t('Answer'));
      run?.question?.open();
    },
    chooseModel: () => bundles.load('choose-model').chooseModel(host, keys),
    setApiKey: () => setApiKey(keys),
    openSettings: (query) => openSettings(typeof query === 'string' ? query : ''),
  } satisfies Record<string, Handler>;
}

function judging({ runs, which, reviewing: { reviews, hunks, choices }, plans }: CommandParts) {
  // A plan's code belongs into no file that is open: it becomes a new one.
  const open = async (run: LiveRun, otherwise: (run: LiveRun) => Promise<unknown>) => {
    if (isModuleOfPlan(run.task)) await plans.openCode({ run: run.key });
    else await otherwise(run);
  };
  const onResult =
    (title: string, work: (run: LiveRun) => Promise<unknown>, { inSight = false } = {}): Handler =>
    async (argument) => {
      const fits = hasSolution(argument);
      const run = await which.find(argument, fits, title, { inSight });
      if (run) await work(run);
      else if (runs.all.some(fits)) return;
      else if (runs.running.length > 0) tell(vscode.l10n.t('There is no result yet.'));
      else tell(vscode.l10n.t('There is no result that waits for review. Grow a function first.'));
    };
  return {
    review: onResult(vscode.l10n.t('Review'), (run) => open(run, (each) => reviews.open(each))),
    accept: onResult(vscode.l10n.t('Accept'), (run) => open(run, (each) => reviews.accept(each)), {
      inSight: true,
    }),
    reject: onResult(vscode.l10n.t('Reject'), (run) => reviews.reject(run), { inSight: true }),
    acceptHunk: hunks.accept,
    rejectHunk: hunks.reject,
    restoreHunk: hunks.restore,
    chooseFunctions: onResult(vscode.l10n.t('Choose Functions'), (run) =>
      chooseFunctions(run, choices),
    ),
    reviewOverEdit: onResult(vscode.l10n.t('Review Over My Edit'), (run) =>
      reviews.open(run, { overEdits: true }),
    ),
    copyResult: onResult(vscode.l10n.t('Copy Result'), copyResult),
    dismiss: async (argument) => {
      const over = ({ isRunning }: LiveRun) => !isRunning;
      const run = await which.find(argument, over, vscode.l10n.t('Remove From View'));
      if (run) runs.remove(run);
    },
  } satisfies Record<string, Handler>;
}

function showing({ runs, which, memory, shown, terminals, tree, reports }: CommandParts) {
  return {
    showPlan: (argument) => tree.show(which.named(argument)),
    showReport: async (argument) => {
      const begun = ({ view }: LiveRun) => view !== undefined;
      const run = await which.find(argument, begun, vscode.l10n.t('Show Report'));
      if (run) reports.show(run);
    },
    showTerminal: (argument) => terminals.show(which.named(argument)),
    showSent: async (argument) => {
      const sent = ({ view }: LiveRun) => view !== undefined;
      const file = vscode.window.activeTextEditor?.document.uri;
      // A file that nothing was grown in yet may have had a function proposed.
      const isGrown = !file || runs.in(file).length > 0;
      if (argument === undefined && !isGrown && (await shown.showProposals(file))) return;
      const run = await which.find(argument, sent, vscode.l10n.t('Show What Was Sent'));
      if (run) await shown.showSent(run);
      else tell(vscode.l10n.t('Nothing was sent from this window.'));
    },
    openRun: async () => {
      const run = await memory.openEarlier();
      if (run) await tree.show(run);
    },
    showSandbox: () => (isTrustedOrTold() ? shown.showSandbox() : undefined),
  } satisfies Record<string, Handler>;
}

/** The user chose to go on with a larger budget. */
function wantsMore(argument: unknown): boolean {
  return typeof argument === 'object' && argument !== null && 'more' in argument;
}

function isResumable({ isRunning, result }: LiveRun): boolean {
  return !isRunning && result !== undefined && result.state !== 'solved';
}

/** A run that a lens or row names may be judged again; a search finds only what waits. */
function hasSolution(argument: unknown): (run: LiveRun) => boolean {
  const isNamed = typeof argument === 'object' && argument !== null && 'run' in argument;
  return (run) => run.solution !== undefined && (isNamed || run.isWaiting);
}

function tell(message: string): void {
  void showInformationMessage(message);
}
