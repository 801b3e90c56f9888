/**
 * Drives the rows of the plan view as a busy run does, through the real reducer, and counts what the
 * view would have to draw. The caller's clock decides how long that takes: a test ticks it, a
 * benchmark waits.
 */
import type { Candidate } from '../../src/core/candidate.ts';
import { ViewReducer, type Fact } from '../../src/core/view/reduce.ts';
import type { Contract } from '../../src/core/contract.ts';
import type { Task } from '../../src/core/task.ts';
import type { PlanElement, PlanRun } from '../../src/vscode/tree/plan-element.ts';
import { PlanRows, type RowChange } from '../../src/vscode/tree/plan-rows.ts';

export interface TreeLoad {
  readonly functions: number;
  readonly updatesPerSecond: number;
  readonly seconds: number;
}

export interface TreeClock {
  /** Lets so many milliseconds pass. */
  wait(ms: number): void | Promise<void>;
  /** Milliseconds since the epoch. */
  now(): number;
}

export interface TreeLoadReport {
  readonly updates: number;
  /** Times that the view was told of changes, once for all rows together. */
  readonly events: number;
  /** Of these, those for the whole tree. */
  readonly wholeTree: number;
  /** Rows drawn after the first time. */
  readonly drawnAgain: number;
  /** Rows that the view shows in the end. */
  readonly rows: number;
  /** Rows whose text in the view is not what it should be in the end. */
  readonly stale: number;
}

/** VS Code's side: every row is open, and what it is told of is drawn again with all below it. */
class OpenView {
  readonly rows: PlanRows;
  readonly texts = new Map<PlanElement, string>();
  events = 0;
  wholeTree = 0;
  drawn = 0;

  constructor(runs: { readonly all: readonly PlanRun[] }, now: () => number) {
    const get = (key: string) => runs.all.find((run) => run.key === key);
    const source = {
      get all() {
        return runs.all;
      },
      get,
    };
    this.rows = new PlanRows(source, (change) => this.#refresh(change), { now });
  }

  draw(elements: readonly PlanElement[]): void {
    for (const element of elements) {
      this.drawn += 1;
      this.texts.set(element, JSON.stringify(this.rows.draw(element)));
      this.draw(this.rows.children(element));
    }
  }

  #refresh(change: RowChange): void {
    this.events += 1;
    if (change === undefined) this.wholeTree += 1;
    this.draw(change ?? this.rows.children(undefined));
  }
}

export async function driveTree(load: TreeLoad, clock: TreeClock): Promise<TreeLoadReport> {
  const reducer = new ViewReducer({
    id: 'load',
    title: 'root',
    uri: 'file:///load.py',
    startedAt: clock.now(),
  });
  const run = runOf(reducer);
  const view = new OpenView({ all: [run] }, () => clock.now());
  const updates = load.updatesPerSecond * load.seconds;
  const facts = factsOf(load.functions, updates);
  view.draw(view.rows.children(undefined));
  const first = view.drawn;
  for (const fact of facts) {
    reducer.apply(fact);
    view.rows.request(run.key);
    await clock.wait(1000 / load.updatesPerSecond);
  }
  reducer.apply({ type: 'ended', state: 'solved', at: clock.now() });
  view.rows.request(run.key);
  // The last change may still be held back.
  await clock.wait(2000);
  const stale = [...view.texts].filter(
    ([element, text]) => JSON.stringify(view.rows.draw(element)) !== text,
  );
  view.rows.dispose();
  return {
    updates: facts.length,
    events: view.events,
    wholeTree: view.wholeTree,
    drawnAgain: view.drawn - first,
    rows: view.texts.size,
    stale: stale.length,
  };
}

function factsOf(functions: number, updates: number): readonly Fact[] {
  const names = Array.from({ length: functions }, (_, at) => `helper_${at + 1}`);
  const facts: Fact[] = [
    { type: 'node', node: 'root', contract: contractOf('root') },
    ...names.map((name): Fact => ({
      type: 'node',
      node: `root/${name}`,
      parent: 'root',
      contract: contractOf(name),
    })),
  ];
  for (let at = 0; facts.length < updates; at += 1) {
    const node = `root/${names[at % functions] ?? ''}`;
    const id = `${node}:sample#${at}`;
    facts.push(
      { type: 'begun', action: id, node },
      { type: 'state', node, state: at % 2 === 0 ? 'sampling' : 'running', wanted: 40 },
      { type: 'finished', action: id, node, tokens: 100, money: 0.001, runs: 1, ms: 10 },
      { type: 'candidate', node, candidate: candidateOf(id) },
    );
  }
  return facts.slice(0, updates);
}

function contractOf(name: string): Contract {
  return { name, parameters: [], description: `What ${name} does.`, examples: [] };
}

function candidateOf(id: string): Candidate {
  return {
    id,
    contract: 'f',
    code: `def f():\n    return ${JSON.stringify(id)}`,
    imports: [],
    origin: {
      operator: 'sample',
      action: id,
      sample: 0,
      model: 'load',
      temperature: 0.8,
      promptHash: '',
      tokens: 10,
    },
  };
}

/** A run as the rows see it; its view is always what the reducer says now. */
function runOf(reducer: ViewReducer): PlanRun {
  const none = { start: 0, end: 0 };
  const task: Task = {
    language: 'python',
    target: {
      snapshot: { uri: 'file:///load.py', languageId: 'python', version: 0, text: '' },
      kind: 'function',
      qualifiedName: 'root',
      range: none,
      body: none,
      signature: '',
      indent: '',
      isStub: true,
    },
    contract: contractOf('root'),
    examples: [],
    context: {
      imports: [],
      declarations: [],
      enclosing: '',
      related: [],
      moduleNames: [],
      tokens: 0,
    },
    scaffold: { prelude: '', open: '', close: '', indent: '' },
  };
  return {
    key: '1',
    task,
    get view() {
      return reducer.view;
    },
    result: undefined,
    failure: undefined,
    verdict: 'pending',
    question: undefined,
    isRunning: true,
    isStopping: false,
    isWaiting: false,
    solution: undefined,
  };
}
