import { canonicalJson } from '../canonical-json.ts';
import { fail, ok, type Result } from '../result.ts';
import type { BudgetLimits, RunSettings } from '../settings.ts';
import { lacksSecrets, taskToKeep } from '../privacy/kept-task.ts';
import type { Task } from '../task.ts';
import { fitContext } from './fit-context.ts';
import {
  unwritable,
  decodeJournal,
  olderText,
  encodeEntry,
  journalFormat,
  type JournalText,
  type StartedEntry,
} from './journal.ts';
import { foreignIsOver, taskToJudgeAnew } from './foreign-run.ts';
import { priceOf } from './prices.ts';
import { RunRecord, type Afresh } from './record.ts';
import { newRunId } from './run-id.ts';
import {
  endOf,
  limitsOf,
  runSession,
  type EngineFailure,
  type EngineParts,
  type ResumeOptions,
  type ResumeReport,
  type RunResult,
  type SessionOptions,
} from './run-session.ts';
import {
  listRuns,
  sentRequests,
  type RunSummary,
  type SentRequest,
  type UnreadableRun,
} from './runs.ts';
import { isoTime } from './session.ts';
import { settled } from './settled.ts';

export type {
  EngineFailure,
  EngineParts,
  ResumeOptions,
  ResumeReport,
  RunResult,
  SessionOptions,
} from './run-session.ts';

export interface StartOptions extends SessionOptions {
  /**
   * An earlier run, of this task or of one that was edited since: what it was answered is taken
   * over where the request is still the same.
   */
  readonly reuse?: string;
}

/** What is different in a run that is grown again. */
export interface RunChanges {
  /** The same target, asked for in another way. */
  readonly task?: Task;
  /** Those of the earlier run when absent. */
  readonly budget?: BudgetLimits;
  /** That of the earlier run when absent. */
  readonly strategy?: string;
  /** Answers to be had anew although they are there. */
  readonly afresh?: Afresh;
}

/** Starts, resumes and replays runs. Runs are independent of each other; several may go on at once. */
export class Engine {
  readonly #parts: EngineParts;

  constructor(parts: EngineParts) {
    this.#parts = parts;
  }

  async start(
    task: Task,
    settings: RunSettings,
    options: StartOptions,
  ): Promise<Result<RunResult, EngineFailure>> {
    const problem = this.#problem(settings, settings.budget);
    if (problem) return fail(problem);
    const { reuse } = options;
    if (reuse === undefined) {
      return this.#begin(await this.#startedEntry(task, settings), new RunRecord([]), options);
    }
    const text = await this.read(reuse);
    if (!text.ok) return text;
    const record = recordToFork(text.value);
    const report = { kept: record.size, inFlight: [], torn: false };
    return this.#begin(await this.#startedEntry(task, settings, reuse), record, options, report);
  }

  /**
   * Begins a run like an earlier one, with some changes, and takes over every answer of that one
   * that still fits. The earlier run is left as it is.
   */
  async regrow(
    id: string,
    { task, budget, strategy, afresh }: RunChanges,
    options: SessionOptions & Pick<ResumeOptions, 'onResume'>,
  ): Promise<Result<RunResult, EngineFailure>> {
    const text = await this.read(id);
    if (!text.ok) return text;
    const { started } = text.value;
    const settings = {
      ...started.settings,
      budget: budget ?? limitsOf(text.value),
      ...(strategy === undefined ? {} : { strategy }),
    };
    const problem = this.#problem(settings, settings.budget);
    if (problem) return fail(problem);
    const record = recordToFork(text.value, afresh);
    const report = { kept: record.size, inFlight: [], torn: false };
    options.onResume?.(report);
    const isForeign = task === undefined && text.value.isForeign === true;
    const own = isForeign ? taskToJudgeAnew(started.task) : started.task;
    const entry = await this.#startedEntry(task ?? own, settings, id);
    const result = await this.#begin(entry, record, options, report);
    return result.ok && isForeign ? ok({ ...result.value, isForeign }) : result;
  }

