import type { Solution } from '../../../src/core/solution.ts';
import type { Candidate } from '../../../src/core/candidate.ts';
import type { CandidateScore } from '../../../src/core/view/event.ts';
import type { RunResult } from '../../../src/core/engine/run-session.ts';
import type { NodeView, RunView } from '../../../src/core/view/view.ts';
import type { Contract } from '../../../src/core/contract.ts';
import type { Task } from '../../../src/core/task.ts';
import type { PlanRun } from '../../../src/vscode/tree/plan-element.ts';

export function contract(name: string): Contract {
  return {
    name,
    parameters: [{ name: 'text', kind: 'positional', type: 'str' }],
    returns: 'int',
    description: `What ${name} does.`,
    examples: [],
  };
}

/** The part of a Task that rows and texts look at. */
const task = {
  language: 'python',
  contract: contract('f'),
  target: { qualifiedName: 'f' },
} as unknown as Task;

export function candidate(id: string, operator = 'sample'): Candidate {
  return {
    id,
    contract: 'f',
    code: `def f(text):\n    return ${JSON.stringify(id)}`,
    imports: [],
    origin: {
      operator,
      action: `root:${operator}`,
      sample: 0,
      model: 'scripted',
      temperature: 0.8,
      promptHash: '',
      tokens: 12,
    },
  };
}

export function score(id: string, more: Partial<CandidateScore> = {}): CandidateScore {
  return {
    candidate: id,
    gate: true,
    trustedPassed: 3,
    trustedTotal: 3,
    generatedPassed: 9,
    generatedTotal: 9,
    agrees: 2,
    score: 1,
    evidence: [],
    ...more,
  };
}

export function node(path: string, more: Partial<NodeView> = {}): NodeView {
  const parent = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : undefined;
  return {
    path,
    ...(parent === undefined ? {} : { parent }),
    contract: contract(path.split('/').at(-1) ?? path),
    state: 'planned',
    wanted: 0,
    candidates: [],
    tests: [],
    probes: [],
    scores: [],
    evidence: [],
    notes: [],
    tokens: 0,
    money: 0,
    ms: 0,
    children: [],
    ...more,
  };
}

export function view(nodes: readonly NodeView[], more: Partial<RunView> = {}): RunView {
  return {
    id: 'run-1',
    state: 'running',
    title: 'f',
    uri: 'file:///f.py',
    startedAt: 1000,
    ...(nodes[0] ? { root: nodes[0].path } : {}),
    nodes: new Map(nodes.map((each) => [each.path, each])),
    tokens: 0,
    money: 0,
    runs: 0,
    active: 0,
    finished: 0,
    notices: [],
    ...more,
  };
}

export function solution(more: Partial<Solution> = {}): Solution {
  return {
    accepted: true,
    functions: [
      { contract: contract('f'), candidate: candidate('a'), evidence: [], accepted: true },
    ],
    tests: [],
    agreement: { agrees: 9, of: 11 },
    passed: { passed: 12, of: 12 },
    ...more,
  };
}

export function result(more: Partial<RunResult> = {}): RunResult {
  return {
    id: 'run-1',
    task,
    view: view([node('f')]),
    state: 'solved',
    solution: solution(),
    ...more,
  };
}

/** A result without any candidate. */
export function fruitless(more: Partial<RunResult>): RunResult {
  return { id: 'run-1', task, view: view([node('f')]), state: 'unsolved', ...more };
}

export function planRun(more: Partial<PlanRun> = {}): PlanRun {
  return {
    key: '1',
    task,
    view: view([node('f')]),
    result: undefined,
    failure: undefined,
    verdict: 'pending',
    question: undefined,
    isRunning: true,
    isStopping: false,
    isWaiting: false,
    solution: undefined,
    ...more,
  };
}

/** A result of a run that made no candidate. */
export function emptyResult(more: Partial<RunResult> = {}): RunResult {
  return { id: 'run-1', task, view: view([node('f')]), state: 'unsolved', ...more };
}

/** A run that is over with this result. */
export function endedRun(ended: RunResult, more: Partial<PlanRun> = {}): PlanRun {
  const { solution: solved } = ended;
  return planRun({
    view: ended.view,
    result: ended,
    isRunning: false,
    isWaiting: solved !== undefined,
    solution: solved,
    ...more,
  });
}
