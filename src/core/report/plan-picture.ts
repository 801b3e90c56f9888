import type { RunView } from '../view/view.ts';
import type { Plan } from '../contract.ts';
import type { PlanArrow, PlanBox, PlanPicture } from './report.ts';
import { visible } from './visible.ts';

/** Size of a box and the room around it, in CSS pixels. */
export const boxWidth = 208;
export const boxHeight = 52;
const columnGap = 56;
const rowGap = 14;
/** For the focus ring at the edges. */
const margin = 6;
const nameCharacters = 60;

interface Place {
  readonly path: string;
  readonly name: string;
  /** Paths of what it calls, itself and its callers included. */
  readonly calls: string[];
  column: number;
  row: number;
}

/**
 * Draws the plan of a run from left to right: a function stands to the right of all that call it, in
 * the middle of what it calls itself. A helper that several share stands once.
 *
 * @param plan The plan of the solution, which knows recursion; absent while the run goes on.
 */
export function planPicture(view: RunView, plan?: Plan): PlanPicture {
  const places = placesOf(view, plan);
  const back = layOut(places);
  const callers = new Map<string, string[]>();
  for (const { name, calls } of places.values()) {
    for (const path of calls) callers.set(path, [...(callers.get(path) ?? []), name]);
  }
  const boxes = [...places.values()].map((place): PlanBox => {
    const node = view.nodes.get(place.path);
    return {
      path: place.path,
      name: place.name,
      ...corner(place),
      state: node?.state ?? 'planned',
      doubtful: node?.state === 'solved' && node.accepted === false,
      callers: callers.get(place.path) ?? [],
      calls: place.calls.flatMap((path) => places.get(path)?.name ?? []),
    };
  });
  const arrows = [...places.values()].flatMap((from) =>
    from.calls.flatMap((path): PlanArrow[] => {
      const to = places.get(path);
      if (!to) return [];
      const isBack = back.has(edge(from.path, path));
      const isShared = (callers.get(path)?.length ?? 0) > 1;
      return [
        {
          from: from.path,
          to: path,
          kind: isBack ? 'back' : isShared ? 'shared' : 'calls',
          line: isBack ? backLine(from, to) : forwardLine(from, to),
        },
      ];
    }),
  );
  const backRoom = arrows.some(({ kind }) => kind === 'back') ? 26 : 0;
  return {
    width: Math.max(0, ...boxes.map(({ x }) => x + boxWidth)) + margin,
    height: Math.max(0, ...boxes.map(({ y }) => y + boxHeight)) + margin + backRoom,
    boxes,
    arrows,
  };
}

/** Every function once, by the path of its node. */
function placesOf(view: RunView, plan: Plan | undefined): Map<string, Place> {
  const places = new Map<string, Place>();
  const byName = new Map<string, string>();
  for (const { path, sharedWith, contract } of view.nodes.values()) {
    if (sharedWith !== undefined) continue;
    const name = visible(contract.name, nameCharacters);
    places.set(path, { path, name, calls: [], column: 0, row: 0 });
    if (!byName.has(contract.name)) byName.set(contract.name, path);
  }
  for (const [path, place] of places) {
    const node = view.nodes.get(path);
    const children = (node?.children ?? []).map(
      (child) => view.nodes.get(child)?.sharedWith ?? child,
    );
    const named = plan?.functions.get(node?.contract.name ?? '')?.calls ?? [];
    const called = [...children, ...named.flatMap((name) => byName.get(name) ?? [])];
    place.calls.push(...new Set(called.filter((each) => places.has(each))));
  }
  return places;
}

/** Gives every place its column and row; answers the edges that lead back. */
function layOut(places: ReadonlyMap<string, Place>): ReadonlySet<string> {
  const back = new Set<string>();
  const open = new Set<string>();
  const order: Place[] = [];
  const visited = new Set<string>();
  let rows = 0;

  // Depth first: rows in the order of the leaves, callers in the middle of what they call.
  function visit(place: Place): void {
    visited.add(place.path);
    open.add(place.path);
    const own: Place[] = [];
    for (const path of place.calls) {
      const called = places.get(path);
      if (!called) continue;
      if (open.has(path)) back.add(edge(place.path, path));
      else if (!visited.has(path)) {
        own.push(called);
        visit(called);
      }
    }
    open.delete(place.path);
    const [first, last] = [own[0], own.at(-1)];
    if (first && last) place.row = (first.row + last.row) / 2;
    else place.row = rows++;
    order.push(place);
  }
  for (const place of places.values()) if (!visited.has(place.path)) visit(place);

  // Callers come before what they call: the reverse of the order in which visits ended.
  for (const place of order.reverse()) {
    for (const path of place.calls) {
      const called = places.get(path);
      if (!called || back.has(edge(place.path, path))) continue;
      called.column = Math.max(called.column, place.column + 1);
    }
  }
  return back;
}

function edge(from: string, to: string): string {
  return `${from}\u0000${to}`;
}

function corner({ column, row }: Place): { readonly x: number; readonly y: number } {
  return {
    x: margin + column * (boxWidth + columnGap),
    y: margin + row * (boxHeight + rowGap),
  };
}

function forwardLine(from: Place, to: Place): string {
  const [a, b] = [corner(from), corner(to)];
  const [x1, y1] = [a.x + boxWidth, a.y + boxHeight / 2];
  const [x2, y2] = [b.x, b.y + boxHeight / 2];
  const turn = x1 + columnGap;
  const bend = columnGap * 0.6;
  // It turns before the next column and goes on straight, where the row of the callee is free.
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${turn - bend} ${y2} ${turn} ${y2}H${x2}`;
}

/** Below the boxes, from the middle of one to the first third of the other. */
function backLine(from: Place, to: Place): string {
  const [a, b] = [corner(from), corner(to)];
  const [x1, y1] = [a.x + boxWidth * 0.6, a.y + boxHeight];
  const [x2, y2] = [b.x + boxWidth * 0.35, b.y + boxHeight];
  const low = Math.max(y1, y2) + 22;
  return `M${x1} ${y1}C${x1} ${low} ${x2} ${low} ${x2} ${y2}`;
}
