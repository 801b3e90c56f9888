import type { ModelReply } from '../ports.ts';
import { fail, ok, type Result } from '../result.ts';
import type { DeniedEntry, ResultEntry } from './journal.ts';
import type { OperatorTools } from './operator.ts';
import type { Pending } from './pending.ts';
import { replayRun, skippedRun } from './recorded-run.ts';
import type { Settled } from './settled.ts';
import type { Asked, AskFailure } from './step.ts';

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
    const { reply } = output;
    const why = emptiness(reply);
    if (why !== undefined) {
      return nothingCame({ reason: 'nothing-usable', message: why }, reply.notices);
    }
    const read = await readReply(id, () => action.operator.parse(reply, action.input, tools));
    if (!read.ok) return { value: read, notices: [...reply.notices, read.error.message] };
    const asking: Asked<unknown> = {
      action: id,
      model: reply.model,
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

function nothingCame(problem: AskFailure, notices: readonly string[]): Delivery {
  return { value: fail(problem), notices, problem };
}

/** Why a reply without any text has none, as its samples say. */
function emptiness({ samples }: ModelReply): string | undefined {
  const reasons = new Set(samples.map(({ text, why }) => (text.trim() === '' ? why : undefined)));
  return reasons.has(undefined) ? undefined : [...reasons].join(' ');
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
