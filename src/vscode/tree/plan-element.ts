import { steeringOf } from '../../core/steering.ts';
import type { Candidate } from '../../core/candidate.ts';
import type { NodeView } from '../../core/view/view.ts';
import type { LiveRun } from '../runs/live-run.ts';

/** One row of the plan view. `run` is the key of its run, which commands take as their argument. */
export type PlanElement =
  | { readonly kind: 'run'; readonly run: string }
  | { readonly kind: 'function'; readonly run: string; readonly path: string }
  | { readonly kind: 'candidates'; readonly run: string; readonly path: string }
  | {
      readonly kind: 'candidate';
      readonly run: string;
      readonly path: string;
      readonly candidate: string;
    };

/** The part of a run that its rows show. */
export type PlanRun = Pick<
  LiveRun,
  | 'key'
  | 'task'
  | 'view'
  | 'result'
  | 'failure'
  | 'verdict'
  | 'question'
  | 'isRunning'
  | 'isStopping'
  | 'isWaiting'
  | 'solution'
>;

export function idOf(element: PlanElement): string {
  switch (element.kind) {
    case 'run':
      return element.run;
    case 'function':
      return `${element.run}/${element.path}`;
    case 'candidates':
      return `${element.run}/${element.path}#`;
    case 'candidate':
      return `${element.run}/${element.path}#${element.candidate}`;
  }
}

/** The row of a run stands for its root function. */
export function nodeOf(run: PlanRun, element: PlanElement): NodeView | undefined {
  const path = element.kind === 'run' ? run.view?.root : element.path;
  return path === undefined ? undefined : run.view?.nodes.get(path);
}

export function candidateOf(
  run: PlanRun,
  element: Extract<PlanElement, { kind: 'candidate' }>,
): Candidate | undefined {
  return nodeOf(run, element)?.candidates.find(({ id }) => id === element.candidate);
}

/** The function that a row is about: where a shared one is solved. */
export function functionOf(run: PlanRun, element: PlanElement): NodeView | undefined {
  const node = nodeOf(run, element);
  return node?.sharedWith === undefined ? node : run.view?.nodes.get(node.sharedWith);
}

/** The user has pinned this candidate. */
export function isPinned(run: PlanRun, node: NodeView, { id, code }: Candidate): boolean {
  const { pinned } = steeringOf(run.task, node.contract.name);
  return pinned?.code === code && (pinned.id === id || id === `${pinned.id}/pinned`);
}

/** A candidate of the function is pinned. */
export function hasPin(run: PlanRun, node: NodeView): boolean {
  return steeringOf(run.task, node.contract.name).pinned !== undefined;
}

/**
 * Helpers first, then the candidates: under a row of their own where there are helpers, so that the
 * plan stays in sight.
 */
export function childrenOf(run: PlanRun, element: PlanElement): readonly PlanElement[] {
  const node = nodeOf(run, element);
  if (!node || element.kind === 'candidate') return [];
  const { key } = run;
  const candidates = node.candidates.map(({ id }): PlanElement => ({
    kind: 'candidate',
    run: key,
    path: node.path,
    candidate: id,
  }));
  if (element.kind === 'candidates' || node.children.length === 0) return candidates;
  return [
    ...node.children.map((path): PlanElement => ({ kind: 'function', run: key, path })),
    ...(candidates.length > 0 ? [{ kind: 'candidates' as const, run: key, path: node.path }] : []),
  ];
}

export function parentOf(run: PlanRun, element: PlanElement): PlanElement | undefined {
  if (element.kind === 'run') return undefined;
  const node = nodeOf(run, element);
  if (!node) return undefined;
  const { key } = run;
  if (element.kind === 'candidate' && node.children.length > 0) {
    return { kind: 'candidates', run: key, path: node.path };
  }
  const path = element.kind === 'function' ? node.parent : node.path;
  return path === undefined || path === run.view?.root
    ? { kind: 'run', run: key }
    : { kind: 'function', run: key, path };
}
