import type { Solution } from '../solution.ts';
import type {
  CancelSignal,
  Clock,
  Hash,
  Model,
  Runner,
  RunLog,
  Parser,
  Store,
  StoreFailure,
  Timer,
} from '../ports.ts';
import { SeededRandom } from '../random.ts';
import { fail, ok, type Failure, type Result } from '../result.ts';
import type { Selector } from '../selectors/selector.ts';
import type { BudgetLimits } from '../settings.ts';
import type { Strategy } from './strategy.ts';
import { dataWithoutSecrets } from '../privacy/secrets.ts';
import { absenceText } from '../view/absence-text.ts';
import type { Task } from '../task.ts';
import { AnswerRoom } from './answer-room.ts';
import { Budget, moneyScale } from './budget.ts';
import { conclude, type Conclusion, type LoopEnd } from './conclusion.ts';
import { Effects, partOf, type AnswerPort, type EffectWatcher } from './effects.ts';
import { leftOutText } from './fit-context.ts';
import {
  Journal,
  olderText,
  unknownText,
  unwritable,
  type EndedEntry,
  type Forgets,
  type ReadEntry,
  type ViewEntry,
  type JournalFailure,
  type JournalText,
  type StartedEntry,
} from './journal.ts';
import { Loop } from './loop.ts';
import { highestPrice, priceOf, type PriceTable } from './prices.ts';
import type { RunRecord } from './record.ts';
import { recordSolution, recordView } from './recorded-view.ts';
import { ViewReducer, type Fact, type RunHead } from '../view/reduce.ts';
import type { Routine } from './step.ts';
import { secondsWorked } from './runs.ts';
import { decisionKey, isoTime, Session } from './session.ts';
import { settled } from './settled.ts';
import { Thinking } from './thinking.ts';
import { Waiting } from './waiting.ts';
import type { RunView } from '../view/view.ts';

/** Everything that the engine is made of. */
export interface EngineParts {
  readonly model: Model;
  readonly runner: Runner;
  readonly parser: Parser;
  readonly store: Store;
  readonly clock: Clock;
  readonly hash: Hash;
  /** With it, requests under way end when the time limit does. */
  readonly timer?: Timer;
  readonly strategies: readonly Strategy[];
  readonly selectors: readonly Selector[];
  /** Absent where nobody is there to answer: questions stay unanswered. */
  readonly answers?: AnswerPort;
  /** Coppice's version, for journals. */
  readonly version: string;
  readonly prices?: PriceTable;
}

/** How a caller follows and stops a session. */
export interface SessionOptions extends EffectWatcher {
  readonly signal: CancelSignal;
  /** Called after every burst of changes, first with the empty view. */
  readonly onView?: (view: RunView) => void;
  /** Called with everything that the view is folded from. */
  readonly onFact?: (fact: Fact) => void;
}

export interface ResumeOptions extends SessionOptions {
  /** New limits for the whole run, what it has spent included. */
  readonly budget?: BudgetLimits;
  /** The task as it was asked, where the caller still has it: a journal keeps none of its secrets. */
  readonly task?: Task;
  /** Begin a new run that reuses every result that still fits, and leave this one as it is. */
  readonly fork?: boolean;
  /** Called before the first step. */
  readonly onResume?: (report: ResumeReport) => void;
}

/** What a resumed run finds in its journal. */
export interface ResumeReport {
  /** Results in the journal. */
  readonly kept: number;
  /** Actions that were in flight at the end; each is made again at most once. */
  readonly inFlight: readonly string[];
  /** The last line was incomplete and was dropped. */
  readonly torn: boolean;
}

export interface RunResult extends Conclusion {
  readonly id: string;
  /** What was asked, as the journal keeps it. */
  readonly task: Task;
  readonly view: RunView;
  readonly solution?: Solution;
  /** Made by a version whose runs are shown, and not gone on with; a fork takes over answers that still fit. */
  readonly isOlder?: true;
  /** Its journal was not written on this machine, or was changed: it is shown, and judged again by a fork. */
  readonly isForeign?: true;
  /**
   * Shown by what its journal tells without the strategy, which has become another one since: what
   * candidates did is not known, and there is nothing to review.
   */
  readonly isPartial?: true;
  /** For a resumed run; `repeated` counts actions in flight that were made again. */
  readonly resumed?: ResumeReport & { readonly reused: number; readonly repeated: number };
}

