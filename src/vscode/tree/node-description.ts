import type { CandidateScore } from '../../core/view/event.ts';
import type { NodeView } from '../../core/view/view.ts';
import { costText } from '../cost/cost-text.ts';
import { durationText, stateText } from './node-text.ts';

/** Facts about one function of the plan in one line; what is not known yet is left out. */
export function nodeDescription(node: NodeView): string {
  if (node.sharedWith !== undefined) return 'shared';
  const parts: string[] = [];
  const winner = winnerOf(node);
  const isOver = node.state === 'solved' || node.state === 'failed' || node.state === 'stopped';
  if (node.state !== 'solved') parts.push(stateText(node));
  if (winner && isOver) parts.push(...scoreParts(winner, node.candidates.length));
  else if (isOver) parts.push(count(node.candidates.length, 'candidate'));
  // Last what may be cut off in a narrow side bar.
  if (node.tokens > 0) parts.push(costText(node));
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

function scoreParts(score: CandidateScore, of: number): string[] {
  const passed = score.trustedPassed + score.generatedPassed;
  const total = score.trustedTotal + score.generatedTotal;
  return [
    ...(total > 0 ? [`${passed}/${total} tests`] : []),
    ...(of > 1 ? [`${score.agrees}/${of} agree`] : []),
  ];
}

function count(n: number, noun: string): string {
  return n === 1 ? `1 ${noun}` : `${n} ${noun}s`;
}
