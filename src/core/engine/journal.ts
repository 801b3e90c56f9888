import type { Answer, Question } from '../question.ts';
import type { ModelFailure, ModelReply, ModelRequest, ModelTraits, RunLog } from '../ports.ts';
import { fail, ok, type Failure, type Result } from '../result.ts';
import type { BudgetLimits, RunSettings } from '../settings.ts';
import type { Task } from '../task.ts';
import type { Amounts } from './budget.ts';
import type { RecordedRun } from './recorded-run.ts';
import type { RecordedSolution, RecordedView } from './recorded-view.ts';
import { describe } from './settled.ts';
import type { BudgetFailure } from './step.ts';
import type { StrategyEvent } from '../view/event.ts';
import type { RunState } from '../view/view.ts';

/**
 * Version of the format below. It rises only where older readers would read something wrong: entries
 * and fields that are merely new are left out by them. A reader refuses what is newer.
 *
 * 1 was that of Coppice 0.1.0. 2 has the entry `view`, results keep all that is said of a verdict, and
 * an ask may be made once more with a larger limit.
 */
export const journalFormat = 2;

/** Every line is one entry. `at` is a UTC time in ISO 8601. */
interface Timed {
  readonly at: string;
}

/** First line: everything that the run depends on. */
export interface StartedEntry extends Timed {
  readonly type: 'started';
  readonly format: number;
  /** The version of Coppice that wrote it. */
  readonly coppice: string;
  readonly run: string;
  /** The run whose results this one reuses, where it is a fork. */
  readonly forkOf?: string;
  readonly settings: RunSettings;
  readonly task: Task;
  /**
   * What was known of the model when the run began. Absent in journals of 0.1.0, whose asks were never
   * made again with a larger limit.
   */
  readonly model?: ModelTraits;
  /** What the task lacks because the model could not read it too. */
  readonly leftOut?: readonly string[];
}

/** A later session went on with the run. It asks again what it `forgets`. */
export interface ResumedEntry extends Timed {
  readonly type: 'resumed';
  readonly coppice: string;
  readonly budget: BudgetLimits;
  /** Ids of actions whose result was not there when the session began: they are made again. */
  readonly inFlight: readonly string[];
  readonly forgets: Forgets;
}

/** Recorded answers that a session does not reuse. */
export interface Forgets {
  /** What the budget denied: the session has another one. */
  readonly denials: boolean;
  /** Where the model failed: the run had ended, and now it may answer. */
  readonly failures: boolean;
}

/** An action is about to be performed. For asks: the request exactly as it goes to the model. */
export interface ActionEntry extends Timed {
  readonly type: 'action';
  readonly id: string;
  readonly node: string;
  readonly hash: string;
  readonly ask?: {
    readonly operator: string;
    readonly model: string;
    readonly request: ModelRequest;
  };
  readonly run?: { readonly language: string; readonly programs: number; readonly checks: number };
  readonly question?: Question;
}

/** What an action gave. `cost` is what it took from the budget. */
export interface ResultEntry extends Timed {
  readonly type: 'result';
  readonly id: string;
  readonly hash: string;
  /** Wall time in ms. */
  readonly ms: number;
  readonly cost: Amounts;
  /** True where a fork took it over from another run, which has paid for it. */
  readonly reused?: boolean;
  readonly output: RecordedOutput;
}

/** A result as the outside world gave it; what is derived from it is derived again on replay. */
export type RecordedOutput =
  | { readonly kind: 'reply'; readonly reply: ModelReply }
  | { readonly kind: 'failure'; readonly failure: ModelFailure }
  | { readonly kind: 'outcomes'; readonly outcomes: RecordedRun }
  | { readonly kind: 'answer'; readonly answer: Answer };

/** The budget had no room for an action. */
export interface DeniedEntry extends Timed {
  readonly type: 'denied';
  readonly id: string;
  readonly hash: string;
  readonly need: Amounts;
  readonly failure: BudgetFailure;
}

/**
 * A candidate was chosen: all that the strategy says of it. For readers; a replay derives it again.
 */
export interface DecisionEntry
  extends Timed, Omit<Extract<StrategyEvent, { type: 'selected' }>, 'type'> {
  readonly type: 'decision';
}

/**
 * What the run came to, as this version read it: it can be shown by later ones, whose strategies and
 * prompts are others. Before the end of every session; the last one counts.
 */
export interface ViewEntry extends Timed {
  readonly type: 'view';
  readonly view: RecordedView;
  /** Absent where the strategy did not come to its end. */
  readonly solution?: RecordedSolution;
}

/** The session ended in good order. A run that was killed lacks it. */
export interface EndedEntry extends Timed {
  readonly type: 'ended';
  readonly state: RunState;
  readonly reason?: string;
  readonly message?: string;
  /** What the budget refused at the end of a run that it paused. */
  readonly missing?: Amounts;
  readonly tokens: number;
  readonly money: number;
  readonly runs: number;
}

export type JournalEntry =
  | StartedEntry
  | ResumedEntry
  | ActionEntry
  | ResultEntry
  | DeniedEntry
  | DecisionEntry
  | ViewEntry
  | EndedEntry;

/** An entry of a later version. It keeps its place, for results are ordered by theirs. */
export interface UnknownEntry extends Timed {
  readonly type: 'unknown';
  readonly kind: string;
}

