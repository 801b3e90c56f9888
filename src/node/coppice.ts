import type { Answer, Question } from '../core/question.ts';
import type { Solution } from '../core/solution.ts';
import type { Test } from '../core/check.ts';
import type { Estimate } from '../core/estimate/estimate.ts';
import type { Fact } from '../core/view/reduce.ts';
import type { AnchorFailure } from '../core/patch/anchor.ts';
import type { Patch, PatchOptions } from '../core/patch/patch.ts';
import type { PatchHunk } from '../core/patch/patch-hunks.ts';
import type { ProgramRun } from '../core/engine/effects.ts';
import type { VerifiedExample } from '../core/repair/verify.ts';
import type { CaptureOptions } from '../core/capture/capture.ts';
import type { Repair } from '../core/repair/repair-task.ts';
import type { EngineFailure, RunResult } from '../core/engine/run-session.ts';
import type { RunSummary, SentRequest, UnreadableRun } from '../core/engine/runs.ts';
import type { RunView } from '../core/view/view.ts';
import type { ProposedContract } from '../core/operators/contract-from-description.ts';
import type { Failure, Result } from '../core/result.ts';
import type { Contract } from '../core/contract.ts';
import type { PlanFromCodeFailure } from '../core/plan/plan-from-code.ts';
import type { PlanTaskFailure, PlanTaskOptions } from '../core/plan/plan-task.ts';
import type { PriceTable } from '../core/engine/prices.ts';
import type { ModelFacts } from '../core/model-facts.ts';
import type { CancelSignal, Model, ModelFailure } from '../core/ports.ts';
import type { ReportRequest, RunReport } from '../core/report/run-report.ts';
import type { BudgetLimits, RunSettings } from '../core/settings.ts';
import type { ExampleFailure } from '../core/capture/read-example.ts';
import type { Task } from '../core/task.ts';
import type { KeptTest } from '../core/test-files/kept-tests.ts';
import type { LanguageId, Snapshot, TextEdit, TextRange } from '../core/text.ts';
import type { Finding } from './health/finding.ts';
import type { ModelEndpoint } from './models/endpoint.ts';
import type { ModelRoles } from './models/roles.ts';
import type { RunnerEvent } from './runner/events.ts';
import type { SandboxReport } from './runner/sandbox-report.ts';
import type {
  TestRunFailure,
  TestRunHooks,
  TestRunOutcome,
  TestRunRequest,
} from './test-run/test-runs.ts';
import type { PlacedTestFile, PlaceFailure } from './test-files/place-test-file.ts';

/** What the composition of engine, models, runner, parser and store depends on. */
export interface CoppiceOptions {
  /** Folder of the bundles: worker, grammars, sandbox helpers. */
  readonly assetsDirectory: string;
  /** Where journals are kept. */
  readonly runsDirectory: string;
  /** The key that marks journals as written here, readable by the user alone; never among the journals. */
  readonly keyFile: string;
  /** The interpreter that runs Python candidates; found by itself when absent. */
  readonly python?: string;
  /** The Node program that runs JavaScript candidates; found by itself when absent. */
  readonly node?: string;
  readonly allowUnsandboxed: boolean;
  /** Paths of the folders that are open. */
  readonly workspaceFolders: readonly string[];
  /** For people: something that was adapted or is missing. */
  readonly onNotice: (text: string) => void;
}

/** A function of a file, stub or not. Ranges refer to the snapshot. */
export interface FunctionPlace {
  readonly qualifiedName: string;
  /** The whole declaration. */
  readonly range: TextRange;
  /** Where its name starts. */
  readonly nameAt: number;
  readonly isStub: boolean;
}

/** A model behind a server's address. */
export interface EndpointModel {
  readonly endpoint: ModelEndpoint;
  /** Other models for a part of the work. */
  readonly roles?: ModelRoles;
  readonly prices: PriceTable;
  /** Requests under way at once, at most. */
  readonly concurrency: number;
  /** Journals are to hold what the model thought aloud. */
  readonly keepReasoning?: boolean;
}

/** A model that is there already, such as the editor's or a recording. */
export interface GivenModel {
  readonly model: Model;
  readonly prices: PriceTable;
}

