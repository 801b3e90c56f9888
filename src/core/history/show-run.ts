import { recordedConclusion } from '../engine/conclusion.ts';
import type { Engine } from '../engine/engine.ts';
import { foreignIsOver, foreignText, taskToJudgeAnew } from '../engine/foreign-run.ts';
import { olderText, unknownText, type JournalText } from '../engine/journal.ts';
import { nodesOf, solutionOf } from '../engine/recorded-view.ts';
import {
  endOf,
  headOf,
  noticesOf,
  type EngineFailure,
  type RunResult,
  type SessionOptions,
} from '../engine/run-session.ts';
import type { Parser } from '../ports.ts';
import { ok, type Result } from '../result.ts';
import { ViewReducer, type Fact } from '../view/reduce.ts';
import { costFacts, nodeFacts } from './facts.ts';
import { Telling } from './telling.ts';

interface Shown {
  readonly result: RunResult;
  readonly facts: readonly Fact[];
}

/**
 * Shows a run from its journal: by what its last session kept of its view; where it kept nothing, for it
 * was killed or is of an older version, by its strategy, which goes through the journal again; where the
 * strategy has become another one since, by what the journal tells without it.
 */
export async function showRun(
  engine: Engine,
  parser: Parser,
  id: string,
  { signal, onFact, onView }: SessionOptions,
): Promise<Result<RunResult, EngineFailure>> {
  const text = await engine.read(id);
  if (!text.ok) return text;
  const found =
    keptRun(id, text.value) ??
    (await replayedRun(engine, id, text.value, signal)) ??
    (await toldRun(id, text.value, parser));
  const shown = text.value.isForeign ? doubted(found) : found;
  for (const fact of shown.facts) onFact?.(fact);
  onView?.(shown.result.view);
  const isOlder = olderText(text.value) !== undefined || text.value.isForeign === true;
  return ok(isOlder ? { ...shown.result, isOlder } : shown.result);
}

/** What a foreign journal shows: nothing of it is accepted, and there is nothing to review. */
function doubted({ result, facts }: Shown): Shown {
  const rest: { -readonly [Field in keyof RunResult]: RunResult[Field] } = { ...result };
  delete rest.solution;
  const nodes = [...result.view.nodes].map(
    ([path, node]) =>
      [path, node.accepted === undefined ? node : { ...node, accepted: false }] as const,
  );
  const notices = [foreignText, ...result.view.notices];
  // What it says of its end is told where that claims nothing.
  const told = result.state === 'solved' ? { message: foreignIsOver } : {};
  return {
    result: {
      ...rest,
      task: taskToJudgeAnew(result.task),
      view: { ...result.view, nodes: new Map(nodes), notices, ...told },
      ...told,
      isPartial: true,
      isForeign: true,
    },
    facts: [
      notice(foreignText),
      ...facts.map((fact): Fact =>
        fact.type === 'selected' ? { ...fact, accepted: false } : fact,
      ),
    ],
  };
}

function keptRun(id: string, text: JournalText): Shown | undefined {
  const ended = endOf(text);
  const entry = text.entries.at(-2);
  if (!ended || entry?.type !== 'view') return undefined;
  const { view: recorded, solution } = entry;
  const { state, message, at } = ended;
  const nodes = nodesOf(recorded);
  const { root, tokens, money, reasoning, saved, runs, finished } = recorded;
  const unknown = unknownText(text);
  const notices = [...recorded.notices, ...(unknown === undefined ? [] : [unknown])];
  const result: RunResult = {
    id,
    task: text.started.task,
    ...recordedConclusion(ended),
    view: {
      ...headOf(id, text.started),
      ...{ state, nodes, tokens, money, runs, finished, notices },
      ...(root === undefined ? {} : { root }),
      ...(reasoning === undefined ? {} : { reasoning }),
      ...(saved === undefined ? {} : { saved }),
      ...(message === undefined ? {} : { message }),
      active: 0,
      endedAt: Date.parse(at),
    },
    ...(solution ? { solution: solutionOf(solution) } : {}),
  };
  const facts = [
    ...notices.map(notice),
    ...costs(text),
    ...nodeFacts([...nodes.values()]),
    endFact(result),
  ];
  return { result, facts };
}

/** Undefined where the strategy does not come to what the journal says. */
async function replayedRun(
  engine: Engine,
  id: string,
  text: JournalText,
  signal: SessionOptions['signal'],
): Promise<Shown | undefined> {
  const facts: Fact[] = [];
  const replayed = await engine.replay(id, { signal, onFact: (fact) => facts.push(fact) });
  if (!replayed.ok || !fits(text, replayed.value, facts)) return undefined;
  return { result: replayed.value, facts };
}

/** True where a replay took every result, made every decision again, and ended as the run did. */
function fits(text: JournalText, { view, state }: RunResult, facts: readonly Fact[]): boolean {
  const ended = endOf(text);
  if (ended && (ended.state !== state || view.tokens < ended.tokens || view.runs < ended.runs)) {
    return false;
  }
  const made = new Set(facts.flatMap((fact) => (fact.type === 'selected' ? [decision(fact)] : [])));
  const taken = new Set(facts.flatMap((fact) => (fact.type === 'finished' ? [fact.action] : [])));
  return text.entries.every(
    (entry) =>
      (entry.type !== 'decision' || made.has(decision(entry))) &&
      (entry.type !== 'result' || ended !== undefined || taken.has(entry.id)),
  );
}

function decision(of: {
  readonly node: string;
  readonly candidate: string;
  readonly accepted: boolean;
}): string {
  return JSON.stringify([of.node, of.candidate, of.accepted]);
}

async function toldRun(id: string, text: JournalText, parser: Parser): Promise<Shown> {
  const { started } = text;
  const conclusion = recordedConclusion(endOf(text));
  const by = `Coppice ${started.coppice}`;
  const partial = `What candidates did on each test can only be read by ${by}, which made this run.`;
  const message =
    conclusion.state === 'solved'
      ? `Solved by ${by}. ${partial} Grow the function again to review a result.`
      : conclusion.message;
  const told = await new Telling(text, parser).facts();
  const facts: Fact[] = [...[...noticesOf(text), partial].map(notice), ...told];
  const reducer = new ViewReducer(headOf(id, started));
  const at = Date.parse((text.entries.at(-1) ?? started).at);
  const end = { ...conclusion, ...(message === undefined ? {} : { message }) };
  facts.push({
    type: 'ended',
    at,
    state: end.state,
    ...(message === undefined ? {} : { message }),
  });
  for (const fact of facts) reducer.apply(fact);
  const result: RunResult = {
    ...{ id, task: started.task, view: reducer.view },
    ...end,
    isPartial: true,
  };
  return { result, facts };
}

function costs({ entries }: JournalText): readonly Fact[] {
  return entries.flatMap((entry) => (entry.type === 'result' ? costFacts(entry) : []));
}

function notice(text: string): Fact {
  return { type: 'notice', text };
}

function endFact({ state, message, view }: RunResult): Fact {
  const at = view.endedAt ?? view.startedAt;
  return { type: 'ended', state, at, ...(message === undefined ? {} : { message }) };
}