/**
 * Why there is no run to speak of. `changed`: the journal no longer fits the code or its prompts;
 * it is untouched, and a resume with `fork` goes on from what still fits. `older-journal`: the same holds
 * for a run of a version whose journals are only shown, `foreign-journal`: and for one of another machine.
 */
export type EngineFailure =
  | StoreFailure
  | JournalFailure
  | Failure<
      | 'unknown-strategy'
      | 'unknown-selector'
      | 'no-price'
      | 'changed'
      | 'older-journal'
      | 'foreign-journal'
      | 'journal-unwritable'
      | 'secrets-not-kept'
    >;

/** A journal that was read. */
export interface OpenRun {
  readonly id: string;
  readonly text: JournalText;
  readonly record: RunRecord;
  /** Absent for a replay. */
  readonly live?: LiveRun;
  readonly report?: ResumeReport;
}

/** What a session needs to write on. */
export interface LiveRun {
  readonly log: RunLog;
  /** Lines that the journal has. */
  readonly lines: number;
  /** Absent for a new run. */
  readonly forgets?: Forgets;
  readonly budget: BudgetLimits;
}

/** Runs one session over a journal, to its end. */
export async function runSession(
  parts: EngineParts,
  run: OpenRun,
  options: SessionOptions,
): Promise<Result<RunResult, EngineFailure>> {
  const { clock, model, hash, parser, prices = {} } = parts;
  const { started } = run.text;
  const reducer = new ViewReducer(headOf(run.id, started));
  const onSettled = () => options.onView?.(reducer.view);
  const onFact = (fact: Fact) => {
    reducer.apply(fact);
    options.onFact?.(fact);
  };
  for (const text of noticesOf(run.text)) onFact({ type: 'notice', text });
  onSettled();
  const members = model.team?.ids ?? [model.id];
  const price = highestPrice(members.map((id) => priceOf(prices, id)));
  const tell = (fact: Fact) => {
    onFact(fact);
    onSettled();
  };
  const thinking = new Thinking(tell);
  const waiting = new Waiting(tell);
  const journal = run.live && journalOf(parts, run, run.live);
  const session =
    run.live && journal
      ? new Session({
          journal,
          effects: new Effects(run.id, {
            model,
            runner: parts.runner,
            clock,
            answers: parts.answers,
            priceOf: (id) => priceOf(prices, id),
            watcher: {
              ...options,
              onWait: (...waits) => {
                waiting.begin(...waits);
                options.onWait?.(...waits);
              },
              onProgress: (...so) => {
                waiting.end(so[0], so[1]);
                thinking.hear(...so);
                options.onProgress?.(...so);
              },
            },
            modules: started.task.scaffold.modules,
          }),
          clock,
          timer: parts.timer,
          modelOf: (action) => {
            const part = partOf(action);
            return part !== undefined && members.includes(part) ? part : model.id;
          },
          seconds: secondsLeft(run.live.budget, run.text),
          inFlightBefore: run.record.inFlight,
          isAnswered: run.record.isAnswered,
          decided: decisionsOf(run.text),
          onFact,
          onSettled,
        })
      : undefined;
  const loop = new Loop({
    routine: routineOf(parts, started),
    record: run.record,
    budget: new Budget(run.live?.budget ?? {}, run.record.spent),
    price,
    tools: { parser },
    room: new AnswerRoom(started.model, started.settings),
    hash,
    signal: options.signal,
    session,
    format: started.format,
    onFact,
    onSettled,
  });
  const end = await loop.run();
  if (end.kind === 'stopped' && end.reason === 'changed') {
    return fail({
      reason: 'changed',
      message: `${end.message} Nothing was changed or sent. Fork the run to go on with the results that still fit.`,
    });
  }
  const last = endOf(run.text);
  const limits = run.live?.budget ?? limitsOf(run.text);
  let conclusion = conclude(end, loop.inVain, last, limits);
  const { tokens, money, runs } = reducer.view;
  const at = run.live ? isoTime(clock.now()) : (last ?? lastEntry(run.text)).at;
  if (journal) {
    const viewed = journal.append(viewEntry(at, reducer.view, end), false).written;
    const entry: EndedEntry = {
      type: 'ended',
      at,
      ...conclusion,
      tokens,
      money: Math.round(money * moneyScale),
      runs,
    };
    const ended = journal.append(entry, true).written;
    const written = await settled(Promise.all([viewed, ended]));
    if (!written.ok) {
      const message = unwritable(written.error);
      conclusion = { state: 'failed', reason: 'journal-unwritable', message };
    }
  }
  const { state, message } = conclusion;
  onFact({
    type: 'ended',
    state,
    at: Date.parse(at),
    ...(message === undefined ? {} : { message }),
  });
  onSettled();
  return ok({
    id: run.id,
    task: started.task,
    view: reducer.view,
    ...conclusion,
    ...(end.kind === 'finished' ? { solution: end.value } : {}),
    ...(run.report
      ? { resumed: { ...run.report, reused: loop.reused, repeated: session?.repeated ?? 0 } }
      : {}),
  });
}

