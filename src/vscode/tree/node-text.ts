import type { NodeView } from '../../core/view/view.ts';
import type { NodeState } from '../../core/view/event.ts';
import { waitText } from '../../core/view/wait-text.ts';

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

/** What a function is doing: `sampling 4/11, thinking … 1.2k tokens`, `running`, `sampling: rate limited, again in 3 s`. */
export function stateText({ state, wanted, candidates, thinking, waiting }: NodeView): string {
  const name = stateNames[state];
  const thought = thinking === undefined ? '' : `, thinking … ${tokensText(thinking)} tokens`;
  const isCounted = state === 'sampling' && wanted > 0;
  const count = isCounted ? ` ${Math.min(candidates.length, wanted)}/${wanted}` : '';
  return waiting ? `${name}${count}: ${waitText(waiting)}` : `${name}${count}${thought}`;
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

function shortened(value: number): string {
  return value < 10 ? value.toFixed(1).replace(/\.0$/, '') : String(Math.round(value));
}
