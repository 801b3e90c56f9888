/**
 * Assertions about a program, judged where the program cannot reach. The judge process runs the
 * statements; calls of the function under test come here, go on to the process that holds the
 * program, and return as values. Where values do not do (a class under test, a callback, another
 * name of the module), the assertion runs beside the program and its verdict is `forgeable`.
 */
import type { CancelSignal } from '../../../core/ports.ts';
import type { Outcome } from '../../../core/outcome.ts';
import { readCanonical } from '../../../core/values/canonical.ts';
import type { AssertRequest, AssertVerdict } from '../harness.ts';
import { Deadline } from './deadline.ts';
import type { GuestProcess } from './guest-process.ts';
import { literalSource } from './literal-source.ts';
import {
  guestLimits,
  type CallReply,
  type GuestLimits,
  type GuestRecord,
  type Order,
} from './protocol.ts';

/** What a judge may take beyond the limit to make something of a late call, in ms. */
const judgeGraceMs = 50;

export interface AssertGuests {
  /** Brings a process the modules that the program may import; gives their key. */
  modules(guest: GuestProcess): string | undefined;
  /** The process that holds the program; a new one where the last was killed. */
  program(): Promise<GuestProcess | undefined>;
  /** A process in which no program ever runs, only assertions, each in a realm of its own. */
  judge(): Promise<GuestProcess | undefined>;
}

/** What one request's assertions share. */
interface Setting {
  readonly request: AssertRequest;
  readonly limits: GuestLimits;
  readonly guests: AssertGuests;
  readonly signal: CancelSignal;
}

export async function runAssertions(
  request: AssertRequest,
  seed: number,
  guests: AssertGuests,
  signal: CancelSignal,
): Promise<readonly AssertVerdict[]> {
  const limits = guestLimits(request.limits, seed, false);
  const verdicts: AssertVerdict[] = [];
  for (const assertion of request.assertions) {
    verdicts.push(await runAssertion(assertion, { request, limits, guests, signal }));
  }
  return verdicts;
}

async function runAssertion(assertion: string, setting: Setting): Promise<AssertVerdict> {
  const { program, limits } = setting.request;
  const held = await setting.guests.program();
  if (held === undefined) return failed({ kind: 'crash', detail: 'no process', ms: 0 });
  const holder = new Conversation(held, setting.signal);
  const { source, entry } = program;
  const modules = setting.guests.modules(held);
  const serve: Order = { op: 'serve', source, entry, modules, limits: setting.limits };
  const first = await holder.ask(serve, limits.loadMs);
  if (first.kind === 'refused') return failed({ kind: 'refused', detail: first.detail, ms: 0 });
  if (first.kind !== 'loaded') return failed(silence(first, limits.loadMs));
  if (first.callable && /^[A-Za-z_$][\w$]*$/.test(program.entry)) {
    const verdict = await judged(assertion, holder, setting);
    if (verdict !== undefined) return verdict;
    const again = await holder.ask(serve, limits.loadMs);
    if (again.kind !== 'loaded') return failed(silence(again, limits.loadMs));
  }
  const answer = await holder.ask({ op: 'assert', text: assertion }, limits.callMs);
  if (answer.kind !== 'outcome') {
    return { ...failed(silence(answer, limits.callMs)), forgeable: true };
  }
  return { passed: answer.outcome.kind === 'value', outcome: answer.outcome, forgeable: true };
}

