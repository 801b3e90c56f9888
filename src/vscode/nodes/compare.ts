import * as vscode from 'vscode';
import type { ShownDocuments } from '../documents/shown-documents.ts';
import { steeringOf } from '../../core/steering.ts';
import { isPinned } from '../tree/plan-element.ts';
import {
  candidateName,
  pickCandidate,
  type ChosenCandidate,
  type NodeChoice,
} from './node-choice.ts';
import { showDiff, showInformationMessage } from '../shown.ts';

/**
 * Shows two candidates of one function side by side: two selected rows, or one against the chosen
 * one, or two that the user picks.
 */
export async function compareCandidates(
  choice: NodeChoice,
  shown: ShownDocuments,
  argument: unknown,
  more: unknown,
): Promise<void> {
  const title = vscode.l10n.t('Compare Candidates');
  const pair = await pairOf(choice, title, argument, more);
  if (!pair) return;
  const [left, right] = pair;
  await showDiff(
    shown.candidateUri(left.run, left.node, left.candidate.id),
    shown.candidateUri(right.run, right.node, right.candidate.id),
    vscode.l10n.t('{0}: {1} ↔ {2}', left.node.contract.name, describe(left), describe(right)),
    { preview: true },
  );
}

async function pairOf(
  choice: NodeChoice,
  title: string,
  argument: unknown,
  more: unknown,
): Promise<readonly [ChosenCandidate, ChosenCandidate] | undefined> {
  const [first, second] = choice.candidates(argument, more);
  if (first && second) {
    if (first.run === second.run && first.node.path === second.node.path) {
      return inOrder(first, second);
    }
    void showInformationMessage(
      vscode.l10n.t('Select two candidates of the same function to compare them.'),
    );
    return undefined;
  }
  const isComparable = ({ node }: { readonly node: ChosenCandidate['node'] }) =>
    node.candidates.length > 1;
  const one = first ?? (await choice.candidate(argument, { fits: isComparable, title }));
  if (!one) {
    void showInformationMessage(vscode.l10n.t('There are no two candidates of one function yet.'));
    return undefined;
  }
  if (!isComparable(one)) {
    void showInformationMessage(
      vscode.l10n.t('{0} has no other candidate to compare with.', one.node.contract.name),
    );
    return undefined;
  }
  const chosen = one.node.candidates.find(({ id }) => id === one.node.selected);
  if (chosen && chosen.id !== one.candidate.id) return [{ ...one, candidate: chosen }, one];
  const other = await pickCandidate(
    one,
    vscode.l10n.t('Compare {0} With', candidateName(one.node, one.candidate)),
    ({ id }) => id !== one.candidate.id,
  );
  return other && [one, other];
}

/** The chosen one stands left, else the one that came first. */
function inOrder(
  first: ChosenCandidate,
  second: ChosenCandidate,
): readonly [ChosenCandidate, ChosenCandidate] {
  const { selected, candidates } = first.node;
  const place = ({ candidate: { id } }: ChosenCandidate) =>
    id === selected ? -1 : candidates.findIndex((candidate) => candidate.id === id);
  return place(first) <= place(second) ? [first, second] : [second, first];
}

function describe({ run, node, candidate }: ChosenCandidate): string {
  const name = candidateName(node, candidate);
  if (isPinned(run, node, candidate)) return vscode.l10n.t('{0} (pinned)', name);
  const isSelected =
    node.selected === candidate.id && !steeringOf(run.task, node.contract.name).pinned;
  return isSelected ? vscode.l10n.t('{0} (selected)', name) : name;
}
