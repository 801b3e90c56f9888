import type { ModelFailure, ModelReply, ModelRequest, Store } from '../ports.ts';
import { moneyScale } from './budget.ts';
import { decodeEntry, type JournalEntry, type JournalText } from './journal.ts';
import type { RunState } from '../view/view.ts';

/** One line of the list of runs. */
export interface RunSummary {
  readonly id: string;
  /** Qualified name of the target. */
  readonly title: string;
  readonly uri: string;
  readonly strategy: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** `running` where a process holds it now; `paused` also where it was interrupted. */
  readonly state: RunState;
  readonly message?: string;
  readonly tokens?: number;
  readonly money?: number;
}

/** A journal whose ends cannot be read: it is listed all the same. */
export interface UnreadableRun {
  readonly id: string;
  readonly problem: string;
}

/** All runs of a store, newest first. */
export async function listRuns(store: Store): Promise<readonly (RunSummary | UnreadableRun)[]> {
  const ids = await store.list();
  const runs = await Promise.all(ids.map((id) => summarise(store, id)));
  const readable = runs.filter((run) => 'state' in run);
  const unreadable = runs.filter((run) => !('state' in run));
  return [...readable.sort((a, b) => b.startedAt - a.startedAt), ...unreadable];
}

async function summarise(store: Store, id: string): Promise<RunSummary | UnreadableRun> {
  const ends = await store.ends(id);
  if (!ends) return { id, problem: 'It was stopped before its first step.' };
  const first = decodeEntry(ends.first, 1);
  if (!first.ok) return { id, problem: first.error.message };
  if (first.value.type !== 'started') return { id, problem: 'Its journal has no beginning.' };
  const { task, settings, at } = first.value;
  const last = decodeEntry(ends.last, 2);
  const head = {
    id,
    title: task.target.qualifiedName,
    uri: task.target.snapshot.uri,
    strategy: settings.strategy,
    startedAt: Date.parse(at),
  };
  if (ends.held) return { ...head, state: 'running' };
  if (!last.ok || last.value.type !== 'ended') {
    return { ...head, state: 'paused', message: 'It was interrupted.' };
  }
  const { state, message, tokens, money } = last.value;
  return {
    ...head,
    state,
    tokens,
    money: money / moneyScale,
    ...(message === undefined ? {} : { message }),
  };
}

/** One request as it was sent to a model, and what came back. */
export interface SentRequest {
  readonly action: string;
  readonly node: string;
  readonly operator: string;
  readonly model: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly request: ModelRequest;
  readonly reply?: ModelReply;
  readonly failure?: ModelFailure;
}

/** Every request that a run sent, in the order of sending; repeated ones appear again. */
export function sentRequests({ entries }: JournalText): readonly SentRequest[] {
  const sent: SentRequest[] = [];
  const unanswered = new Map<string, number>();
  for (const entry of entries) {
    if (entry.type === 'action' && entry.ask) {
      const { id, node, at, ask } = entry;
      unanswered.set(id, sent.length);
      sent.push({ action: id, node, at: Date.parse(at), ...ask });
    } else if (entry.type === 'result') {
      const index = unanswered.get(entry.id);
      const request = index === undefined ? undefined : sent[index];
      if (index !== undefined && request) sent[index] = { ...request, ...answerOf(entry) };
      unanswered.delete(entry.id);
    }
  }
  return sent;
}

function answerOf({
  output,
}: Extract<JournalEntry, { type: 'result' }>): Pick<SentRequest, 'reply' | 'failure'> {
  if (output.kind === 'reply') return { reply: output.reply };
  return output.kind === 'failure' ? { failure: output.failure } : {};
}

/**
 * Seconds that the sessions of a run have worked together: from entry to entry, without the time
 * between sessions and without the time in which only the user was asked.
 */
export function secondsWorked({ started, entries }: JournalText): number {
  const questions = new Set<string>();
  const others = new Set<string>();
  let total = 0;
  let last = Date.parse(started.at);
  for (const entry of entries) {
    if (entry.type === 'unknown') continue;
    const at = Date.parse(entry.at);
    const waiting = questions.size > 0 && others.size === 0;
    if (entry.type === 'resumed') {
      questions.clear();
      others.clear();
    } else if (!waiting) total += at - last;
    last = at;
    if (entry.type === 'action') (entry.question ? questions : others).add(entry.id);
    else if (entry.type === 'result' || entry.type === 'denied') {
      questions.delete(entry.id);
      others.delete(entry.id);
    }
  }
  return total / 1000;
}
