/**
 * Assertions about a program, judged where the program cannot reach. The judge process runs the
 * statements; what it asks of the program comes here, goes on to the process that holds the program,
 * and comes back the same way. Neither side ever speaks but when it is spoken to.
 */
import type { CancelSignal } from '../../../core/ports.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { AssertRequest, AssertVerdict } from '../harness.ts';
import { Deadline } from './deadline.ts';
import type { GuestProcess } from './guest-process.ts';
import { guestLimits, type GuestLimits, type GuestRecord, type Order } from './protocol.ts';

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
  const limits = guestLimits(request.limits, seed, true);
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
  return judged(assertion, holder, setting);
}

async function judged(
  assertion: string,
  holder: Conversation,
  { request, limits, guests, signal }: Setting,
): Promise<AssertVerdict> {
  const { callMs } = request.limits;
  const { entry } = request.program;
  const process = await guests.judge();
  if (process === undefined) return failed({ kind: 'crash', detail: 'no judge process', ms: 0 });
  const judge = new Conversation(process, signal);
  const start = performance.now();
  const { yields } = request;
  let silent: Outcome | undefined;
  let answer = await judge.ask({ op: 'judge', assertion, entry, yields, limits }, callMs);
  while (answer.kind === 'message') {
    const left = Math.max(1, callMs - (performance.now() - start));
    const { message } = answer;
    const heard: Answer =
      silent === undefined ? await holder.ask({ op: 'peer', message }, left) : { kind: 'late' };
    if (heard.kind !== 'message') silent ??= silence(heard, left);
    const next: Order =
      heard.kind === 'message'
        ? { op: 'peer', message: heard.message }
        : { op: 'stop', message: 'the program gives no answer' };
    answer = await judge.ask(next, left + judgeGraceMs);
  }
  if (answer.kind !== 'judged') await process.kill();
  // What gave no answer explains the verdict better than what the assertion made of it.
  if (silent !== undefined) return failed({ ...silent, ms: performance.now() - start });
  if (answer.kind !== 'judged') return failed(silence(answer, callMs));
  const { outcome, forgeable } = answer;
  return { passed: outcome.kind === 'value', outcome, forgeable };
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
