import { parseSource } from '../core/languages/parsed-source.ts';
import { join } from 'node:path';
import type { ActionPlace } from '../core/engine/action-id.ts';
import { Engine } from '../core/engine/engine.ts';
import type { SessionOptions } from '../core/engine/run-session.ts';
import { priceOf } from '../core/engine/prices.ts';
import { estimateRun, type Estimate } from '../core/estimate/estimate.ts';
import { pastRunOf } from '../core/estimate/past-runs.ts';
import { refine } from '../core/operators/refine.ts';
import { showRun } from '../core/history/show-run.ts';
import { sample } from '../core/operators/sample.ts';
import { applyEdits } from '../core/apply-edits.ts';
import { unifiedDiff } from '../core/patch/hunks.ts';
import { hunksOf } from '../core/patch/patch-hunks.ts';
import { patchFor, type Patch } from '../core/patch/patch.ts';
import type { Contract } from '../core/contract.ts';
import { runReport, type ReportRequest } from '../core/report/run-report.ts';
import { moduleOfSolution } from '../core/plan/plan-module.ts';
import { planFromCode } from '../core/plan/plan-from-code.ts';
import { taskOfPlanIn } from '../core/plan/plan-task.ts';
import { printPlan } from '../core/plan/print.ts';
import { replacementFor } from '../core/program/replacement.ts';
import { SeededRandom } from '../core/random.ts';
import { fail, ok, type Failure, type Result } from '../core/result.ts';
import { selectors } from '../core/selectors/index.ts';
import type { RunSettings } from '../core/settings.ts';
import { sideStrategies, strategies } from '../core/strategies/index.ts';
import { captureNamed, captureTask, type CaptureOptions } from '../core/capture/capture.ts';
import { findFunctions } from '../core/capture/find-functions.ts';
import { insertionEdit } from '../core/capture/new-function.ts';
import { readExample } from '../core/capture/read-example.ts';
import type { Task } from '../core/task.ts';
import type { Snapshot } from '../core/text.ts';
import { systemClock, systemTimer } from './clock.ts';
import type {
  CaptureExtra,
  Coppice,
  CoppiceOptions,
  EndpointModel,
  GivenModel,
  GrowOptions,
  RegrowOptions,
  RunHooks,
  RunModel,
} from './coppice.ts';
import { sha256 } from './hash.ts';
import { examine } from './health/examine.ts';
import { catalogue } from './models/catalogue.ts';
import type { ModelEndpoint } from './models/endpoint.ts';
import { ModelTeam } from './models/model-team.ts';
import { ServerModel, type ModelPorts } from './models/server-model.ts';
import { TraitFile, type TraitStore } from './models/trait-store.ts';
import type { WorkerParser } from './parser/worker-parser.ts';
import { taskOfForeign } from './foreign-task.ts';
import { noModel } from './no-model.ts';
import { relatedFiles } from './related-files.ts';
import type { RunnerEvent } from './runner/events.ts';
import type { OwnedRunner } from './runner/owned-runner.ts';
import { SideRuns } from './side-runs.ts';
import { FileStore } from './store/file-store.ts';
import { JournalSeal } from './store/journal-seal.ts';
import { placeTestFile } from './test-files/place-test-file.ts';
import { TestRuns } from './test-run/test-runs.ts';
import { version } from './version.ts';
import { workspaceFilesOf } from './workspace-files.ts';

/** Operators whose answers are the candidates of one function. */
const codeWriters: ReadonlySet<string> = new Set([sample.name, refine.name]);

/** Earlier runs that an estimate looks at, newest first. */
const runsLearnedFrom = 16;

/** What starts processes and workers. */
export interface CompositionParts {
  readonly runner: OwnedRunner;
  readonly parser: WorkerParser;
}

/**
 * Engine, models, runner, parser and store, put together for the editor and the command line. It
 * owns the runner and the parser that it is given; `dispose` ends them.
 */
