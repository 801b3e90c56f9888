import type { NodeState, CandidateScore } from '../../core/view/event.ts';
import type { NodeView, RunView } from '../../core/view/view.ts';
import type { Contract } from '../../core/contract.ts';
import { levelOf, type VerdictLevel } from '../../core/verdict.ts';
import { verdictText } from '../../core/engine/verdict-text.ts';
import { visible, visibleLines } from '../../core/report/visible.ts';
import { keptTests } from '../../core/test-files/kept-tests.ts';
import { shortProgressText } from '../runs/run-text.ts';
import { costText } from '../cost/cost-text.ts';
import { candidateDescription, nodeDescription } from './node-description.ts';
import { durationText, stateNames } from './node-text.ts';
import {
  candidateOf,
  childrenOf,
  functionOf,
  hasPin,
  isPinned,
  nodeOf,
  type PlanElement,
  type PlanRun,
} from './plan-element.ts';
import { spoken } from './spoken.ts';

/** Everything about one row but VS Code's classes. */
export interface PlanRow {
  readonly label: string;
  readonly description: string;
  readonly icon: RowIcon;
  readonly tooltip: RowTooltip;
  /** What `viewItem` is in `when` clauses. */
  readonly context: string;
  readonly children: 'none' | 'collapsed' | 'expanded';
  /** What a screen reader says: the state in words, since it sees no icon. */
  readonly spoken: string;
}

/** A codicon and a theme colour. */
export interface RowIcon {
  readonly id: string;
  readonly color?: string;
}

export interface RowTooltip {
  readonly code?: string;
  readonly lines: readonly string[];
}

const working = { id: 'loading~spin', color: 'charts.blue' };
const passed = { id: 'pass', color: 'testing.iconPassed' };
const failed = { id: 'error', color: 'testing.iconFailed' };
const unproven = { id: 'warning', color: 'list.warningForeground' };
const stopped = { id: 'circle-slash', color: 'testing.iconSkipped' };
const asking = { id: 'question', color: 'charts.yellow' };

const levelIcons: Readonly<Record<VerdictLevel, RowIcon>> = { proven: passed, unproven, failed };

const stateIcons: Readonly<Record<NodeState, RowIcon>> = {
  planned: { id: 'circle-outline', color: 'testing.iconUnset' },
  dividing: working,
  sampling: working,
  'writing-tests': working,
  running: working,
  asking,
  solved: passed,
  failed,
  stopped,
};

/** The row of an element, or undefined where its run no longer has it. */
export function rowOf(run: PlanRun, element: PlanElement, now: number): PlanRow | undefined {
  const row = plainRowOf(run, element, now);
  return row && shownRow(row);
}

/** Characters of a row's text, and of each line of its tooltip: models and servers have their say in them. */
const longestText = 1000;
const longestLine = 4000;

function shownRow(row: PlanRow): PlanRow {
  const { code, lines } = row.tooltip;
  return {
    ...row,
    label: visible(row.label, longestText),
    description: visible(row.description, longestText),
    spoken: visible(row.spoken, longestText),
    tooltip: {
      ...(code === undefined ? {} : { code: visibleLines(code, longestLine) }),
      lines: lines.map((line) => visibleLines(line, longestLine)),
    },
  };
}

function plainRowOf(run: PlanRun, element: PlanElement, now: number): PlanRow | undefined {
  const node = nodeOf(run, element);
  switch (element.kind) {
    case 'run':
      return runRow(run, node, now);
    case 'function':
      return node && functionRow(run, element, node);
    case 'candidates':
      return node && candidatesRow(run, node);
    case 'candidate':
      return candidateRow(run, element, node);
  }
}