/** Undefined where the assertion needs objects that live beside the program. */
async function judged(
  assertion: string,
  holder: Conversation,
  { request, limits, guests, signal }: Setting,
): Promise<AssertVerdict | undefined> {
  const { callMs } = request.limits;
  const { entry } = request.program;
  const process = await guests.judge();
  if (process === undefined) return failed({ kind: 'crash', detail: 'no judge process', ms: 0 });
  const judge = new Conversation(process, signal);
  const start = performance.now();
  let silent: Outcome | undefined;
  let answer = await judge.ask({ op: 'judge', assertion, entry, limits }, callMs);
  while (answer.kind === 'call') {
    const left = Math.max(1, callMs - (performance.now() - start));
    const called = await invoke(answer.args, holder, left);
    if ('silent' in called) silent ??= called.silent;
    answer = await judge.ask(called.reply, left + judgeGraceMs);
  }
  if (answer.kind === 'objects') return undefined;
  if (answer.kind !== 'outcome') await process.kill();
  // The call that gave no answer explains the verdict better than what the assertion made of it.
  if (silent !== undefined) return failed({ ...silent, ms: performance.now() - start });
  if (answer.kind !== 'outcome') return failed(silence(answer, callMs));
  return { passed: answer.outcome.kind === 'value', outcome: answer.outcome, forgeable: false };
}

async function invoke(
  args: string,
  holder: Conversation,
  ms: number,
): Promise<{ readonly reply: CallReply; readonly silent?: Outcome }> {
  const source = literalSource(readCanonical(args));
  if (source === undefined) return { reply: { kind: 'objects' } };
  const answer = await holder.ask({ op: 'invoke', args: source }, ms);
  if (answer.kind !== 'outcome') {
    const outcome = silence(answer, ms);
    return {
      reply: { kind: 'stop', message: `the call ended in a ${outcome.kind}` },
      silent: outcome,
    };
  }
  const { outcome } = answer;
  if (outcome.kind === 'exception') {
    return { reply: { kind: 'exception', type: outcome.type, message: plain(outcome.message) } };
  }
  if (outcome.kind === 'unencodable') return { reply: { kind: 'objects' } };
  if (outcome.kind !== 'value') {
    return {
      reply: { kind: 'stop', message: `the call ended in a ${outcome.kind}` },
      silent: outcome,
    };
  }
  const value = literalSource(readCanonical(outcome.value));
  const mutated =
    outcome.mutated === undefined ? 'undefined' : literalSource(readCanonical(outcome.mutated));
  if (value === undefined || mutated === undefined) return { reply: { kind: 'objects' } };
  return { reply: { kind: 'value', value, mutated, awaited: answer.awaited } };
}

/** An exception's message without the line that the guest adds for people. */
function plain(message: string): string {
  return message.replace(/ \(line \d+\)$/, '');
}

function failed(outcome: Outcome): AssertVerdict {
  return { passed: false, outcome, forgeable: false };
}

/** What the lack of an answer means for an assertion. */
function silence(answer: Answer, ms: number): Outcome {
  if (answer.kind === 'late') return { kind: 'timeout', ms };
  if (answer.kind === 'gone') return { kind: 'crash', detail: answer.detail, ms };
  return { kind: 'crash', detail: `an answer out of order (${answer.kind})`, ms };
}

type Answer =
  GuestRecord | { readonly kind: 'late' } | { readonly kind: 'gone'; readonly detail: string };

/** Orders and answers, one at a time; a guest that is late or out of order is killed. */
class Conversation {
  readonly #guest: GuestProcess;
  readonly #signal: CancelSignal;

  constructor(guest: GuestProcess, signal: CancelSignal) {
    this.#guest = guest;
    this.#signal = signal;
  }

  ask(order: Order, ms: number): Promise<Answer> {
    return new Promise((resolve) => {
      const settle = (answer: Answer): void => {
        deadline.clear();
        this.#signal.removeEventListener('abort', cancel);
        this.#guest.listen(undefined);
        resolve(answer);
      };
      const stop = (answer: Answer): void => {
        this.#guest.listen(undefined);
        void this.#guest.kill().then(() => settle(answer));
      };
      const deadline = new Deadline(() => stop({ kind: 'late' }));
      const cancel = (): void => stop({ kind: 'gone', detail: 'cancelled' });
      this.#signal.addEventListener('abort', cancel);
      deadline.set(ms);
      this.#guest.listen({
        record: (record) => settle(record),
        ended: (detail) => settle({ kind: 'gone', detail }),
      });
      if (this.#signal.aborted) cancel();
      else this.#guest.send(order);
    });
  }
}