/** What a reader finds in a journal. */
export type ReadEntry = JournalEntry | UnknownEntry;

export type JournalFailure = Failure<'corrupt-journal' | 'newer-journal'>;

/** The fields without which an entry of a type says nothing. */
const required: Readonly<Record<JournalEntry['type'], readonly string[]>> = {
  started: ['at', 'coppice', 'run', 'settings', 'task'],
  resumed: ['at', 'budget', 'inFlight', 'forgets'],
  action: ['at', 'id', 'node', 'hash'],
  result: ['at', 'id', 'hash', 'ms', 'cost', 'output'],
  denied: ['at', 'id', 'hash', 'need', 'failure'],
  decision: ['at', 'node', 'candidate'],
  view: ['at', 'view'],
  ended: ['at', 'state'],
};

export function encodeEntry(entry: JournalEntry): string {
  return JSON.stringify(entry);
}

/** Reads one line. `number` counts from 1 and is for the message. */
export function decodeEntry(line: string, number: number): Result<ReadEntry, JournalFailure> {
  const corrupt = (what: string) =>
    fail({
      reason: 'corrupt-journal' as const,
      message: `Line ${number} of the journal ${what}. The lines before it are sound: keep a copy of the file, delete line ${number} and what follows, and resume.`,
    });
  let entry: Partial<JournalEntry>;
  try {
    entry = JSON.parse(line) as Partial<JournalEntry>;
  } catch (error) {
    if (error instanceof SyntaxError) return corrupt('is damaged');
    throw error;
  }
  if (typeof entry !== 'object' || (entry as unknown) === null) return corrupt('holds no entry');
  if (entry.type === 'started' && Number(entry.format) > journalFormat) {
    return fail({
      reason: 'newer-journal',
      message: `The journal was written by Coppice ${String(entry.coppice)}, which is newer than this one. Update Coppice to read it.`,
    });
  }
  const { type, at = '' } = entry;
  if (typeof type !== 'string') return corrupt('does not say what it is');
  if (!Object.hasOwn(required, type)) return ok({ type: 'unknown', kind: type, at });
  const fields = required[type];
  const missing = fields.find((field) => !(field in entry));
  if (missing) return corrupt(`lacks "${missing}"`);
  return ok(entry as JournalEntry);
}

/** A readable journal: its first entry and the rest in order. */
export interface JournalText {
  readonly started: StartedEntry;
  readonly entries: readonly ReadEntry[];
  /** This machine did not write it, or not as it is. */
  readonly isForeign?: true;
}

/** What of a journal this version does not know, in words; undefined where it knows all. */
export function unknownText({ entries }: JournalText): string | undefined {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    if (entry.type === 'unknown') counts.set(entry.kind, (counts.get(entry.kind) ?? 0) + 1);
  }
  if (counts.size === 0) return undefined;
  const kinds = [...counts].map(([kind, count]) => `${count} × ${kind}`).join(', ');
  return `The journal holds entries that this version of Coppice does not know, and leaves out: ${kinds}.`;
}

/** Why a run cannot be gone on with, in words: its journal is of an older version. */
export function olderText({ started }: JournalText): string | undefined {
  if (started.format >= journalFormat) return undefined;
  return `This run was made by Coppice ${started.coppice}. It can be looked at, but not gone on with: this version asks and runs in other ways. Grow the function again to go on; answers that still fit are taken over.`;
}

export function decodeJournal(lines: readonly string[]): Result<JournalText, JournalFailure> {
  const entries: ReadEntry[] = [];
  for (const [index, line] of lines.entries()) {
    const entry = decodeEntry(line, index + 1);
    if (!entry.ok) return entry;
    entries.push(entry.value);
  }
  const [started, ...rest] = entries;
  if (started?.type !== 'started') {
    return fail({
      reason: 'corrupt-journal',
      message:
        'The journal does not begin with the start of a run: the run was stopped before its first step. Start it again.',
    });
  }
  return ok({ started, entries: rest });
}

/** An entry that was appended: its place in the journal, and when it is on disk. */
export interface Appended {
  readonly place: number;
  readonly written: Promise<void>;
}

/** Appends to the journal of one run. Places count lines from 0 and order all results. */
export class Journal {
  readonly #log: RunLog;
  #place: number;
  #opening: (() => JournalEntry) | undefined;

  /**
   * `lines`: how many the journal has. `opening` gives the entry that precedes the first one of
   * this session; a session that appends nothing leaves the file as it was.
   */
  constructor(log: RunLog, lines: number, opening?: () => JournalEntry) {
    this.#log = log;
    this.#place = lines;
    this.#opening = opening;
  }

  /** With `durable` the entry survives a loss of power once `written` resolves. */
  append(entry: JournalEntry, durable: boolean): Appended {
    const opening = this.#opening?.();
    this.#opening = undefined;
    const before = opening ? this.append(opening, false).written : undefined;
    const place = this.#place;
    this.#place += 1;
    const written = this.#log.append(encodeEntry(entry), durable);
    return {
      place,
      written: before ? Promise.all([before, written]).then(() => undefined) : written,
    };
  }
}

/** What to say where appending fails. */
export function unwritable(error: unknown): string {
  return `The journal cannot be written: ${describe(error)}. Make room or check the folder's permissions, then resume.`;
}