function runRow(run: PlanRun, node: NodeView | undefined, now: number): PlanRow {
  const { view, task } = run;
  const parts = [runStateText(run)];
  if (view) {
    if (view.tokens > 0) parts.push(costText(view));
    parts.push(...elapsed(view, now));
  }
  const message = run.failure?.message ?? view?.message;
  const label = task.target.qualifiedName;
  const description = parts.join(' · ');
  return {
    label,
    description,
    spoken: spoken([label, 'run', ...runStateSpoken(run), description].join(' · ')),
    icon: runIcon(run),
    tooltip: {
      code: signatureText(task.contract),
      lines: [
        // A narrow side bar cuts it off.
        description,
        ...(message === undefined ? [] : [message]),
        ...(node ? evidenceLines(node) : []),
        ...(view?.notices ?? []),
      ],
    },
    context: ['run', runContext(run), ...actionWords(run, node)].join(' '),
    // From the start: a row that opens by itself must do so when it is first shown.
    children: 'expanded',
  };
}

/** While it goes on whole seconds are enough: the row is drawn again no more often. */
function elapsed({ startedAt, endedAt }: RunView, now: number): readonly string[] {
  const ms = (endedAt ?? now) - startedAt;
  if (endedAt !== undefined) return ms >= 100 ? [durationText(ms)] : [];
  if (ms >= 60_000) return [durationText(ms)];
  return ms >= 1000 ? [`${Math.floor(ms / 1000)} s`] : [];
}

/** What the icon says, where the description does not say it. */
function runStateSpoken(run: PlanRun): readonly string[] {
  if (run.isWaiting) {
    return ['waits for your review'];
  }
  if (run.isRunning && !run.question) return ['running'];
  return [];
}

/** Words that say which actions fit, for `when` clauses. */
function actionWords(run: PlanRun, node: NodeView | undefined): readonly string[] {
  if (!node) return [];
  return [
    ...(run.isRunning ? [] : ['steerable']),
    ...(node.candidates.length > 1 ? ['comparable'] : []),
    ...(hasPin(run, node) ? ['haspin'] : []),
  ];
}

export function runStateText(run: PlanRun): string {
  if (run.failure) return 'could not run';
  if (run.isStopping) return 'stopping';
  if (run.question) return 'asks you which result is right';
  if (!run.result) return shortProgressText(run.view);
  const verdict = verdictText(run.result);
  return run.solution && run.verdict !== 'pending' ? `${run.verdict} · ${verdict}` : verdict;
}

export function runIcon(run: PlanRun): RowIcon {
  if (run.failure) return failed;
  if (run.question) return asking;
  if (!run.result) return working;
  if (run.result.state === 'cancelled') return stopped;
  if (!run.solution) return run.result.state === 'solved' ? passed : failed;
  if (run.verdict === 'accepted') return { id: 'pass-filled', color: 'testing.iconPassed' };
  if (run.verdict === 'rejected') return stopped;
  return levelIcons[levelOf(run.solution)];
}

/** Words that `when` clauses look for. */
function runContext(run: PlanRun): string {
  if (run.question) return 'running asking';
  if (run.isRunning) return 'running';
  const words = ['over'];
  if (run.solution) words.push(run.isWaiting ? 'waiting' : 'judged');
  if (run.result && run.result.state !== 'solved') words.push('resumable');
  if (run.verdict === 'accepted' && hasKeptTests(run)) words.push('tested');
  return words.join(' ');
}

/** Generated tests that may be kept in the project. */
function hasKeptTests({ solution, view }: PlanRun): boolean {
  return solution !== undefined && view !== undefined && keptTests(solution, view).length > 0;
}

function functionRow(run: PlanRun, element: PlanElement, node: NodeView): PlanRow {
  const shared = node.sharedWith !== undefined;
  const children = childrenOf(run, element);
  const own = functionOf(run, element) ?? node;
  const pinned = !shared && hasPin(run, node);
  const label = node.contract.name;
  const description = [...(pinned ? ['pinned'] : []), nodeDescription(node)].join(' · ');
  const state = node.state === 'solved' ? (node.accepted === false ? 'unproven' : 'proven') : '';
  return {
    label,
    description,
    spoken: spoken([label, 'function', state, description].filter(Boolean).join(' · ')),
    icon: shared
      ? { id: 'references' }
      : node.state === 'solved' && node.accepted === false
        ? unproven
        : stateIcons[node.state],
    tooltip: {
      code: signatureText(node.contract),
      lines: [
        node.contract.description,
        shared
          ? 'Solved elsewhere in this plan.'
          : `State: ${stateNames[node.state]}. ${nodeDescription(node)}`,
        ...(node.note === undefined ? [] : [node.note]),
        ...evidenceLines(node),
        ...node.notes,
      ],
    },
    context: [
      'function',
      own.selected === undefined ? 'open' : 'solved',
      ...actionWords(run, own),
    ].join(' '),
    children: children.length === 0 ? 'none' : node.children.length > 0 ? 'expanded' : 'collapsed',
  };
}

