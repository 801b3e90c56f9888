import { Throttle } from '../throttle.ts';
import {
  childrenOf,
  idOf,
  nodeOf,
  parentOf,
  type PlanElement,
  type PlanRun,
} from './plan-element.ts';
import { rowOf, type PlanRow } from './plan-row.ts';

/** Between two redraws; a run reports many times as often. */
export const redrawEveryMs = 120;
/**
 * Between two redraws of a row with children whose figures alone have changed: VS Code draws all that
 * is below it too.
 */
const figuresEveryMs = 1000;

export interface PlanRowsOptions {
  /** What else a row shows, such as a tick. */
  readonly mark?: (run: PlanRun, element: PlanElement) => boolean | undefined;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** Where the rows come from. */
export interface PlanRunSource {
  readonly all: readonly PlanRun[];
  get(key: string): PlanRun | undefined;
}

/** A row as the view has it. */
interface Shown {
  readonly element: PlanElement;
  /** What it was made of: where that is the same, so is the row. */
  readonly made: readonly unknown[];
  readonly look: Look;
  /** When it was drawn, in ms. */
  readonly at: number;
}

interface Look {
  /** Label, icon, actions and children: what must be seen at once. */
  readonly frame: string;
  readonly figures: string;
  readonly hasChildren: boolean;
}

/** Rows to draw again, each with what is below it; undefined for all. */
export type RowChange = readonly PlanElement[] | undefined;

/**
 * What the plan view shows, and which of its rows look different than when they were last drawn.
 * Runs report as often as they like; a row that looks the same is left alone, and so keeps focus.
 */
export class PlanRows {
  readonly #runs: PlanRunSource;
  readonly #changed: (rows: RowChange) => void;
  readonly #mark: (run: PlanRun, element: PlanElement) => boolean | undefined;
  readonly #now: () => number;
  /** One object for each element: VS Code knows rows by identity. */
  readonly #elements = new Map<string, PlanElement>();
  readonly #shown = new Map<string, Shown>();
  readonly #dirty = new Set<string>();
  readonly #redraw = new Throttle(redrawEveryMs, () => this.#draw());
  #keys: readonly string[] = [];

  constructor(
    runs: PlanRunSource,
    changed: (rows: RowChange) => void,
    { mark = () => undefined, now = Date.now }: PlanRowsOptions = {},
  ) {
    this.#runs = runs;
    this.#changed = changed;
    this.#mark = mark;
    this.#now = now;
  }

  /** Something about a run has changed. */
  request(run: string): void {
    this.#dirty.add(run);
    this.#redraw.request();
  }

  children(element: PlanElement | undefined): PlanElement[] {
    if (!element) {
      // The newest run comes first.
      return this.#runs.all.toReversed().map(({ key }) => this.same({ kind: 'run', run: key }));
    }
    const run = this.#runs.get(element.run);
    return run ? childrenOf(run, element).map((child) => this.same(child)) : [];
  }

  parent(element: PlanElement): PlanElement | undefined {
    const run = this.#runs.get(element.run);
    const parent = run && parentOf(run, element);
    return parent && this.same(parent);
  }

  /** The row as it is to be drawn now. */
  draw(element: PlanElement): PlanRow | undefined {
    const run = this.#runs.get(element.run);
    const row = run && rowOf(run, element, this.#now());
    if (run && row) {
      const look = lookOf(run, element, row);
      const made = this.#madeOf(run, element);
      this.#shown.set(idOf(element), { element, made, look, at: this.#now() });
    }
    return row;
  }

  same(element: PlanElement): PlanElement {
    const id = idOf(element);
    const known = this.#elements.get(id);
    if (known) return known;
    this.#elements.set(id, element);
    return element;
  }

  dispose(): void {
    this.#redraw.dispose();
  }

  #draw(): void {
    const keys = this.#runs.all.map(({ key }) => key);
    const before = this.#keys;
    this.#keys = keys;
    const dirty = new Set(this.#dirty);
    this.#dirty.clear();
    if (keys.length !== before.length || keys.some((key, at) => key !== before[at])) {
      this.#forgetAllBut(new Set(keys));
      this.#changed(undefined);
      return;
    }
    const different = [...this.#shown.values()].filter(
      (shown) => dirty.has(shown.element.run) && this.#looksDifferent(shown),
    );
    if (different.length > 0) this.#changed(this.#outermost(different));
    // What was held back comes with a later redraw.
    if (this.#dirty.size > 0) this.#redraw.request();
  }

  #looksDifferent({ element, made, look, at }: Shown): boolean {
    const run = this.#runs.get(element.run);
    if (!run) return false;
    const now = this.#madeOf(run, element);
    if (element.kind !== 'run' && now.every((part, at) => part === made[at])) return false;
    const row = rowOf(run, element, this.#now());
    const id = idOf(element);
    if (!row) {
      // Its parent lists it no longer.
      this.#shown.delete(id);
      return false;
    }
    const next = lookOf(run, element, row);
    const isMarkedAnew = now.at(-1) !== made.at(-1);
    if (isMarkedAnew || next.frame !== look.frame) return true;
    if (next.figures === look.figures) {
      this.#shown.set(id, { element, made: now, look, at });
      return false;
    }
    if (!look.hasChildren || this.#now() - at >= figuresEveryMs) return true;
    this.#dirty.add(run.key);
    return false;
  }

  /** Views share what has not changed, so that most rows need not be made to see that they are the same. */
  #madeOf(run: PlanRun, element: PlanElement): readonly unknown[] {
    return [nodeOf(run, element), run.task, run.isRunning, this.#mark(run, element)];
  }

  /** What is below a row that is drawn again is drawn with it. */
  #outermost(rows: readonly Shown[]): readonly PlanElement[] {
    const ids = new Set(rows.map(({ element }) => idOf(element)));
    const isBelow = (element: PlanElement): boolean => {
      for (let at = this.parent(element); at; at = this.parent(at)) {
        if (ids.has(idOf(at))) return true;
      }
      return false;
    };
    return rows.map(({ element }) => this.same(element)).filter((element) => !isBelow(element));
  }

  #forgetAllBut(keys: ReadonlySet<string>): void {
    for (const [id, { run }] of this.#elements) {
      if (keys.has(run)) continue;
      this.#elements.delete(id);
      this.#shown.delete(id);
    }
  }
}

function lookOf(run: PlanRun, element: PlanElement, row: PlanRow): Look {
  const { label, icon, context, children, ...figures } = row;
  const below = childrenOf(run, element).map(idOf);
  return {
    frame: JSON.stringify([label, icon, context, children, below]),
    figures: JSON.stringify(figures),
    hasChildren: below.length > 0,
  };
}