export class Composition implements Coppice {
  readonly parser: WorkerParser;
  readonly #workspaceFolders: readonly string[];
  readonly #runsDirectory: string;
  readonly #runner: OwnedRunner;
  readonly #testRuns: TestRuns;
  readonly #store: FileStore;
  readonly #sideStore: FileStore;
  readonly #sideRuns: SideRuns;
  /** One object per endpoint and key: it remembers what the server does not take. */
  readonly #models = new Map<string, ServerModel>();
  /** What was learnt of models, kept from one session to the next. */
  readonly #traits: TraitStore;

  constructor(options: CoppiceOptions, { runner, parser }: CompositionParts) {
    this.#workspaceFolders = options.workspaceFolders;
    this.parser = parser;
    this.#runner = runner;
    this.#runsDirectory = options.runsDirectory;
    this.#testRuns = new TestRuns(options);
    const { runsDirectory, keyFile } = options;
    const seal = new JournalSeal(keyFile, options.onNotice);
    this.#store = new FileStore(runsDirectory, { seal });
    this.#sideStore = new FileStore(join(runsDirectory, 'side'), { root: runsDirectory, seal });
    this.#sideRuns = new SideRuns({
      store: this.#sideStore,
      parser,
      engine: (model) => this.#engine(model, { side: true }),
    });
    this.#traits = new TraitFile(join(runsDirectory, 'models.json'), systemClock);
  }

  findFunctions(snapshot: Snapshot) {
    return findFunctions(snapshot, this.parser);
  }

  planTask(...[text, options, language]: Parameters<Coppice['planTask']>) {
    return taskOfPlanIn(language ?? 'python', text, options, this.parser);
  }

  async planFromCode(snapshot: Snapshot, root?: string): ReturnType<Coppice['planFromCode']> {
    const parsed = await parseSource(this.parser, snapshot.languageId, snapshot.text);
    const plan = await planFromCode(parsed, snapshot.languageId, this.parser, root);
    return plan.ok ? ok(printPlan(plan.value)) : plan;
  }

  async capture(snapshot: Snapshot, offset: number, extra: CaptureExtra = {}) {
    const around = await this.#around(snapshot, extra);
    return captureTask(snapshot, offset, this.parser, { ...extra, ...around });
  }

  async captureNamed(snapshot: Snapshot, name: string, extra: CaptureExtra = {}) {
    const around = await this.#around(snapshot, extra);
    return captureNamed(snapshot, name, this.parser, { ...extra, ...around });
  }

  /** What capturing may see of the workspace. */
  async #around(snapshot: Snapshot, { unrun }: CaptureExtra): Promise<CaptureOptions> {
    const others = await relatedFiles(snapshot, this.#workspaceFolders);
    const files =
      unrun === true ? undefined : workspaceFilesOf(snapshot.uri, this.#workspaceFolders);
    return { others, ...(files ? { files } : {}) };
  }

  verify(...given: Parameters<Coppice['verify']>) {
    return this.#sideRuns.verify(...given);
  }

  repair(...given: Parameters<Coppice['repair']>) {
    return this.#sideRuns.repair(...given);
  }

  propose(...[snapshot, offset, description, model, options]: Parameters<Coppice['propose']>) {
    return this.#sideRuns.propose(snapshot, offset, description, this.#given(model), options);
  }

  /** A snapshot to which the stub of a new function is added at its end. */
  async withStub(snapshot: Snapshot, stub: string): Promise<Snapshot> {
    const edit = await insertionEdit(snapshot, snapshot.text.length, stub, this.parser);
    return { ...snapshot, text: applyEdits(snapshot.text, [edit]) };
  }

  grow(
    task: Task,
    settings: Parameters<Coppice['grow']>[1],
    model: RunModel,
    hooks: RunHooks,
    options: GrowOptions = {},
  ) {
    return this.#session(hooks, (session) =>
      this.#engine(this.#given(model), { hooks }).start(task, settings, { ...session, ...options }),
    );
  }

  regrow(run: string, changes: RegrowOptions, model: RunModel, hooks: RunHooks) {
    const { afresh = [], ...others } = changes;
    const written = ({ node, purpose }: ActionPlace) =>
      afresh.includes(node) && codeWriters.has(purpose);
    return this.#session(hooks, (session) =>
      this.#engine(this.#given(model), { hooks }).regrow(
        run,
        afresh.length > 0 ? { ...others, afresh: written } : others,
        session,
      ),
    );
  }

  readExample(task: Task, contract: Contract, text: string) {
    return readExample(task, contract, text, this.parser);
  }

  async resume(
    run: string,
    model: RunModel,
    hooks: RunHooks,
    options: Parameters<Coppice['resume']>[3] = {},
  ): ReturnType<Coppice['resume']> {
    if (await this.#sideStore.has(run)) return fail(sideRunIsOver);
    const task = options.fork && !options.task ? await this.#taskOfForeign(run) : undefined;
    const asked = { ...options, ...(task ? { task } : {}) };
    return this.#session(hooks, (session) =>
      this.#engine(this.#given(model), { hooks }).resume(run, { ...session, ...asked }),
    );
  }

  async #taskOfForeign(run: string): Promise<Task | undefined> {
    const text = await this.#engine(noModel).read(run);
    if (!text.ok || text.value.isForeign !== true) return undefined;
    return taskOfForeign(text.value, this.#workspaceFolders, (snapshot, name) =>
      this.captureNamed(snapshot, name),
    );
  }

  async show(run: string, hooks: RunHooks) {
    const engine = await this.#reading(run);
    return this.#session(hooks, (options) => showRun(engine, this.parser, run, options));
  }

  async estimate(task: Task, settings: RunSettings, model?: RunModel): Promise<Estimate> {
    const price = model && priceOf(model.prices, this.#given(model).model.id);
    // The names of runs sort by time.
    const latest = (await this.#store.list()).toSorted().slice(-runsLearnedFrom);
    const ends = await Promise.all(latest.map((run) => this.#store.ends(run)));
    const past = ends.flatMap((each) => (each && pastRunOf(each)) ?? []);
    return estimateRun(task, settings, price, past);
  }

  list() {
    return this.#engine(noModel).list();
  }

  listSide() {
    return this.#engine(noModel, { side: true }).list();
  }

  async sent(run: string) {
    return (await this.#reading(run)).sent(run);
  }

  /** What shows a run again, wherever its journal is. */
  async #reading(run: string): Promise<Engine> {
    return this.#engine(noModel, { side: await this.#sideStore.has(run) });
  }

  async patchOf(...given: Parameters<Coppice['patchOf']>): ReturnType<Coppice['patchOf']> {
    const [task, solution, now, options] = given;
    const replacement = await replacementFor(task, solution.functions, this.parser);
    if (!replacement) {
      return fail({
        reason: 'no-solution',
        message: 'No candidate was found. There is nothing to review.',
      });
    }
    return patchFor(task, replacement, now, this.parser, options);
  }

  readonly reportOf = (request: ReportRequest) => Promise.resolve(runReport(request));

  moduleOf(...[task, solution]: Parameters<Coppice['moduleOf']>) {
    return moduleOfSolution(task, solution, this.parser);
  }

  hunksOf(patch: Patch) {
    return hunksOf(patch, this.parser);
  }

  testFileOf(...[task, kept, now, open]: Parameters<Coppice['testFileOf']>) {
    const { parser: reader } = this;
    const surroundings = { workspaceFolders: this.#workspaceFolders, open, reader };
    return placeTestFile(task, kept, now, surroundings);
  }

  runTests(...[request, hooks]: Parameters<Coppice['runTests']>) {
    return this.#testRuns.run(request, hooks);
  }

  diffOf({ snapshot, after }: Patch, path: string) {
    return Promise.resolve(unifiedDiff(path, snapshot.text, after));
  }

  sandbox() {
    return this.#runner.describe();
  }

  examine(model: Result<RunModel, Failure>, signal: AbortSignal) {
    const sandbox = () => this.sandbox();
    const runsDirectory = this.#runsDirectory;
    return examine({ model, modelPorts: this.modelPorts(), sandbox, runsDirectory }, signal);
  }

  listModels(endpoint: Omit<EndpointModel['endpoint'], 'model'>, signal: AbortSignal) {
    return catalogue(endpoint, signal);
  }

  async forgetModel(endpoint: EndpointModel['endpoint']): Promise<boolean> {
    this.#models.clear();
    return this.#traits.forget(endpoint);
  }

  /** What a model needs besides its endpoint. */
  modelPorts(): ModelPorts {
    return {
      random: new SeededRandom(systemClock.now()),
      clock: systemClock,
      memory: this.#traits,
    };
  }

  async dispose(): Promise<void> {
    await Promise.all([this.#runner.dispose(), this.parser.dispose(), this.#testRuns.dispose()]);
  }

  #engine(
    { model, prices }: GivenModel,
    { hooks, side = false }: { readonly hooks?: RunHooks; readonly side?: boolean } = {},
  ): Engine {
    return new Engine({
      model,
      runner: this.#runner,
      parser: this.parser,
      store: side ? this.#sideStore : this.#store,
      clock: systemClock,
      timer: systemTimer,
      hash: sha256,
      strategies: side ? Object.values(sideStrategies) : strategies,
      selectors,
      ...(hooks
        ? { answers: { ask: (question, { signal }) => hooks.onQuestion(question, signal) } }
        : {}),
      version,
      prices,
    });
  }

  /** Runs with the caller's hooks attached for as long as the session lasts. */
  async #session<T>(hooks: RunHooks, work: (options: SessionOptions) => Promise<T>): Promise<T> {
    const { onRunnerEvent } = hooks;
    let id: string | undefined;
    const unwatch =
      onRunnerEvent &&
      this.#runner.watch((event: RunnerEvent) => {
        // Runs share the sandbox: what is another one's is not shown here.
        const isOthers = event.kind === 'batch' && event.run !== undefined && event.run !== id;
        if (!isOthers) onRunnerEvent(event);
      });
    try {
      return await work({
        signal: hooks.signal,
        onView: (view) => {
          id = view.id;
          hooks.onView(view);
        },
        ...(hooks.onProgram ? { onProgram: hooks.onProgram } : {}),
        ...(hooks.onFact ? { onFact: hooks.onFact } : {}),
      });
    } finally {
      unwatch?.();
    }
  }

  #given(given: RunModel): GivenModel {
    if ('model' in given) return given;
    const { roles, prices, ...common } = given;
    const leader = this.#model(common);
    if (!roles) return { model: leader, prices };
    const at = (endpoint: ModelEndpoint) => this.#model({ ...common, endpoint });
    const { small, pool } = roles;
    const model = new ModelTeam({
      leader,
      ...(small ? { small: at(small) } : {}),
      ...(pool ? { pool: pool.map(at) } : {}),
    });
    return { model, prices };
  }

  #model({
    endpoint,
    concurrency,
    keepReasoning = false,
  }: Omit<EndpointModel, 'prices' | 'roles'>): ServerModel {
    const key = JSON.stringify([endpoint, concurrency, keepReasoning]);
    let model = this.#models.get(key);
    if (!model) {
      model = new ServerModel(endpoint, this.modelPorts(), { concurrency, keepReasoning });
      this.#models.set(key, model);
    }
    return model;
  }
}

/** Of a side run there is nothing to go on with. */
const sideRunIsOver: Failure<'side-run'> = {
  reason: 'side-run',
  message:
    'This run made a proposal, or ran what was written: there is nothing to go on with. Grow the function instead.',
};