/** Which model a run asks, and what it costs. */
export type RunModel = EndpointModel | GivenModel;

/** How a caller follows, answers and stops a run. */
export interface RunHooks {
  readonly signal: CancelSignal;
  readonly onView: (view: RunView) => void;
  readonly onQuestion: (question: Question, signal: CancelSignal) => Promise<Answer>;
  readonly onProgram?: (program: ProgramRun) => void;
  /** Everything that the view is folded from. */
  readonly onFact?: (fact: Fact) => void;
  /** What runs, live. */
  readonly onRunnerEvent?: (event: RunnerEvent) => void;
}

/** What a caller knows of a target besides its place. */
export interface CaptureExtra extends Omit<CaptureOptions, 'others' | 'files'> {
  /** Nothing of the task will be run: what its programs would import is not looked for. */
  readonly unrun?: boolean;
}

/**
 * How a side run goes: one that grows nothing, but proposes a stub or runs what is written. Its journal
 * stands beside those of the others, and only the latest of them are kept.
 */
export interface SideRunOptions {
  /** Its limits are those of the settings; its strategy is its own. */
  readonly settings: RunSettings;
  readonly signal: CancelSignal;
}

/** A repair, and the trusted examples that the code fails now. */
export interface FoundRepair extends Repair {
  readonly failing: readonly VerifiedExample[];
}

/** Why there is nothing to grow at a place. */
export type CaptureFailure = Failure<'no-function' | 'unreadable'>;

/** What keeps a Solution out of the file as it is now. */
export type PatchFailure = AnchorFailure | Failure<'no-solution'>;

export interface GrowOptions {
  /** An earlier run whose answers are taken over where the requests are still the same. */
  readonly reuse?: string;
}

/** What is different in a run that is grown again. */
export interface RegrowOptions {
  /** The same target, asked for in another way: another plan, or steered. */
  readonly task?: Task;
  readonly budget?: BudgetLimits;
  /** Another strategy, such as one that grows where the run only planned. */
  readonly strategy?: string;
  /** Paths of the functions whose code is to be written anew. */
  readonly afresh?: readonly string[];
}

