import { placeInActionId } from '../engine/action-id.ts';
import { finished } from '../engine/delivery.ts';
import type { ResultEntry } from '../engine/journal.ts';
import type { Fact } from '../view/reduce.ts';
import type { NodeView } from '../view/view.ts';

/** What an action took. */
export function costFacts(entry: ResultEntry): readonly Fact[] {
  const { id } = entry;
  const { node } = placeInActionId(id);
  return [{ type: 'begun', action: id, node }, finished({ id, action: { node } }, entry)];
}

/** What tells of functions as they stand: the plan first, then each function after its helpers. */
export function nodeFacts(nodes: readonly NodeView[]): readonly Fact[] {
  const plan = nodes.map(({ path: node, parent, contract, sharedWith }): Fact => {
    const above = parent === undefined ? {} : { parent };
    return { type: 'node', node, contract, ...above, ...(sharedWith && { sharedWith }) };
  });
  return [...plan, ...nodes.toReversed().flatMap(standingOf)];
}

function standingOf(view: NodeView): readonly Fact[] {
  const { path: node, candidates, tests, probes, matrix, scores, notes } = view;
  const { selected: candidate, accepted = false, evidence, verdict, state } = view;
  const { note, wanted, file } = view;
  const own = evidence.filter(({ source }) => source !== 'file');
  return [
    ...candidates.map((each): Fact => ({ type: 'candidate', node, candidate: each })),
    ...(tests.length > 0 ? [{ type: 'tests', node, tests } as const] : []),
    ...(probes.length > 0 ? [{ type: 'probes', node, calls: probes } as const] : []),
    ...(matrix ? [{ type: 'matrix', node, matrix } as const] : []),
    ...(scores.length > 0 ? [{ type: 'scores', node, scores } as const] : []),
    ...notes.map((text): Fact => ({ type: 'note', node, note: text })),
    ...(candidate === undefined
      ? []
      : [
          {
            type: 'selected',
            node,
            candidate,
            accepted,
            evidence: own,
            ...(verdict && { verdict }),
          } as const,
        ]),
    ...(file ? [{ type: 'file', node, proof: file } as const] : []),
    { type: 'state', node, state, wanted, ...(note === undefined ? {} : { note }) },
  ];
}
