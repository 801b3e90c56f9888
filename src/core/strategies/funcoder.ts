import { languageOf } from '../languages/languages.ts';
import type { SolvedFunction } from '../solution.ts';
import { all, derive, type Routine } from '../engine/step.ts';
import { assembleProgram, entryOf } from '../program/assemble.ts';
import type { ProgramPart } from '../program/unite.ts';
import { usedNames } from '../languages/names-in.ts';
import type { Conquered } from './conclude.ts';
import { conquer } from './conquer.ts';
import { ancestorsOf, planOf, type PlanNode, type PlanNodes } from './division.ts';
import { examplesOf, steeredBy, type Job, stubPart } from './job.ts';
import { planToSolve } from './parsel-plan.ts';
import { batches, childrenOf, reached, subtree } from './schedule.ts';
import { provingFile, type Found } from './prove-file.ts';
import type { Parser } from '../ports.ts';
import type { StrategyContext } from '../engine/strategy.ts';

/**
 * FunCoder: divide and conquer with functional consensus.
 *
 *     FunCoder(f):
 *       divide     f implemented, new helpers as stubs; the same for each helper
 *       conquer    bottom-up: with its helpers finished, sample f anew (the draft takes part too),
 *                  run all candidates, keep the one that the others agree with
 *
 * Beyond the paper: trusted examples gate, generated tests vote together with the consensus (the
 * Selector decides), and independent subtrees are solved side by side. A task that brings a plan is
 * not divided again.
 */
export const funcoder = provingFile({
  name: 'funcoder',
  *solve(context) {
    const nodes = yield* planToSolve(context);
    const { name } = context.task.contract;
    const solved = new Map<string, SolvedFunction>();
    const root = yield* solve(context, nodes, name, solved);
    const calls = yield* derive(name, 'what functions call', ({ parser }) =>
      callsOf(context, nodes, solved, parser),
    );
    return solutionOf(context, nodes, root, solved, calls);
  },
});

/** Post-order: helpers before the function that needs them. Fills `solved`. */
function* solve(
  context: StrategyContext,
  nodes: PlanNodes,
  name: string,
  solved: Map<string, SolvedFunction>,
): Routine<Conquered> {
  const node = nodes.get(name);
  if (node === undefined) throw new Error(`The plan has no function "${name}".`);
  for (const batch of batches(nodes, childrenOf(nodes, name))) {
    yield* all(
      batch.map((child) => ({
        label: child,
        routine: solve(context, nodes, child, solved),
        share: subtree(nodes, child).size,
      })),
    );
  }
  const conquered = yield* conquer(context, jobOf(context, nodes, node, solved));
  if (conquered.solved) solved.set(name, conquered.solved);
  return conquered;
}

function jobOf(
  { task }: StrategyContext,
  nodes: PlanNodes,
  node: PlanNode,
  solved: ReadonlyMap<string, SolvedFunction>,
): Job {
  const { name } = node.contract;
  const root = task.contract.name;
  const isTarget = name === root;
  const callable = reached(name, (one) => nodes.get(one)?.calls ?? []);
  const partOf = (one: string) => solved.get(one)?.candidate ?? unfinished(nodes.get(one));
  const helpers = callable.filter((one) => one !== root).flatMap((one) => partOf(one) ?? []);
  const target = callable.includes(root) ? partOf(root) : undefined;
  const reserved = [...nodes.keys(), ...task.context.moduleNames];
  const shown = node.calls.filter((one) => one !== name && solved.has(one));
  return {
    node: node.node,
    subject: node.subject,
    path: ancestorsOf(node).map(({ contract }) => contract),
    helpers: shown.flatMap((one) => nodes.get(one)?.contract ?? []),
    ...(isTarget
      ? examplesOf(task, name)
      : { examples: node.contract.examples, ...steeredBy(task, name) }),
    drafts: node.drafts,
    isTarget,
    entryName: entryOf(task, name),
    program: (part, checks, parser) => {
      const recursion = target && { target };
      return assembleProgram(
        { task, part, checks, isTarget, helpers, ...recursion, reserved },
        parser,
      );
    },
    reference: (checks, parser) => {
      const part = stubPart(node.subject);
      return assembleProgram({ task, part, checks, isTarget, helpers: [], reserved }, parser);
    },
  };
}

/** A function that others call before it is solved (recursion): its draft, or a stub. */
function unfinished(node: PlanNode | undefined): ProgramPart | undefined {
  if (node === undefined) return undefined;
  return node.drafts[0] ?? stubPart(node.subject);
}

/** The solved functions that the chosen code of each uses. */
async function callsOf(
  { task }: StrategyContext,
  nodes: PlanNodes,
  solved: ReadonlyMap<string, SolvedFunction>,
  parser: Parser,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const language = languageOf(task.language);
  const calls = new Map<string, readonly string[]>();
  for (const [name, { candidate }] of solved) {
    const code = [candidate.code, ...(candidate.beside ?? [])].join('\n');
    const used = await usedNames(code, language, parser);
    // In the plan's order: which function was solved first must not matter.
    calls.set(
      name,
      [...nodes.keys()].filter((other) => solved.has(other) && used.has(other)),
    );
  }
  return calls;
}

/** The target with the helpers that its chosen code really calls, dependencies last. */
function solutionOf(
  { task }: StrategyContext,
  nodes: PlanNodes,
  root: Conquered,
  solved: ReadonlyMap<string, SolvedFunction>,
  calls: ReadonlyMap<string, readonly string[]>,
): Found {
  const needed = root.solved ? reached(task.contract.name, (name) => calls.get(name) ?? []) : [];
  const helpers = [...needed].reverse().flatMap((name) => solved.get(name) ?? []);
  return {
    accepted: root.solved?.accepted ?? false,
    functions: root.solved ? [root.solved, ...helpers] : [],
    plan: planOf(nodes),
    tests: root.tests,
    strengths: root.strengths,
    agreement: root.agreement,
    passed: root.passed,
    ...(root.verdict && { verdict: root.verdict }),
    checks: root.checks,
  };
}