function candidatesRow(run: PlanRun, node: NodeView): PlanRow {
  const best = node.scores.find(({ candidate }) => candidate === node.selected);
  const count = node.candidates.length;
  const label = count === 1 ? '1 candidate' : `${count} candidates`;
  const description = best && count > 1 ? `${best.agrees} agree` : '';
  return {
    label,
    description,
    spoken: [`${label} of ${node.contract.name}`, description].filter(Boolean).join(', '),
    icon: { id: 'list-unordered' },
    tooltip: { lines: [`Implementations of ${node.contract.name}.`] },
    context: ['candidates', ...actionWords(run, node)].join(' '),
    children: 'collapsed',
  };
}

function candidateRow(
  run: PlanRun,
  element: Extract<PlanElement, { kind: 'candidate' }>,
  node: NodeView | undefined,
): PlanRow | undefined {
  const candidate = candidateOf(run, element);
  if (!node || !candidate) return undefined;
  const number = node.candidates.indexOf(candidate) + 1;
  const score = node.scores.find((each) => each.candidate === candidate.id);
  const selected = node.selected === candidate.id;
  const { operator, model, temperature, tokens } = candidate.origin;
  const pinned = isPinned(run, node, candidate);
  const description = [
    ...(pinned ? ['pinned'] : []),
    candidateDescription(score, node.candidates.length),
    ...(selected && !pinned ? ['selected'] : []),
  ].join(' · ');
  const label = `Candidate ${number}`;
  return {
    label,
    description,
    spoken: spoken(`${label} of ${node.contract.name} · ${description}`),
    icon: pinned ? { id: 'pinned', color: 'charts.yellow' } : candidateIcon(score, selected),
    tooltip: {
      code: firstLines(candidate.code),
      lines: [
        description,
        `Made by ${operator} with ${model} at temperature ${temperature}, ${tokens} tokens.`,
        ...(score?.evidence ?? []).map(({ note }) => note),
      ],
    },
    context: [
      'candidate',
      ...(pinned ? ['pinned'] : []),
      ...actionWords(run, node).filter((word) => word !== 'haspin'),
    ].join(' '),
    children: 'none',
  };
}

function candidateIcon(score: CandidateScore | undefined, selected: boolean): RowIcon {
  if (selected) return { id: 'star-full', color: 'charts.yellow' };
  if (!score) return { id: 'circle-outline', color: 'testing.iconUnset' };
  if (!score.gate) return failed;
  // A generated test may be wrong itself: failing some is a warning, no verdict.
  return score.generatedPassed < score.generatedTotal
    ? { id: 'circle-filled', color: 'testing.iconQueued' }
    : { id: 'circle-filled', color: 'testing.iconPassed' };
}

function evidenceLines(node: NodeView): readonly string[] {
  return node.evidence.map(({ note }) => note);
}

/** `name(a: int, *rest) -> str`, as a reader of any of the languages understands it. */
export function signatureText({ name, parameters, returns }: Contract): string {
  const marks = { positional: '', 'keyword-only': '', rest: '*', keywords: '**' } as const;
  const list = parameters.map(
    (parameter) =>
      `${marks[parameter.kind]}${parameter.name}${parameter.type ? `: ${parameter.type}` : ''}${parameter.default ? ` = ${parameter.default}` : ''}`,
  );
  return `${name}(${list.join(', ')})${returns ? ` -> ${returns}` : ''}`;
}

const shownLines = 24;

function firstLines(code: string): string {
  const lines = code.split('\n');
  return lines.length <= shownLines ? code : [...lines.slice(0, shownLines), '…'].join('\n');
}