/** Everything that Coppice can do outside an editor. */
export interface Coppice {
  /** All functions of a file, in its order. */
  findFunctions(snapshot: Snapshot): Promise<readonly FunctionPlace[]>;
  /**
   * The plan that a file's code follows, as a document: functions, their descriptions and who calls
   * whom, from the function named, or else from the one that reaches most others.
   */
  planFromCode(snapshot: Snapshot, root?: string): Promise<Result<string, PlanFromCodeFailure>>;
  /**
   * The Task to grow a plan document.
   *
   * @param language Of its module, where the document names none; Python's when absent.
   */
  planTask(
    text: string,
    options: PlanTaskOptions,
    language?: LanguageId,
  ): Promise<Result<Task, PlanTaskFailure>>;
  /** The innermost function around an offset as a Task. */
  capture(
    snapshot: Snapshot,
    offset: number,
    extra: CaptureExtra,
  ): Promise<Result<Task, CaptureFailure>>;
  /** The function with this qualified name as a Task; its last part is enough where only one has it. */
  captureNamed(
    snapshot: Snapshot,
    name: string,
    extra: CaptureExtra,
  ): Promise<Result<Task, CaptureFailure>>;
  /** Runs what a target's file has, or code given for it, on its trusted examples. Asks no model. */
  verify(
    task: Task,
    code: string | undefined,
    options: SideRunOptions,
  ): Promise<Result<readonly VerifiedExample[], Failure>>;
  /** How a target that is written already is to be grown again for a problem. Asks no model. */
  repair(
    task: Task,
    problem: string,
    options: SideRunOptions,
  ): Promise<Result<FoundRepair, Failure>>;
  /** Proposes a stub for a description, near an offset: `edit` puts it into the file, blank lines included. */
  propose(
    snapshot: Snapshot,
    offset: number,
    description: string,
    model: RunModel,
    options: SideRunOptions,
  ): Promise<Result<ProposedContract & { readonly edit: TextEdit }, Failure>>;
  grow(
    task: Task,
    settings: RunSettings,
    model: RunModel,
    hooks: RunHooks,
    options?: GrowOptions,
  ): Promise<Result<RunResult, EngineFailure>>;
  /**
   * A new run of what an earlier one was asked, by its settings, with changes. It takes over every
   * answer that still fits; the earlier run is left as it is.
   */
  regrow(
    run: string,
    changes: RegrowOptions,
    model: RunModel,
    hooks: RunHooks,
  ): Promise<Result<RunResult, EngineFailure>>;
  /** A line that the user wrote as a trusted test of a function of a task's plan. */
  readExample(task: Task, contract: Contract, text: string): Promise<Result<Test, ExampleFailure>>;
  resume(
    run: string,
    model: RunModel,
    hooks: RunHooks,
    options: {
      readonly budget?: BudgetLimits;
      readonly fork?: boolean;
      /** The task as it was asked, where it is still known: the journal keeps none of its secrets. */
      readonly task?: Task;
    },
  ): Promise<Result<RunResult, EngineFailure | Failure<'side-run'>>>;
  /** Shows a run again from its journal, without model or runner. Runs of older versions too, as far as they tell. */
  show(run: string, hooks: RunHooks): Promise<Result<RunResult, EngineFailure>>;
  /**
   * What a run of a task will probably take, learned from the latest runs. Money where a model is
   * given that has a price. Asks no model.
   */
  estimate(task: Task, settings: RunSettings, model?: RunModel): Promise<Estimate>;
  /** All runs that grew something, newest first. */
  list(): Promise<readonly (RunSummary | UnreadableRun)[]>;
  /** The latest side runs, newest first: proposals, and runs of what was written. */
  listSide(): Promise<readonly (RunSummary | UnreadableRun)[]>;
  /** Every request that a run sent, a side run too. */
  sent(run: string): Promise<Result<readonly SentRequest[], EngineFailure>>;
  /**
   * The edits that put a Solution into a file as it is now. The target is found again by its
   * qualified name where the file has changed since; refused where it can no longer be put there.
   */
  patchOf(
    task: Task,
    solution: Solution,
    now: Snapshot,
    options?: PatchOptions,
  ): Promise<Result<Patch, PatchFailure>>;
  /** What the report draws of a run. */
  reportOf(request: ReportRequest): Promise<RunReport>;
  /** The module that a grown plan becomes; undefined where the run found no implementation of its root. */
  moduleOf(task: Task, solution: Solution): Promise<string | undefined>;
  /** The hunks of a Patch, each of which may be taken or left by itself. */
  hunksOf(patch: Patch): Promise<readonly PatchHunk[]>;
  /**
   * The tests of a run that are worth keeping, as a change of the project's test file for the target's
   * module. `open` are documents that differ from their files. Nothing is written.
   */
  testFileOf(
    task: Task,
    kept: readonly KeptTest[],
    now: Snapshot,
    open: readonly Snapshot[],
  ): Promise<Result<PlacedTestFile, PlaceFailure>>;
  /** Runs tests of a project by its own framework, outside the sandbox, as its user would. */
  runTests(
    request: TestRunRequest,
    hooks: TestRunHooks,
  ): Promise<Result<TestRunOutcome, TestRunFailure>>;
  /** A Patch as a unified diff; `path` names the file in it. */
  diffOf(patch: Patch, path: string): Promise<string>;
  sandbox(): Promise<SandboxReport>;
  /**
   * What Coppice needs and whether it is there: model, key, sandbox, interpreters, runs folder.
   * The model is asked for a few tokens; where there is none, its finding says why.
   */
  examine(model: Result<RunModel, Failure>, signal: AbortSignal): Promise<readonly Finding[]>;
  /** Forgets what was learnt of how a model wants to be asked; false where nothing was. */
  forgetModel(endpoint: EndpointModel['endpoint']): Promise<boolean>;
  /** The models that a server offers, with what is known of each. Not every server tells. */
  listModels(
    endpoint: Omit<ModelEndpoint, 'model'>,
    signal: AbortSignal,
  ): Promise<Result<readonly ModelFacts[], ModelFailure>>;
  dispose(): Promise<void>;
}
