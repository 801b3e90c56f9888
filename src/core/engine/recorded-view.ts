import type { ModelWait } from '../ports.ts';
import type { Plan, PlannedFunction } from '../contract.ts';
import type { Solution } from '../solution.ts';
import type { MatrixColumn, ResultMatrix } from '../view/event.ts';
import { workingStates } from '../view/reduce.ts';
import type { NodeView, RunView } from '../view/view.ts';
import { recordRun, replayRun, type RecordedRun } from './recorded-run.ts';

/** The part of a view that the rest of a journal does not tell without the strategy. */
export interface RecordedView extends Pick<
  RunView,
  'root' | 'notices' | 'tokens' | 'money' | 'reasoning' | 'saved' | 'runs' | 'finished'
> {
  /** In the order of their introduction. */
  readonly nodes: readonly RecordedNode[];
}

type RecordedNode = Omit<NodeView, 'matrix' | 'thinking' | 'waiting'> & {
  readonly matrix?: RecordedMatrix;
};

interface RecordedMatrix {
  readonly columns: readonly MatrixColumn[];
  /** Whose the rows of `run` are. */
  readonly candidates: readonly string[];
  readonly run: RecordedRun;
}

export type RecordedSolution = Omit<Solution, 'plan'> & { readonly plan?: RecordedPlan };

interface RecordedPlan {
  readonly root: string;
  readonly functions: readonly PlannedFunction[];
}

/** The view of a session that ends now: nothing goes on in it any more. */
export function recordView(view: RunView): RecordedView {
  const { root, notices, tokens, money, reasoning, saved, runs, finished, nodes } = view;
  return {
    ...(root === undefined ? {} : { root }),
    ...{ notices, tokens, money, runs, finished },
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(saved === undefined ? {} : { saved }),
    nodes: [...nodes.values()].map(recordNode),
  };
}

function recordNode({ matrix, ...node }: NodeView): RecordedNode {
  const kept: Omit<NodeView, 'matrix'> & { thinking?: number; waiting?: ModelWait } = { ...node };
  delete kept.thinking;
  delete kept.waiting;
  const state = workingStates.has(node.state) ? 'stopped' : node.state;
  return { ...kept, state, ...(matrix ? { matrix: recordMatrix(matrix) } : {}) };
}

/** The nodes again, by their paths. Throws where the record contradicts itself. */
export function nodesOf({ nodes }: RecordedView): ReadonlyMap<string, NodeView> {
  return new Map(
    nodes.map(({ matrix, ...node }): [string, NodeView] => [
      node.path,
      matrix ? { ...node, matrix: matrixOf(matrix) } : node,
    ]),
  );
}

export function recordSolution({ plan, ...solution }: Solution): RecordedSolution {
  if (!plan) return solution;
  return { ...solution, plan: { root: plan.root, functions: [...plan.functions.values()] } };
}

export function solutionOf({ plan, ...solution }: RecordedSolution): Solution {
  return plan ? { ...solution, plan: planOf(plan) } : solution;
}

function planOf({ root, functions }: RecordedPlan): Plan {
  return { root, functions: new Map(functions.map((each) => [each.contract.name, each])) };
}

function recordMatrix({ columns, rows }: ResultMatrix): RecordedMatrix {
  const candidates = [...rows.keys()];
  return { columns, candidates, run: recordRun({ results: [...rows.values()] }) };
}

function matrixOf({ columns, candidates, run }: RecordedMatrix): ResultMatrix {
  const { results } = replayRun(run);
  return {
    columns,
    rows: new Map(candidates.map((candidate, row) => [candidate, results[row] ?? []])),
  };
}
