/** Hands out items by their place in the journal, lowest first. A binary heap. */
export class PlaceQueue<T extends { readonly place: number }> {
  readonly #heap: T[] = [];

  get size(): number {
    return this.#heap.length;
  }

  add(item: T): void {
    const heap = this.#heap;
    let index = heap.push(item) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      if (this.#place(above) <= item.place) break;
      this.#swap(index, above);
      index = above;
    }
  }

  take(): T | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (last === undefined || last === first) return first;
    heap[0] = last;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const lower = this.#place(left + 1) < this.#place(left) ? left + 1 : left;
      if (this.#place(lower) >= last.place) break;
      this.#swap(index, lower);
      index = lower;
    }
    return first;
  }

  #place(index: number): number {
    return this.#heap[index]?.place ?? Infinity;
  }

  #swap(a: number, b: number): void {
    const [first, second] = [this.#heap[a], this.#heap[b]];
    if (first === undefined || second === undefined) return;
    this.#heap[a] = second;
    this.#heap[b] = first;
  }
}
