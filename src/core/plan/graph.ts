import type { Plan } from '../contract.ts';

/** Functions of a plan that must be solved together. */
export interface Component {
  /** In the order of the plan. */
  readonly members: readonly string[];
  /** Indices of the components that it calls directly, ascending; itself excluded. */
  readonly needs: readonly number[];
}

/**
 * The strongly connected components of the call graph, listed in the order in which the plan lists
 * their first members (Parsel, section 3). A function that has no example of its own can only be
 * judged through those who call it, so it also depends on them: it joins their component.
 *
 * @param isChecked whether a function can be judged alone; by default, whether it has examples.
 */
export function components(
  plan: Plan,
  isChecked: (name: string) => boolean = (name) =>
    (plan.functions.get(name)?.contract.examples.length ?? 0) > 0,
): readonly Component[] {
  const names = [...plan.functions.keys()];
  const indices = new Map(names.map((name, index) => [name, index]));
  const edges: number[][] = names.map(() => []);
  names.forEach((name, from) => {
    for (const called of plan.functions.get(name)?.calls ?? []) {
      const to = indices.get(called);
      if (to === undefined) continue;
      edges[from]?.push(to);
      if (!isChecked(called)) edges[to]?.push(from);
    }
  });
  const componentOf = strongComponents(edges);
  const listed = new Map<number, number>();
  const members: number[][] = [];
  names.forEach((_, node) => {
    const label = componentOf[node] ?? 0;
    const at = listed.get(label) ?? members.push([]) - 1;
    listed.set(label, at);
    members[at]?.push(node);
  });
  return members.map((nodes, index) => {
    const needs = new Set<number>();
    for (const from of nodes) {
      for (const to of edges[from] ?? []) {
        const other = listed.get(componentOf[to] ?? 0);
        if (other !== undefined && other !== index) needs.add(other);
      }
    }
    return {
      members: nodes.map((node) => names[node] ?? ''),
      needs: [...needs].sort((a, b) => a - b),
    };
  });
}

/** Indices of the components, dependencies first; otherwise in their own order. */
export function solveOrder(list: readonly Component[]): readonly number[] {
  const order: number[] = [];
  const state = new Map<number, 'open' | 'done'>();
  const stack: { readonly node: number; next: number }[] = [];
  for (let start = 0; start < list.length; start += 1) {
    if (state.has(start)) continue;
    stack.push({ node: start, next: 0 });
    state.set(start, 'open');
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const needed = list[top.node]?.needs[top.next];
      if (needed === undefined) {
        state.set(top.node, 'done');
        order.push(top.node);
        stack.pop();
      } else {
        top.next += 1;
        if (!state.has(needed)) {
          state.set(needed, 'open');
          stack.push({ node: needed, next: 0 });
        }
      }
    }
  }
  return order;
}

/** Tarjan's algorithm without recursion: a label per node, equal within a component. */
function strongComponents(edges: readonly (readonly number[])[]): readonly number[] {
  const order = new Map<number, number>();
  const low: number[] = [];
  const label: number[] = [];
  const onPath = new Set<number>();
  const path: number[] = [];
  let labels = 0;
  for (let start = 0; start < edges.length; start += 1) {
    if (order.has(start)) continue;
    const stack = [{ node: start, next: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const { node } = top;
      if (top.next === 0) {
        order.set(node, order.size);
        low[node] = order.get(node) ?? 0;
        path.push(node);
        onPath.add(node);
      }
      const to = edges[node]?.[top.next];
      top.next += 1;
      if (to !== undefined) {
        if (!order.has(to)) stack.push({ node: to, next: 0 });
        else if (onPath.has(to)) low[node] = Math.min(low[node] ?? 0, order.get(to) ?? 0);
        continue;
      }
      stack.pop();
      const above = stack.at(-1)?.node;
      if (above !== undefined) low[above] = Math.min(low[above] ?? 0, low[node] ?? 0);
      if (low[node] !== order.get(node)) continue;
      for (let member = path.pop(); member !== undefined; member = path.pop()) {
        onPath.delete(member);
        label[member] = labels;
        if (member === node) break;
      }
      labels += 1;
    }
  }
  return label;
}
