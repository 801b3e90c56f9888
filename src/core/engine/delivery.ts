import type { ModelReply, ModelRequest } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import { endedBelowLimit, merged } from './answer-room.ts';
import { moneyScale, nothing } from './budget.ts';
import { grouped } from './denial.ts';
import type { DeniedEntry, ResultEntry } from './journal.ts';
import type { OperatorTools } from './operator.ts';
import type { Pending } from './pending.ts';
import { sampleLimit } from './prices.ts';
import { replayRun, skippedRun } from './recorded-run.ts';
import type { Settled } from './settled.ts';
import type { Fact } from '../view/reduce.ts';
import type { Again, Asked, AskFailure } from './step.ts';

/** What a routine receives for its action, with what people should hear about it. */
export interface Delivery {
  readonly value: unknown;
  readonly notices: readonly string[];
  /** Why an ask gave nothing, where it was not the budget. */
  readonly problem?: AskFailure;
}

/** A result at hand. Results are delivered in the order of their places. */
export interface Ready {
  readonly place: number;
  readonly pending: Pending;
  readonly entry: ResultEntry | DeniedEntry;
  readonly delivery: Promise<Settled<Delivery>>;
}

/**
 * Derives from a journal entry what the routine receives. Live and replayed alike start from the
 * entry, so that a replay sees what the live run saw. Rejects where the entry does not fit its action.
 */
export async function deliveryOf(
  { action, id, hash, asked }: Pending,
  entry: ResultEntry | DeniedEntry,
  tools: OperatorTools,
): Promise<Delivery> {
  if (entry.type === 'denied') {
    const value =
      action.kind === 'run'
        ? skippedRun(action.request, entry.failure.message)
        : fail<AskFailure>(entry.failure);
    return { value, notices: [] };
  }
  const { output } = entry;
  if (action.kind === 'ask' && output.kind === 'failure') {
    return nothingCame(output.failure, []);
  }
  if (action.kind === 'ask' && output.kind === 'reply') {
    const { again } = action;
    const reply = again ? merged(again, output.reply) : output.reply;
    const why = emptiness(asked, output.reply);
    // What was asked again may still be read with what came at first.
    if (why !== undefined && (!again || emptiness(asked, reply) !== undefined)) {
      return nothingCame({ reason: 'nothing-usable', message: why }, reply.notices);
    }
    const read = await readReply(id, () => action.operator.parse(reply, action.input, tools));
    if (!read.ok) return { value: read, notices: [...reply.notices, read.error.message] };
    const asking: Asked<unknown> = {
      action: id,
      model: reply.answeredBy ?? reply.model,
      promptHash: hash,
      tokensPerSample: tokensPerSample(reply),
      output: read.value,
    };
    return { value: ok(asking), notices: reply.notices };
  }
  if (action.kind === 'run' && output.kind === 'outcomes') {
    return { value: replayRun(output.outcomes), notices: [] };
  }
  if (action.kind === 'question' && output.kind === 'answer') {
    return { value: output.answer, notices: [] };
  }
  throw new Error(
    `The journal holds a ${output.kind} for "${id}", which is ${asked ? 'an ask' : `a ${action.kind}`}.`,
  );
}

/** What the routine receives; `again` goes along where its ask may be made once more. */
export function answered({ value }: Delivery, again: Again | undefined): unknown {
  return again ? { ...(value as Result<unknown, AskFailure>), again } : value;
}

/** What is reported of an action whose result is delivered. */
export function finished(
  { id, action }: { readonly id: string; readonly action: { readonly node: string } },
  entry: ResultEntry | DeniedEntry,
): Fact {
  const { cost, ms } = entry.type === 'denied' ? { cost: nothing, ms: 0 } : entry;
  const { tokens, money, runs } = cost;
  const reply = entry.type === 'result' && entry.output.kind === 'reply' && entry.output.reply;
  const { reasoningTokens: reasoning = 0, savedTokens: saved = 0 } = reply ? reply.usage : {};
  return {
    type: 'finished',
    action: id,
    node: action.node,
    tokens,
    money: money / moneyScale,
    runs,
    ms,
    ...(reasoning > 0 ? { reasoning } : {}),
    ...(saved > 0 ? { saved } : {}),
  };
}

function nothingCame(problem: AskFailure, notices: readonly string[]): Delivery {
  return { value: fail(problem), notices, problem };
}

/** Why a reply without any text has none, as its samples say. */
function emptiness(asked: ModelRequest | undefined, reply: ModelReply): string | undefined {
  const { samples } = reply;
  if (samples.some(({ text, why }) => text.trim() !== '' || why === undefined)) return undefined;
  if (asked && samples.every(({ finish }) => finish === 'length')) return limitText(asked, reply);
  return [...new Set(samples.map(({ why }) => why))].join(' ');
}

/** An answer of which the limit left nothing: what it was, and how to give more. */
function limitText(asked: ModelRequest, reply: ModelReply): string {
  const { usage, samples } = reply;
  const perSample = Math.round(usage.completionTokens / Math.max(1, samples.length));
  const what =
    (usage.reasoningTokens ?? 0) > 0 ? 'while the model was still reasoning' : 'too early';
  if (endedBelowLimit(asked, reply)) {
    return `The server ended the answer ${what}, after ${grouped(perSample)} of ${grouped(sampleLimit(asked))} tokens: its own limit or context is smaller. Give the model a larger one.`;
  }
  return `The answer reached its limit of ${grouped(sampleLimit(asked))} tokens ${what}. Give it more room with coppice.search.reasoningTokens (--reasoning-tokens) or choose a model that reasons less.`;
}

/** Reads an answer. An operator that stumbles over one must not end the whole run. */
async function readReply(
  id: string,
  parse: () => Promise<unknown>,
): Promise<Result<unknown, AskFailure>> {
  try {
    return ok(await parse());
  } catch (error) {
    return fail({
      reason: 'nothing-usable',
      message: `The answer to "${id}" could not be read: ${error instanceof Error ? error.message : String(error)}`,
    });
  }
}

function tokensPerSample({ usage, samples }: ModelReply): number {
  return Math.round(usage.completionTokens / Math.max(1, samples.length));
}
