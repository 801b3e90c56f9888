import type { NodeView } from '../../core/engine/view.ts';
import type { CandidateScore, NodeState } from '../../core/engine/event.ts';

/** What a state is called in the tree, in the tooltip and for screen readers. */
export const stateNames: Readonly<Record<NodeState, string>> = {
  planned: 'planned',
  dividing: 'splitting',
  sampling: 'sampling',
  'writing-tests': 'writing tests',
  running: 'running',
  asking: 'asking you',
  solved: 'solved',
  failed: 'not solved',
  stopped: 'stopped',
};

/** What a function is doing: `sampling 4/11`, `running`. */
export function stateText({ state, wanted, candidates }: NodeView): string {
  const name = stateNames[state];
  if (state !== 'sampling' || wanted === 0) return name;
  return `${name} ${Math.min(candidates.length, wanted)}/${wanted}`;
}

/** Facts about one function of the plan in one line; what is not known yet is left out. */
export function nodeDescription(node: NodeView): string {
  if (node.sharedWith !== undefined) return 'shared';
  const parts: string[] = [];
  const winner = winnerOf(node);
  const isOver = node.state === 'solved' || node.state === 'failed' || node.state === 'stopped';
  if (node.state !== 'solved') parts.push(stateText(node));
  if (winner && isOver) parts.push(...scoreParts(winner, node.candidates.length));
  else if (isOver) parts.push(count(node.candidates.length, 'candidate'));
  if (node.tokens > 0) parts.push(`${tokensText(node.tokens)} tokens`);
  if (node.ms > 0) parts.push(durationText(node.ms));
  return parts.join(' · ');
}

/** How one candidate did, in one line. */
export function candidateDescription(score: CandidateScore | undefined, of: number): string {
  if (!score) return 'not run yet';
  return [...scoreParts(score, of), ...(score.gate ? [] : ['fails an example'])].join(' · ');
}

export function winnerOf(node: NodeView): CandidateScore | undefined {
  return node.scores.find((score) => score.candidate === node.selected);
}

/** `900`, `1.2k`, `34k`, `1.2M`. */
export function tokensText(tokens: number): string {
  if (tokens < 1000) return String(tokens);
  if (tokens < 1_000_000) return `${shortened(tokens / 1000)}k`;
  return `${shortened(tokens / 1_000_000)}M`;
}

/** `340 ms`, `3.4 s`, `2 min 5 s`. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1000)} s`;
}

function scoreParts(score: CandidateScore, of: number): string[] {
  const passed = score.trustedPassed + score.generatedPassed;
  const total = score.trustedTotal + score.generatedTotal;
  return [
    ...(total > 0 ? [`${passed}/${total} tests`] : []),
    ...(of > 1 ? [`${score.agrees} of ${of} agree`] : []),
  ];
}

function shortened(value: number): string {
  return value < 10 ? value.toFixed(1).replace(/\.0$/, '') : String(Math.round(value));
}

function count(n: number, noun: string): string {
  return n === 1 ? `1 ${noun}` : `${n} ${noun}s`;
}
