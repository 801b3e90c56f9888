import type { NodeState } from '../../core/view/event.ts';
import type { NodeView, RunView } from '../../core/view/view.ts';
import type { RunReport } from '../../core/report/run-report.ts';
import { visible, visibleLines } from '../../core/report/visible.ts';
import { candidateDescription, nodeDescription, winnerOf } from '../tree/node-description.ts';
import { durationText, stateText, tokensText } from '../tree/node-text.ts';
import type { PlanRun } from '../tree/plan-element.ts';
import { runIcon, runStateText, signatureText } from '../tree/plan-row.ts';
import type { BoxText, ShownFunction, ShownRun, Tone } from './messages.ts';

const titleCharacters = 120;
const textCharacters = 1000;

const nodeTones: Readonly<Record<NodeState, Tone>> = {
  planned: 'planned',
  dividing: 'working',
  sampling: 'working',
  'writing-tests': 'working',
  running: 'working',
  asking: 'asking',
  solved: 'passed',
  failed: 'failed',
  stopped: 'stopped',
};

/** The icons of the run's row in the plan view say how it stands. */
const iconTones: Readonly<Record<string, Tone>> = {
  'loading~spin': 'working',
  question: 'asking',
  pass: 'passed',
  'pass-filled': 'passed',
  warning: 'doubtful',
  error: 'failed',
  'circle-slash': 'stopped',
};

/** What the page shows of a run besides the matrix. `question` numbers the one that is open. */
export function shownRun(
  run: PlanRun,
  view: RunView,
  report: RunReport,
  { path, question }: { readonly path: string | undefined; readonly question: number },
): ShownRun {
  const node = path === undefined ? undefined : view.nodes.get(path);
  const message = run.failure?.message ?? view.message;
  return {
    run: view.id,
    title: visible(run.task.target.qualifiedName, titleCharacters),
    tone: iconTones[runIcon(run).id] ?? 'working',
    state: visible(runStateText(run), textCharacters),
    facts: factsOf(view),
    messages: [...(message === undefined ? [] : [message]), ...view.notices].map((text) =>
      visible(text, textCharacters),
    ),
    picture: report.picture,
    boxes: Object.fromEntries(
      report.picture.boxes.flatMap(({ path: each }) => {
        const shown = view.nodes.get(each);
        return shown ? [[each, boxText(shown)]] : [];
      }),
    ),
    ...(report.question && { question: { ...report.question, number: question } }),
    ...(node && { function: shownFunction(node) }),
    canReview: run.isWaiting,
    canStop: run.isRunning && !run.isStopping,
  };
}

function factsOf({ tokens, saved = 0, startedAt, endedAt, nodes }: RunView): readonly string[] {
  const candidates = [...nodes.values()].reduce((sum, node) => sum + node.candidates.length, 0);
  return [
    candidates === 1 ? '1 candidate' : `${candidates} candidates`,
    ...(tokens > 0 ? [`${tokensText(tokens)} tokens`] : []),
    ...(saved > 0 ? [`up to ${tokensText(saved)} tokens saved by stopping answers`] : []),
    ...(endedAt === undefined ? [] : [durationText(endedAt - startedAt)]),
  ];
}

function boxText(node: NodeView): BoxText {
  const winner = winnerOf(node);
  const state = stateText(node);
  return {
    tone: toneOf(node),
    text: winner ? candidateDescription(winner, node.candidates.length) || state : state,
    state,
  };
}

function toneOf({ state, accepted }: NodeView): Tone {
  return state === 'solved' && accepted === false ? 'doubtful' : nodeTones[state];
}

function shownFunction(node: NodeView): ShownFunction {
  const { path, contract, note, notes } = node;
  return {
    path,
    name: visible(contract.name, titleCharacters),
    signature: visible(signatureText(contract), textCharacters),
    description: visibleLines(contract.description, textCharacters),
    tone: toneOf(node),
    text: nodeDescription(node),
    notes: [...(note === undefined ? [] : [note]), ...notes.filter(isNews)].map((text) =>
      visible(text, textCharacters),
    ),
  };
}

/** The report says of each test why it has no vote. */
function isNews(note: string): boolean {
  return !note.includes(': No vote: ');
}
