import { type Subject, subjectOf, subjectOfTarget } from '../languages/subject.ts';
import { languageOf } from '../languages/languages.ts';
import type { Candidate } from '../candidate.ts';
import {
  all,
  ask,
  derive,
  report,
  type AskFailure,
  type Asked,
  type Routine,
} from '../engine/step.ts';
import { divide, renameHelper, type Division } from '../operators/divide.ts';
import { freeName } from '../operators/implementation.ts';
import type { Contract, Plan } from '../contract.ts';
import { namesIn, usedNames } from '../languages/names-in.ts';
import type { Parser } from '../ports.ts';
import type { Result } from '../result.ts';
import { candidateOf } from './candidates.ts';
import { surroundingsOf } from './job.ts';
import type { StrategyContext } from '../engine/strategy.ts';

/** One function of a plan that is being made. */
export interface PlanNode {
  readonly contract: Contract;
  readonly subject: Subject;
  /** Node path, e.g. `settle_up/parse_line`. */
  readonly node: string;
  /** 0 for the root. */
  readonly depth: number;
  /** The function whose division introduced it. */
  readonly parent?: PlanNode;
  /** What the divide phase wrote of it; empty where it wrote nothing usable. */
  readonly drafts: readonly Candidate[];
  /** Functions of the plan that the draft calls: own children, shared helpers, and recursion. */
  readonly calls: readonly string[];
  /** Helpers that its division introduced. */
  readonly children: readonly string[];
}

/** By name; names are unique within a plan. The root comes first. */
export type PlanNodes = ReadonlyMap<string, PlanNode>;

/** Most functions of one plan: a model that divides everything must come to an end. */
const functionLimit = 30;

/**
 * Divides the target into a plan (FunCoder, divide). The paper goes depth-first, one call after the
 * other; functions of one level do not depend on each other, so here a level is in flight together
 * and its answers are taken up in order. A helper that exists already is shared, and a stub that
 * names an ancestor is recursion: neither makes a new node.
 */
export function* divideTarget(context: StrategyContext): Routine<PlanNodes> {
  const { task, settings } = context;
  const nodes = new Map<string, PlanNode>();
  const root: PlanNode = {
    ...leaf(task.contract, subjectOfTarget(task)),
    node: task.contract.name,
  };
  nodes.set(root.contract.name, root);
  yield* report({ type: 'node', node: root.node, contract: root.contract });
  let level: readonly PlanNode[] = settings.depth > 0 ? [root] : [];
  while (level.length > 0) {
    const answers = yield* all(
      level.map((node) => ({
        label: node.contract.name,
        routine: divideOne(context, node, nodes),
      })),
    );
    const introduced: PlanNode[] = [];
    for (const [at, node] of level.entries()) {
      const answer = answers[at];
      if (answer?.ok !== true) continue;
      introduced.push(...(yield* takeUp(context, nodes, node, answer.value)));
    }
    level = introduced.filter(({ depth, drafts }) => depth < settings.depth && drafts.length === 0);
  }
  return nodes;
}

function leaf(contract: Contract, subject: Subject): Omit<PlanNode, 'node'> {
  return { contract, subject, depth: 0, drafts: [], calls: [], children: [] };
}

function* divideOne(
  context: StrategyContext,
  node: PlanNode,
  nodes: PlanNodes,
): Routine<Result<Asked<Division>, AskFailure>> {
  const { task, settings } = context;
  yield* report({ type: 'state', node: node.node, state: 'dividing' });
  const path = ancestorsOf(node);
  const apart = new Set([node, ...path]);
  return yield* ask(node.node, divide, {
    subject: node.subject,
    surroundings: surroundingsOf(task),
    path: path.map(({ contract }) => contract),
    helpers: [...nodes.values()]
      .filter((other) => !apart.has(other))
      .map(({ contract }) => contract),
    examples: node.depth === 0 ? task.examples : node.contract.examples,
    planned: [...nodes.values()].map(({ contract }) => contract),
    mayDivide: node.depth < settings.depth && nodes.size < functionLimit,
    samples: 1,
    temperature: settings.divideTemperature,
    maxTokens: settings.maxTokens,
  });
}

/** The functions that need this one, root first. */
export function ancestorsOf(node: PlanNode): readonly PlanNode[] {
  return node.parent === undefined ? [] : [...ancestorsOf(node.parent), node.parent];
}

