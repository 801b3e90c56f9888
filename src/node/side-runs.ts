import { asFileExports, insertionEdit, taskForNew } from '../core/capture/new-function.ts';
import type { Engine } from '../core/engine/engine.ts';
import type { EngineFailure, RunResult } from '../core/engine/run-session.ts';
import {
  proposedStub,
  type ProposedContract,
} from '../core/operators/contract-from-description.ts';
import { repairOf } from '../core/repair/repair-task.ts';
import { taskToVerify, verifiedExamples, type VerifiedExample } from '../core/repair/verify.ts';
import { fail, ok, type Failure, type Result } from '../core/result.ts';
import type { sideStrategies } from '../core/strategies/index.ts';
import { steeringOf } from '../core/steering.ts';
import type { Task } from '../core/task.ts';
import type { Snapshot, TextEdit } from '../core/text.ts';
import type { FoundRepair, GivenModel, SideRunOptions } from './coppice.ts';
import { noModel } from './no-model.ts';
import type { WorkerParser } from './parser/worker-parser.ts';
import type { FileStore } from './store/file-store.ts';

/** Side runs that are kept; older ones go. */
const kept = 50;

export interface SideRunParts {
  /** Side runs have journals like others, in a folder of their own: the list of runs is not theirs. */
  readonly store: FileStore;
  readonly parser: WorkerParser;
  readonly engine: (model: GivenModel) => Engine;
}

/** Runs that grow nothing: a stub is proposed for a description, or what is written is run. */
export class SideRuns {
  readonly #parts: SideRunParts;

  constructor(parts: SideRunParts) {
    this.#parts = parts;
  }

  /** Runs what a target's file has, or code given for it, on its trusted examples. */
  async verify(
    task: Task,
    code: string | undefined,
    options: SideRunOptions,
  ): Promise<Result<readonly VerifiedExample[], Failure>> {
    const asked = await taskToVerify(task, code, this.#parts.parser);
    if (!asked.ok) return asked;
    if (!hasExamples(task)) return ok([]);
    const ran = await this.#run('verify', asked.value, noModel, options);
    if (!ran.ok) return ran;
    const { state } = ran.value;
    if (state !== 'solved' && state !== 'unsolved') return fail(failureOf(ran.value));
    return ok(verifiedExamples(task, ran.value.view));
  }

  /** How a target that is written already is to be grown again: what is there is run first. */
  async repair(
    task: Task,
    problem: string,
    options: SideRunOptions,
  ): Promise<Result<FoundRepair, Failure>> {
    const verified = await this.verify(task, undefined, options);
    if (!verified.ok) return verified;
    const failing = verified.value.filter(({ passed }) => !passed);
    return ok({ ...repairOf(task, problem, failing.length > 0), failing });
  }

  /** Has a model propose the stub of a new function, near an offset. */
  async propose(
    snapshot: Snapshot,
    offset: number,
    description: string,
    model: GivenModel,
    options: SideRunOptions,
  ): Promise<Result<ProposedContract & { readonly edit: TextEdit }, Failure>> {
    const { parser } = this.#parts;
    const task = await taskForNew(snapshot, offset, description, parser);
    const ran = await this.#run('propose', task, model, options);
    if (!ran.ok) return ran;
    const plan = ran.value.solution?.plan;
    const proposed = plan?.functions.get(plan.root)?.contract;
    if (proposed === undefined) return fail(failureOf(ran.value));
    const contract = await asFileExports(proposed, snapshot, parser);
    const stub = proposedStub(contract, snapshot.languageId);
    const edit = await insertionEdit(snapshot, offset, stub, parser);
    return ok({ contract, stub, edit });
  }

  async #run(
    strategy: keyof typeof sideStrategies,
    task: Task,
    model: GivenModel,
    { settings, signal }: SideRunOptions,
  ): Promise<Result<RunResult, EngineFailure>> {
    const engine = this.#parts.engine(model);
    const ran = await engine.start(task, { ...settings, strategy }, { signal });
    if (ran.ok) await this.#forgetOldest();
    return ran;
  }

  async #forgetOldest(): Promise<void> {
    const { store } = this.#parts;
    // The names of runs sort by time.
    const all = (await store.list()).toSorted();
    for (const run of all.slice(0, Math.max(0, all.length - kept))) await store.remove(run);
  }
}

function hasExamples(task: Task): boolean {
  const { examples: added = [] } = steeringOf(task, task.contract.name);
  return task.examples.length + added.length > 0;
}

function failureOf({ reason, message }: RunResult): Failure {
  return { reason: reason ?? 'nothing-usable', message: message ?? 'Nothing came of it.' };
}
