import { run, type Routine } from '../engine/step.ts';
import { languageOf } from '../languages/languages.ts';
import { showValue } from '../languages/kit/show-value.ts';
import type { LanguageId } from '../text.ts';
import type { Value } from '../values/value.ts';
import type { Board } from './board.ts';
import type { Entry } from './entry.ts';
import type { Job } from './job.ts';

/** How many times as large an argument becomes, one attempt after the other. */
const factors: readonly number[] = [8, 64, 512, 4096];
/** A call that takes this long can be timed well enough to compare, in ms. */
const noticeableMs = 20;
/** Calls that are made larger. */
const grownCalls = 3;
/** Most characters of a call: what is larger costs more to send than it tells. */
const longestCall = 8000;

/**
 * Calls of the board with lists and strings that repeat their items until the code as it stands takes a
 * noticeable time, or the call would become too long. Only calls on which the code still gives a value.
 */
export function* largerCalls(
  language: LanguageId,
  job: Job,
  board: Board,
  entry: Entry,
): Routine<readonly string[]> {
  const gave = ({ id }: { readonly id: string }) => entry.results.get(id)?.outcome.kind === 'value';
  const seeds = [...new Set(board.calls.filter(gave).map(({ call }) => call))]
    .sort((a, b) => b.length - a.length)
    .filter((call) => repeated(call, 2, language) !== undefined)
    .slice(0, grownCalls);
  const found: string[] = [];
  for (const seed of seeds) {
    const attempts = factors.flatMap((factor) => repeated(seed, factor, language) ?? []);
    if (attempts.length === 0) continue;
    const reply = yield* run(job.node, 'time', {
      language,
      programs: yield* board.programsOf([entry]),
      checks: attempts.map((call, at) => ({ id: `larger-${at + 1}`, call })),
      alone: true,
    });
    const outcomes = reply.results[0]?.map(({ outcome }) => outcome) ?? [];
    const valued = attempts.flatMap((call, at) => {
      const outcome = outcomes[at];
      return outcome?.kind === 'value' ? [{ call, ms: outcome.ms }] : [];
    });
    const best = valued.find(({ ms }) => ms >= noticeableMs) ?? valued.at(-1);
    if (best !== undefined) found.push(best.call);
  }
  return found;
}

/** A call as people read it: long arguments are cut, with an ellipsis. */
export function shortCall(call: string, language: LanguageId): string {
  if (call.length <= shownLength) return call;
  const form = languageOf(language);
  const read = form.literals.call(call);
  if (read === undefined) return `${call.slice(0, shownLength)}…`;
  const args = read.args.map((value) => `${showValue(value, form, shownArgument)}${sizeOf(value)}`);
  return `${read.callee}(${args.join(', ')})`;
}

const shownLength = 120;
const shownArgument = 40;

function sizeOf(value: Value): string {
  if (value.kind === 'list' && value.items.length > shownArgument) {
    return ` (${value.items.length} items)`;
  }
  if (value.kind === 'str' && value.value.length > shownArgument) {
    return ` (${value.value.length} characters)`;
  }
  return '';
}

/** All lists and strings of a call, each `factor` times as long, so that equal lengths stay equal. */
function repeated(call: string, factor: number, language: LanguageId): string | undefined {
  const form = languageOf(language);
  const read = form.literals.call(call);
  if (read === undefined || read.keywords.length > 0) return undefined;
  const isLong = (value: Value) =>
    (value.kind === 'list' && value.items.length > 1) ||
    (value.kind === 'str' && value.value.length > 1);
  if (!read.args.some(isLong) || call.length * factor > 2 * longestCall) return undefined;
  const args = read.args.map((value) =>
    showValue(isLong(value) ? times(value, factor) : value, form, longestCall),
  );
  const text = `${read.callee}(${args.join(', ')})`;
  return text.length > longestCall ? undefined : text;
}

function times(value: Value, factor: number): Value {
  if (value.kind === 'str') return { ...value, value: value.value.repeat(factor) };
  if (value.kind !== 'list') return value;
  return { ...value, items: Array.from({ length: factor }, () => value.items).flat() };
}