/** Enters a division into the plan; answers the nodes that are new. */
function* takeUp(
  context: StrategyContext,
  nodes: Map<string, PlanNode>,
  node: PlanNode,
  asked: Asked<Division>,
): Routine<readonly PlanNode[]> {
  const { settings, task } = context;
  const division = yield* derive(node.node, 'names of helpers', ({ parser }) =>
    withoutSiblingClashes(asked.output, nodes, context, parser),
  );
  const called = yield* derive(node.node, 'what helpers call', ({ parser }) =>
    callsOfDrafts(division, nodes, context, parser),
  );
  const origin = { temperature: settings.divideTemperature };
  const { name } = node.contract;
  const draft = division.draft && candidateOf(asked, division.draft, 0, name, divide.name, origin);
  const fresh = division.helpers.filter(
    ({ contract }, at) => !nodes.has(contract.name) && nodes.size + at < functionLimit,
  );
  const grown: PlanNode = {
    ...node,
    drafts: draft ? [draft] : [],
    calls: division.calls,
    children: fresh.map(({ contract }) => contract.name),
  };
  nodes.set(name, grown);
  if (draft) yield* report({ type: 'candidate', node: node.node, candidate: draft });
  const introduced: PlanNode[] = [];
  for (const { contract, draft: own } of fresh) {
    const path = `${node.node}/${contract.name}`;
    const written = own && candidateOf(asked, own, 0, contract.name, divide.name, origin);
    const child: PlanNode = {
      ...leaf(contract, subjectOf(contract, task.language)),
      node: path,
      depth: node.depth + 1,
      parent: grown,
      drafts: written ? [{ ...written, id: `${written.id}/${contract.name}` }] : [],
      calls: called.get(contract.name) ?? [],
    };
    nodes.set(contract.name, child);
    introduced.push(child);
    yield* report({ type: 'node', node: path, parent: node.node, contract });
    for (const candidate of child.drafts)
      yield* report({ type: 'candidate', node: path, candidate });
  }
  yield* reportShared(grown, nodes);
  yield* report({ type: 'state', node: node.node, state: 'planned' });
  return introduced;
}

/** Two functions of one level may have invented the same name for different helpers. */
async function withoutSiblingClashes(
  division: Division,
  nodes: PlanNodes,
  { task }: StrategyContext,
  parser: Parser,
): Promise<Division> {
  const language = languageOf(task.language);
  let result = division;
  for (const { contract } of division.helpers) {
    const other = nodes.get(contract.name)?.contract;
    if (other === undefined || other.parameters.length === contract.parameters.length) continue;
    const drafts = [result.draft, ...result.helpers.map(({ draft }) => draft)];
    const codes = drafts.flatMap((draft) => (draft ? [draft.code, ...(draft.beside ?? [])] : []));
    const names = await Promise.all(codes.map((code) => namesIn(code, language, parser)));
    const taken = [
      ...nodes.keys(),
      ...task.context.moduleNames,
      ...result.helpers.map((helper) => helper.contract.name),
      ...names.flatMap(({ mentioned }) => mentioned),
    ];
    const fresh = freeName(contract.name, taken);
    result = await renameHelper(result, contract.name, fresh, language, parser);
  }
  return result;
}

/** What the helpers call that came with their own code, by their names. */
async function callsOfDrafts(
  { helpers }: Division,
  nodes: PlanNodes,
  { task }: StrategyContext,
  parser: Parser,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const language = languageOf(task.language);
  const names = new Set([...nodes.keys(), ...helpers.map(({ contract }) => contract.name)]);
  const calls = new Map<string, readonly string[]>();
  for (const { contract, draft } of helpers) {
    if (!draft) continue;
    const used = await usedNames(draft.code, language, parser);
    calls.set(
      contract.name,
      [...names].filter((other) => other !== contract.name && used.has(other)),
    );
  }
  return calls;
}

/** A helper that another function introduced shows under this one too. */
function* reportShared(node: PlanNode, nodes: PlanNodes): Routine<void> {
  const own = new Set([
    ...node.children,
    ...ancestorsOf(node).map(({ contract }) => contract.name),
  ]);
  for (const name of node.calls) {
    const other = nodes.get(name);
    if (other === undefined || own.has(name) || name === node.contract.name) continue;
    yield* report({
      type: 'node',
      node: `${node.node}/${name}`,
      parent: node.node,
      contract: other.contract,
      sharedWith: other.node,
    });
  }
}

/** The plan as others see it. */
export function planOf(nodes: PlanNodes): Plan {
  const [root = ''] = nodes.keys();
  const functions = new Map(
    [...nodes].map(([name, { contract, calls }]) => [name, { contract, calls }]),
  );
  return { root, functions };
}
