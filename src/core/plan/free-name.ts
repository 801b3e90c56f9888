/** Names that nobody has yet: `base`, or else with a number behind it. Each number of a base is tried once. */
export class FreeNames {
  readonly #taken: Set<string>;
  readonly #next = new Map<string, number>();
  /** Names that were looked at. */
  steps = 0;

  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  /** Takes it, too. */
  take(base: string): string {
    let number = this.#next.get(base) ?? 1;
    let name = number === 1 ? base : `${base}_${number}`;
    for (this.steps += 1; this.#taken.has(name); this.steps += 1) {
      number += 1;
      name = `${base}_${number}`;
    }
    this.#next.set(base, number + 1);
    this.#taken.add(name);
    return name;
  }
}