  /** Goes on with a run. A run that is solved already is replayed. */
  async resume(id: string, options: ResumeOptions): Promise<Result<RunResult, EngineFailure>> {
    if (options.fork) {
      const { budget, task } = options;
      return this.regrow(id, { ...(budget && { budget }), ...(task && { task }) }, options);
    }
    const opened = await this.#parts.store.open(id);
    if (!opened.ok) return opened;
    const { log, lines, torn } = opened.value;
    try {
      const kept = decodeJournal(lines);
      if (!kept.ok) return kept;
      const older = olderText(kept.value);
      if (older !== undefined) return fail({ reason: 'older-journal', message: older });
      if (opened.value.isForeign) return fail(foreignJournal);
      const text = ok(withSecrets(kept.value, options.task));
      const record = new RunRecord(text.value.entries);
      const last = endOf(text.value);
      const budget = options.budget ?? limitsOf(text.value);
      const problem = this.#problem(text.value.started.settings, budget);
      if (problem) return fail(problem);
      const forgets = {
        denials: canonicalJson(budget) !== canonicalJson(limitsOf(text.value)),
        failures: last !== undefined,
      };
      const solved = last?.state === 'solved';
      if (!solved && lacksSecrets(text.value.started.task)) return fail(secretsNotKept);
      if (!solved) record.forget(forgets);
      const report = { kept: record.size, inFlight: record.inFlight, torn };
      options.onResume?.(report);
      const live = { log, lines: lines.length, forgets, budget } as const;
      const run = { id, text: text.value, record, report };
      return await runSession(this.#parts, solved ? run : { ...run, live }, options);
    } finally {
      await log.close();
    }
  }

  /** Shows a run again from its journal alone, without model or runner. */
  async replay(id: string, options: SessionOptions): Promise<Result<RunResult, EngineFailure>> {
    const text = await this.read(id);
    if (!text.ok) return text;
    const problem = this.#problem(text.value.started.settings, {});
    if (problem) return fail(problem);
    const record = new RunRecord(text.value.entries);
    return runSession(this.#parts, { id, text: text.value, record }, options);
  }

  list(): Promise<readonly (RunSummary | UnreadableRun)[]> {
    return listRuns(this.#parts.store);
  }

  /** Every request that a run sent to a model. */
  async sent(id: string): Promise<Result<readonly SentRequest[], EngineFailure>> {
    const text = await this.read(id);
    return text.ok ? ok(sentRequests(text.value)) : text;
  }

  /** A run's journal. */
  async read(id: string): Promise<Result<JournalText, EngineFailure>> {
    const stored = await this.#parts.store.read(id);
    if (!stored.ok) return stored;
    const text = decodeJournal(stored.value.lines);
    return text.ok && stored.value.isForeign ? ok({ ...text.value, isForeign: true }) : text;
  }

  async #startedEntry(task: Task, settings: RunSettings, forkOf?: string): Promise<StartedEntry> {
    const { clock, hash, version, model } = this.#parts;
    const known = (await model.traits?.()) ?? {};
    const { pool = [] } = model.team ?? {};
    const fitted = fitContext(task, known, settings);
    return {
      type: 'started',
      at: isoTime(clock.now()),
      format: journalFormat,
      coppice: version,
      run: newRunId(task, clock, hash),
      ...(forkOf === undefined ? {} : { forkOf }),
      settings: pool.length > 1 ? { ...settings, pool } : settings,
      task: fitted.task,
      model: known,
      ...(fitted.leftOut.length > 0 ? { leftOut: fitted.leftOut } : {}),
    };
  }

  async #begin(
    started: StartedEntry,
    record: RunRecord,
    options: SessionOptions,
    report?: ResumeReport,
  ): Promise<Result<RunResult, EngineFailure>> {
    if (lacksSecrets(started.task)) return fail(secretsNotKept);
    const id = started.run;
    const created = await settled(this.#parts.store.create(id));
    if (!created.ok) return fail(notWritten(created.error));
    if (!created.value.ok) return created.value;
    const log = created.value.value;
    try {
      const written = await settled(
        log.append(encodeEntry({ ...started, task: taskToKeep(started.task) }), true),
      );
      if (!written.ok) return fail(notWritten(written.error));
      const live = { log, lines: 1, budget: started.settings.budget };
      const run = { id, text: { started, entries: [] }, record, live };
      return await runSession(this.#parts, report ? { ...run, report } : run, options);
    } finally {
      await log.close();
    }
  }

  /** What keeps a run from beginning. */
  #problem({ strategy, selector }: RunSettings, budget: BudgetLimits): EngineFailure | undefined {
    const { strategies, selectors, prices, model } = this.#parts;
    const names = (all: readonly { readonly name: string }[]) =>
      all.map(({ name }) => name).join(', ');
    if (!strategies.some(({ name }) => name === strategy)) {
      return {
        reason: 'unknown-strategy',
        message: `There is no strategy "${strategy}". Choose one of: ${names(strategies)}.`,
      };
    }
    if (!selectors.some(({ name }) => name === selector)) {
      return {
        reason: 'unknown-selector',
        message: `There is no selector "${selector}". Choose one of: ${names(selectors)}.`,
      };
    }
    const unpriced = (model.team?.ids ?? [model.id]).find((id) => !priceOf(prices ?? {}, id));
    if (budget.money !== undefined && unpriced !== undefined) {
      return {
        reason: 'no-price',
        message: `A money limit needs the price of "${unpriced}". Add it to the price table, or limit tokens instead.`,
      };
    }
    return undefined;
  }
}

const foreignJournal: EngineFailure = { reason: 'foreign-journal', message: foreignIsOver };

/** What a new run may take over: of a foreign journal what models said alone, to be run again. */
function recordToFork({ entries, isForeign }: JournalText, afresh?: Afresh): RunRecord {
  return new RunRecord(entries, {
    fork: true,
    judgedAnew: isForeign === true,
    ...(afresh && { afresh }),
  });
}

const secretsNotKept: EngineFailure = {
  reason: 'secrets-not-kept',
  message:
    'The code that candidates run with holds a key or password, which journals do not keep. Grow the function again.',
};

/** The journal with the task as its caller still has it, where that is the same one. */
function withSecrets(text: JournalText, given: Task | undefined): JournalText {
  const { started } = text;
  const task = given && fitContext(given, started.model ?? {}, started.settings).task;
  if (!task || canonicalJson(taskToKeep(task)) !== canonicalJson(started.task)) return text;
  return { ...text, started: { ...started, task } };
}

function notWritten(error: unknown): EngineFailure {
  return { reason: 'journal-unwritable', message: unwritable(error) };
}
