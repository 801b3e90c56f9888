/**
 * The keyboard in a table: one stop for Tab, arrows inside. The stop is set on the elements and not
 * drawn, so that moving through thousands of cells draws nothing again.
 */
export class GridKeys {
  #table: HTMLTableElement | undefined;
  #stop: HTMLElement | undefined;
  /** Where the stop was, to find it again when rows have moved. */
  #at: string | undefined;
  #hasFocus = false;

  /** After every drawing. */
  attach(table: HTMLTableElement): void {
    this.#table = table;
    const known = this.#stop?.isConnected === true ? this.#stop : this.#find(this.#at);
    const stop = known ?? this.#rows()[0]?.[0];
    if (!stop) return;
    const isLost = this.#hasFocus && document.activeElement === document.body;
    this.#setStop(stop);
    if (isLost) stop.focus({ preventScroll: true });
  }

  onFocus({ target }: FocusEvent): void {
    if (!(target instanceof HTMLElement) || target.dataset['grid'] === undefined) return;
    this.#setStop(target);
    this.#hasFocus = true;
    target.addEventListener(
      'blur',
      () => {
        // An element that was moved or taken away loses the focus too: that one is brought back.
        queueMicrotask(() => {
          this.#hasFocus = document.activeElement === document.body && document.hasFocus();
        });
      },
      { once: true },
    );
  }

  onKeyDown(event: KeyboardEvent): void {
    const { target, key, ctrlKey, metaKey, altKey } = event;
    if (!(target instanceof HTMLElement) || altKey) return;
    const rows = this.#rows();
    const row = rows.findIndex((cells) => cells.includes(target));
    if (row < 0) return;
    const column = rows[row]?.indexOf(target) ?? 0;
    const far = ctrlKey || metaKey;
    const lastRow = rows.length - 1;
    const lastColumn = (rows[row]?.length ?? 1) - 1;
    const places: Readonly<Record<string, readonly [number, number]>> = {
      ArrowUp: [far ? 0 : row - 1, column],
      ArrowDown: [far ? lastRow : row + 1, column],
      ArrowLeft: [row, far ? 0 : column - 1],
      ArrowRight: [row, far ? lastColumn : column + 1],
      Home: [far ? 0 : row, 0],
      End: [far ? lastRow : row, lastColumn],
      PageUp: [row - 10, column],
      PageDown: [row + 10, column],
    };
    const place = places[key];
    if (!place) return;
    event.preventDefault();
    const [toRow, toColumn] = place;
    const cells = rows[Math.min(lastRow, Math.max(0, toRow))];
    const cell = cells?.[Math.min(cells.length - 1, Math.max(0, toColumn))];
    cell?.focus();
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  #setStop(stop: HTMLElement): void {
    if (this.#stop !== stop) this.#stop?.setAttribute('tabindex', '-1');
    stop.setAttribute('tabindex', '0');
    this.#stop = stop;
    this.#at = stop.dataset['at'];
  }

  #find(at: string | undefined): HTMLElement | undefined {
    if (at === undefined) return undefined;
    return this.#rows()
      .flat()
      .find((cell) => cell.dataset['at'] === at);
  }

  /** Everything that can have the focus, row by row. */
  #rows(): HTMLElement[][] {
    return [...(this.#table?.rows ?? [])]
      .map((row) => [...row.querySelectorAll<HTMLElement>('[data-grid]')])
      .filter((cells) => cells.length > 0);
  }
}
