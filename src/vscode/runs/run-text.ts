import type { NodeState } from '../../core/view/event.ts';
import type { RunView } from '../../core/view/view.ts';
import { stateText } from '../tree/node-text.ts';

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

/** The same where the functions are shown one by one anyway: `2/4 functions`. */
export function shortProgressText(view: RunView | undefined): string {
  const root = view?.root === undefined ? undefined : view.nodes.get(view.root);
  if (!view || !root || atWork.has(root.state)) return progressText(view);
  const own = [...view.nodes.values()].filter(({ sharedWith }) => sharedWith === undefined);
  const solved = own.filter(({ state }) => state === 'solved').length;
  return `${solved}/${own.length} functions`;
}
