import { subjectOf, subjectOfTarget } from '../languages/subject.ts';
import { report, type Routine } from '../engine/step.ts';
import type { Plan } from '../contract.ts';
import { diagnose } from '../plan/diagnose.ts';
import { planOf } from '../plan/plan-of.ts';
import { divideTarget, type PlanNode, type PlanNodes } from './division.ts';
import type { StrategyContext } from '../engine/strategy.ts';

/**
 * The plan to solve: the one that the task brings, otherwise one that the model makes by dividing
 * the target.
 */
export function* planToSolve(context: StrategyContext): Routine<PlanNodes> {
  const { plan } = context.task;
  if (plan === undefined) return yield* divideTarget(context);
  const read = planOf(diagnose(plan));
  if (!read.ok) throw new Error(`The task's plan has errors: ${read.error.message}`);
  const nodes = nodesOf(read.value.plan, context);
  for (const { node, parent, contract } of nodes.values()) {
    yield* report({ type: 'node', node, ...(parent && { parent: parent.node }), contract });
    yield* report({ type: 'state', node, state: 'planned' });
  }
  yield* reportShared(nodes);
  return nodes;
}

/**
 * A node's path holds its name and the root's alone: a function that moves within an edited plan
 * keeps its path, and with it what was sampled for it.
 */
export function pathOf(root: string, name: string): string {
  return name === root ? root : `${root}/${name}`;
}

function nodesOf(plan: Plan, { task }: StrategyContext): PlanNodes {
  const nodes = new Map<string, PlanNode>();
  const enter = (name: string, parent: PlanNode | undefined): void => {
    const planned = plan.functions.get(name);
    if (planned === undefined) return;
    const isRoot = name === plan.root;
    const { contract, calls } = planned;
    nodes.set(name, {
      contract: isRoot ? task.contract : contract,
      subject: isRoot ? subjectOfTarget(task) : subjectOf(contract, task.language),
      node: pathOf(plan.root, name),
      depth: parent === undefined ? 0 : parent.depth + 1,
      ...(parent && { parent }),
      drafts: [],
      calls,
      children: calls.filter((called) => called !== name),
    });
  };
  enter(plan.root, undefined);
  // A Map goes on to what is added while it is walked: breadth first, each function once.
  for (const parent of nodes.values()) {
    for (const called of parent.calls) if (!nodes.has(called)) enter(called, parent);
  }
  return nodes;
}

/** A helper of several functions stands below the first and shows under the others too. */
function* reportShared(nodes: PlanNodes): Routine<void> {
  for (const caller of nodes.values()) {
    for (const called of caller.calls) {
      const helper = nodes.get(called);
      const isShared = helper !== undefined && helper !== caller && helper.parent !== caller;
      if (!isShared || isAncestor(helper, caller)) continue;
      yield* report({
        type: 'node',
        node: `${caller.node}/${called}`,
        parent: caller.node,
        contract: helper.contract,
        sharedWith: helper.node,
      });
    }
  }
}

function isAncestor(other: PlanNode, node: PlanNode): boolean {
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (at.contract.name === other.contract.name) return true;
  }
  return false;
}
