import type { NodeState } from '../../core/engine/event.ts';
import type { NodeView, RunView } from '../../core/engine/view.ts';
import type { RunResult } from '../../core/engine/run-session.ts';
import type { Solution } from '../../core/strategies/strategy.ts';
import { stateNames } from '../tree/node-text.ts';

const atWork: ReadonlySet<NodeState> = new Set<NodeState>([
  'dividing',
  'sampling',
  'writing-tests',
  'running',
  'asking',
]);

/** What a run is doing now, for one line: `sampling 4/11`, `parse_line: writing tests (+2)`. */
export function progressText(view: RunView | undefined): string {
  if (!view) return 'starting';
  const busy = [...view.nodes.values()].filter(({ state }) => atWork.has(state));
  const node = busy.find(({ path }) => path === view.root) ?? busy[0];
  if (!node) return view.nodes.size === 0 ? 'starting' : 'working';
  const name = node.path === view.root ? '' : `${node.contract.name}: `;
  const more = busy.length > 1 ? ` (+${busy.length - 1})` : '';
  return `${name}${stateText(node)}${more}`;
}

/** How a run that is over stands: `9 of 11 agree, 12/12 tests`. */
export function verdictText({ state, solution, message }: RunResult): string {
  if (!solution || solution.functions.length === 0) {
    return state === 'cancelled' ? 'stopped' : (firstSentence(message) ?? 'no candidate');
  }
  const score = scoreText(solution);
  if (solution.accepted) return score;
  return `${state === 'paused' ? 'budget used up' : 'not proven'}: ${score}`;
}

/** What speaks for a solution, in figures. */
export function scoreText({ agreement, passed }: Solution): string {
  const agree = agreement.of === 1 ? '1 candidate' : `${agreement.agrees} of ${agreement.of} agree`;
  const tests = passed.of === 0 ? 'no tests' : `${passed.passed}/${passed.of} tests`;
  return `${agree}, ${tests}`;
}

function stateText(node: NodeView): string {
  const name = stateNames[node.state];
  if (node.state !== 'sampling' || node.wanted === 0) return name;
  return `${name} ${Math.min(node.candidates.length, node.wanted)}/${node.wanted}`;
}

function firstSentence(text: string | undefined): string | undefined {
  return text?.split(/(?<=\.)\s/)[0]?.replace(/\.$/, '');
}
