/**
 * Who waits, in lanes that take turns: the first of each lane in the order in which lanes began to
 * wait, then the next of each. A long lane so keeps a short one waiting for one turn at most.
 */
export class Turns<T> {
  /** Insertion order is the order of turns; a lane that was served goes to the end. */
  readonly #lanes = new Map<string, T[]>();

  add(lane: string, waiting: T): void {
    const queue = this.#lanes.get(lane);
    if (queue) queue.push(waiting);
    else this.#lanes.set(lane, [waiting]);
  }

  /** Whose turn it is. */
  peek(): T | undefined {
    const next = this.#lanes.values().next();
    return next.done ? undefined : next.value[0];
  }

  /** Serves the one whose turn it is. */
  take(): T | undefined {
    const next = this.#lanes.entries().next();
    if (next.done) return undefined;
    const [lane, queue] = next.value;
    const served = queue.shift();
    this.#lanes.delete(lane);
    if (queue.length > 0) this.#lanes.set(lane, queue);
    return served;
  }

  /** Forgets one that no longer waits. True where it did. */
  remove(lane: string, waiting: T): boolean {
    const queue = this.#lanes.get(lane);
    const at = queue?.indexOf(waiting) ?? -1;
    if (queue === undefined || at < 0) return false;
    queue.splice(at, 1);
    if (queue.length === 0) this.#lanes.delete(lane);
    return true;
  }
}