/** What is known of a run before its first step. */
export function headOf(id: string, { at, task }: StartedEntry): RunHead {
  const { qualifiedName: title, snapshot } = task.target;
  return { id, title, uri: snapshot.uri, startedAt: Date.parse(at) };
}

/** What is to be said of a run before its first step. */
export function noticesOf(text: JournalText): readonly string[] {
  const { absent = [] } = text.started.task.scaffold;
  const { leftOut, model } = text.started;
  const lacks = leftOut && leftOutText(leftOut, model?.contextTokens ?? 0);
  const others = [lacks, olderText(text), unknownText(text)].filter((said) => said !== undefined);
  return [...absent.map(absenceText), ...others];
}

/** A journal keeps no secret of the file, nor does what is shown of it again. */
function viewEntry(at: string, view: RunView, end: LoopEnd<Solution>): ViewEntry {
  return dataWithoutSecrets({
    type: 'view',
    at,
    view: recordView(view),
    ...(end.kind === 'finished' ? { solution: recordSolution(end.value) } : {}),
  });
}

/** The limits that the latest session went by. */
export function limitsOf({ started, entries }: JournalText): BudgetLimits {
  const resumed = entries.findLast((entry) => entry.type === 'resumed');
  return resumed?.budget ?? started.settings.budget;
}

/** How the latest session ended; undefined where it was killed. */
export function endOf(text: JournalText): EndedEntry | undefined {
  const last = lastEntry(text);
  return last.type === 'ended' ? last : undefined;
}

function lastEntry({ started, entries }: JournalText): ReadEntry {
  return entries.at(-1) ?? started;
}

function journalOf({ clock, version }: EngineParts, run: OpenRun, live: LiveRun): Journal {
  const { forgets, budget, log, lines } = live;
  if (!forgets) return new Journal(log, lines);
  return new Journal(log, lines, () => ({
    type: 'resumed',
    at: isoTime(clock.now()),
    coppice: version,
    budget,
    inFlight: run.record.inFlight,
    forgets,
  }));
}

function routineOf(parts: EngineParts, { task, settings }: StartedEntry): Routine<Solution> {
  const strategy = parts.strategies.find(({ name }) => name === settings.strategy);
  const selector = parts.selectors.find(({ name }) => name === settings.selector);
  if (!strategy || !selector) throw new Error('The run names an unknown strategy or selector.');
  return strategy.solve({ task, settings, random: new SeededRandom(settings.seed), selector });
}

function secondsLeft(budget: BudgetLimits, text: JournalText): number | undefined {
  return budget.seconds === undefined ? undefined : budget.seconds - secondsWorked(text);
}

function decisionsOf({ entries }: JournalText): Set<string> {
  const decisions = entries.filter((entry) => entry.type === 'decision');
  return new Set(
    decisions.map(({ node, candidate, accepted }) => decisionKey(node, candidate, accepted)),
  );
}
