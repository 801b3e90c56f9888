import type { Lease } from './budget.ts';
import type { StrategyEvent } from '../view/event.ts';
import type { Action, Child, DeriveStep, Routine, Step } from './step.ts';

/** One running generator of the tree that `all` makes. */
export interface Fiber {
  /** Labels of the enclosing `all` children, joined by `/`; empty for the strategy itself. */
  readonly labels: string;
  readonly lease: Lease;
  readonly done: boolean;
}

/** What the tree of routines needs done; nothing in here may deliver a result before it returns. */
export interface RoutineHost {
  act(fiber: Fiber, action: Action): void;
  derive(fiber: Fiber, step: DeriveStep): void;
  report(event: StrategyEvent): void;
  /** The fiber was cancelled; what it waits for is no longer wanted. */
  abandon(fiber: Fiber): void;
}

/** How the strategy ended. */
export type RoutineEnd<T> =
  | { readonly kind: 'returned'; readonly value: T }
  | { readonly kind: 'threw'; readonly error: unknown }
  | { readonly kind: 'cancelled' };

/** How often a cancelled routine may yield in its `finally` before it counts as broken. */
const patience = 1000;

type Input =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'error'; readonly error: unknown };

class RoutineFiber implements Fiber {
  readonly labels: string;
  readonly lease: Lease;
  readonly routine: Routine<unknown>;
  readonly parent: RoutineFiber | undefined;
  /** Place among the parent's children. */
  readonly index: number;
  children: readonly RoutineFiber[] = [];
  results: unknown[] = [];
  unfinished = 0;
  /** True while the children make their first steps inside this fiber's own step. */
  spawning = false;
  failure: { readonly error: unknown } | undefined;
  done = false;

  constructor(
    routine: Routine<unknown>,
    labels: string,
    lease: Lease,
    parent: RoutineFiber | undefined,
    index: number,
  ) {
    this.routine = routine;
    this.labels = labels;
    this.lease = lease;
    this.parent = parent;
    this.index = index;
  }
}

/**
 * Drives a strategy's generator and the children it runs side by side. Everything in here is
 * synchronous and free of effects: given the same deliveries in the same order, the same steps
 * come out in the same order.
 */
export class Routines<T> {
  readonly #root: RoutineFiber;
  readonly #host: RoutineHost;
  #end: RoutineEnd<T> | undefined;

  constructor(routine: Routine<T>, lease: Lease, host: RoutineHost) {
    this.#root = new RoutineFiber(routine, '', lease, undefined, 0);
    this.#host = host;
  }

  get end(): RoutineEnd<T> | undefined {
    return this.#end;
  }

  start(): void {
    this.#advance(this.#root, { kind: 'value', value: undefined });
  }

  /** Gives a fiber the result of the step it waits for. Nothing happens where it is done. */
  deliver(fiber: Fiber, value: unknown): void {
    if (fiber instanceof RoutineFiber && !fiber.done) {
      this.#advance(fiber, { kind: 'value', value });
    }
  }

  /** Throws into a fiber at the step it waits for. */
  throwInto(fiber: Fiber, error: unknown): void {
    if (fiber instanceof RoutineFiber && !fiber.done) {
      this.#advance(fiber, { kind: 'error', error });
    }
  }

  /** Returns every generator, innermost first; their `finally` blocks run. */
  cancel(): void {
    if (this.#root.done) return;
    this.#cancel(this.#root);
    this.#end = { kind: 'cancelled' };
  }

  #advance(fiber: RoutineFiber, first: Input): void {
    let input = first;
    for (;;) {
      let next: IteratorResult<Step, unknown>;
      try {
        next =
          input.kind === 'value'
            ? fiber.routine.next(input.value)
            : fiber.routine.throw(input.error);
      } catch (error) {
        this.#finish(fiber, { kind: 'error', error });
        return;
      }
      if (next.done) {
        this.#finish(fiber, { kind: 'value', value: next.value });
        return;
      }
      const answer = this.#perform(fiber, next.value);
      if (!answer) return;
      input = answer;
    }
  }

  /** Performs one step; gives its result where it is known at once. */
  #perform(fiber: RoutineFiber, step: Step): Input | undefined {
    try {
      switch (step.kind) {
        case 'report':
          this.#host.report(step.event);
          return { kind: 'value', value: undefined };
        case 'all':
          return this.#spawn(fiber, step.children);
        case 'derive':
          this.#host.derive(fiber, step);
          return undefined;
        default:
          this.#host.act(fiber, step);
          return undefined;
      }
    } catch (error) {
      return { kind: 'error', error };
    }
  }

  #spawn(fiber: RoutineFiber, children: readonly Child<unknown>[]): Input | undefined {
    const labels = new Set(children.map(({ label }) => label));
    if (labels.size < children.length) {
      throw new Error(
        `Two children of one "all" have the same label: ${children.map(({ label }) => label).join(', ')}.`,
      );
    }
    if (children.length === 0) return { kind: 'value', value: [] };
    const leases = fiber.lease.split(children.map(({ share }) => share ?? 1));
    fiber.children = children.map(
      ({ label, routine }, index) =>
        new RoutineFiber(
          routine,
          fiber.labels === '' ? label : `${fiber.labels}/${label}`,
          leases[index] ?? fiber.lease,
          fiber,
          index,
        ),
    );
    fiber.results = children.map(() => undefined);
    fiber.unfinished = children.length;
    fiber.spawning = true;
    for (const child of fiber.children) {
      if (!child.done) this.#advance(child, { kind: 'value', value: undefined });
    }
    fiber.spawning = false;
    return this.#joined(fiber);
  }

  /** The result of the fiber's `all`, once there is one. */
  #joined(fiber: RoutineFiber): Input | undefined {
    const { failure, results } = fiber;
    if (!failure && fiber.unfinished > 0) return undefined;
    fiber.children = [];
    fiber.results = [];
    fiber.failure = undefined;
    fiber.lease.parts = [];
    return failure ? { kind: 'error', error: failure.error } : { kind: 'value', value: results };
  }

  #finish(fiber: RoutineFiber, end: Input): void {
    this.#close(fiber);
    const { parent } = fiber;
    if (!parent) {
      this.#end =
        end.kind === 'value'
          ? { kind: 'returned', value: end.value as T }
          : { kind: 'threw', error: end.error };
      return;
    }
    if (end.kind === 'error') {
      parent.failure ??= { error: end.error };
      for (const sibling of parent.children) if (!sibling.done) this.#cancel(sibling);
    } else {
      parent.results[fiber.index] = end.value;
      parent.unfinished -= 1;
    }
    if (parent.spawning) return;
    const answer = this.#joined(parent);
    if (answer) this.#advance(parent, answer);
  }

  #cancel(fiber: RoutineFiber): void {
    for (const child of fiber.children) if (!child.done) this.#cancel(child);
    this.#host.abandon(fiber);
    this.#close(fiber);
    for (let turn = 0; turn < patience; turn += 1) {
      const next = fiber.routine.return(undefined);
      if (next.done) return;
      if (next.value.kind === 'report') this.#host.report(next.value.event);
    }
    throw new Error('A cancelled routine does not end: it goes on yielding in its "finally".');
  }

  #close(fiber: RoutineFiber): void {
    fiber.done = true;
    fiber.children = [];
    fiber.lease.close();
  }
}
