/** What a place in the table is about: a row, a column, or both. */
export interface GridPlace {
  readonly candidate: string | undefined;
  /** Index among the columns of checks. */
  readonly column: number | undefined;
}

/** The place of an element, or undefined where it is not in a cell of the grid. */
export function placeOf(target: EventTarget | null): GridPlace | undefined {
  const cell = cellOf(target);
  if (!cell) return undefined;
  return {
    candidate: cell.closest('tr')?.dataset['candidate'],
    column: cell.cellIndex === 0 ? undefined : cell.cellIndex - 1,
  };
}

/**
 * The keyboard in a table: one stop for Tab, arrows inside. The stop is set on the elements and not
 * drawn, so that moving through thousands of cells draws nothing again.
 */
export class GridKeys {
  #table: HTMLTableElement | undefined;
  #stop: HTMLElement | undefined;
  /** Where the stop was, to find it again when its row is drawn anew. */
  #at: GridPlace | undefined;
  #hasFocus = false;

  /** After every drawing. */
  attach(table: HTMLTableElement): void {
    this.#table = table;
    const known = this.#stop?.isConnected === true ? this.#stop : this.#find(this.#at);
    const first = this.#rows()[0]?.cells[0];
    const stop = known ?? (first && stopOf(first));
    if (!stop) return;
    const isLost = this.#hasFocus && document.activeElement === document.body;
    this.#setStop(stop);
    if (isLost) stop.focus({ preventScroll: true });
  }

  /** A cell can have the focus once it has the stop. */
  onMouseDown({ target }: MouseEvent): void {
    const cell = cellOf(target);
    if (cell) this.#setStop(stopOf(cell));
  }

  onFocus({ target }: FocusEvent): void {
    const cell = cellOf(target);
    if (!cell) return;
    const stop = stopOf(cell);
    this.#setStop(stop);
    this.#hasFocus = true;
    const onBlur = () => {
      // An element that was moved or taken away loses the focus too: that one is brought back.
      queueMicrotask(() => {
        this.#hasFocus = document.activeElement === document.body && document.hasFocus();
      });
    };
    stop.addEventListener('blur', onBlur, { once: true });
  }

  onKeyDown(event: KeyboardEvent): void {
    const { target, key, ctrlKey, metaKey, altKey } = event;
    const cell = cellOf(target);
    if (!cell || altKey) return;
    const rows = this.#rows();
    const row = rows.findIndex((each) => each === cell.parentElement);
    const column = cell.cellIndex;
    const far = ctrlKey || metaKey;
    const lastRow = rows.length - 1;
    const lastColumn = (rows[row]?.cells.length ?? 1) - 1;
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
    const cells = rows[Math.min(lastRow, Math.max(0, toRow))]?.cells;
    const to = cells?.[Math.min(cells.length - 1, Math.max(0, toColumn))];
    if (!to) return;
    const stop = stopOf(to);
    this.#setStop(stop);
    stop.focus({ preventScroll: true });
    to.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  #setStop(stop: HTMLElement): void {
    if (this.#stop !== stop) this.#stop?.setAttribute('tabindex', '-1');
    stop.setAttribute('tabindex', '0');
    this.#stop = stop;
    this.#at = placeOf(stop);
  }

  #find(at: GridPlace | undefined): HTMLElement | undefined {
    if (at?.candidate === undefined) return undefined;
    const row = this.#rows().find(({ dataset }) => dataset['candidate'] === at.candidate);
    const cell = row?.cells[at.column === undefined ? 0 : at.column + 1];
    return cell && stopOf(cell);
  }

  #rows(): HTMLTableRowElement[] {
    return [...(this.#table?.rows ?? [])].filter(isWalked);
  }
}

/** Rows that only head others are walked over. */
function isWalked({ classList }: Element): boolean {
  return !classList.contains('groups') && !classList.contains('cluster');
}

function cellOf(target: EventTarget | null): HTMLTableCellElement | undefined {
  const cell = target instanceof Element ? target.closest('td, th') : null;
  const isCell = cell instanceof HTMLTableCellElement && cell.parentElement !== null;
  return isCell && isWalked(cell.parentElement) ? cell : undefined;
}

/** What takes the focus of a cell: its button, where it has one. */
function stopOf(cell: HTMLTableCellElement): HTMLElement {
  return cell.querySelector('button') ?? cell;
}
