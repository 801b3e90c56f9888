import * as vscode from 'vscode';
import type { Candidate } from '../../core/candidate.ts';
import type { NodeView } from '../../core/view/view.ts';
import type { LiveRun } from '../runs/live-run.ts';
import type { Runs } from '../runs/runs.ts';
import { candidateDescription, nodeDescription } from '../tree/node-description.ts';
import { functionOf, isPinned, type PlanElement } from '../tree/plan-element.ts';
import { showQuickPick } from '../shown.ts';

/** One function of a run's plan. */
export interface ChosenFunction {
  readonly run: LiveRun;
  /** Where it is solved, for one that is shared. */
  readonly node: NodeView;
}

export interface ChosenCandidate extends ChosenFunction {
  readonly candidate: Candidate;
}

/** Which functions an action is for. */
export type Fits = (chosen: ChosenFunction) => boolean;

interface Selecting {
  readonly selection: readonly PlanElement[];
}

/**
 * Finds out which function or candidates a command means: the row that it was called on, else the
 * selected rows, else what the user picks.
 */
export class NodeChoice {
  readonly #runs: Runs;
  readonly #tree: Selecting;

  constructor(runs: Runs, tree: Selecting) {
    this.#runs = runs;
    this.#tree = tree;
  }

  async function(
    argument: unknown,
    { fits, title }: { readonly fits: Fits; readonly title: string },
  ): Promise<ChosenFunction | undefined> {
    const [row] = this.#rows(argument, undefined);
    const named = row && this.#functionOf(row);
    if (named && fits(named)) return named;
    const all = this.#runs.all.toReversed().flatMap((run) => functionsOf(run));
    return pickFunction(all.filter(fits), title);
  }

  /** One candidate; `fits` says of which functions. */
  async candidate(
    argument: unknown,
    how: { readonly fits: Fits; readonly title: string; readonly of?: CandidateFits },
  ): Promise<ChosenCandidate | undefined> {
    const [row] = this.#rows(argument, undefined);
    const named = row && this.#candidateOf(row);
    if (named && how.fits(named)) return named;
    const chosen = await this.function(argument, how);
    return chosen && pickCandidate(chosen, how.title, how.of);
  }

  /** The candidate of a row; for a function's row, the one that was chosen. */
  selectedOf(argument: unknown, fits: Fits): ChosenCandidate | undefined {
    const [row] = this.#rows(argument, undefined);
    const own = row && this.#candidateOf(row);
    const chosen = own ?? (row && this.#functionOf(row));
    if (!chosen || !fits(chosen)) return undefined;
    const { node } = chosen;
    const candidate = own?.candidate ?? node.candidates.find(({ id }) => id === node.selected);
    return candidate && { ...chosen, candidate };
  }

  /** The candidates among the rows that a command was called on. */
  candidates(argument: unknown, more: unknown): readonly ChosenCandidate[] {
    return this.#rows(argument, more).flatMap((row) => this.#candidateOf(row) ?? []);
  }

  #rows(argument: unknown, more: unknown): readonly PlanElement[] {
    if (Array.isArray(more) && more.length > 1) return more.filter(isElement);
    if (isElement(argument)) return [argument];
    return argument === undefined ? this.#tree.selection : [];
  }

  #functionOf(row: PlanElement): ChosenFunction | undefined {
    const run = this.#runs.get(row.run);
    const node = run && functionOf(run, row);
    return run && node && { run, node };
  }

  #candidateOf(row: PlanElement): ChosenCandidate | undefined {
    const chosen = row.kind === 'candidate' ? this.#functionOf(row) : undefined;
    if (!chosen || row.kind !== 'candidate') return undefined;
    const candidate = chosen.node.candidates.find(({ id }) => id === row.candidate);
    return candidate && { ...chosen, candidate };
  }
}

/** Which candidates of a function may be picked. */
export type CandidateFits = (candidate: Candidate) => boolean;

/** Lets the user pick one of a function's candidates. */
export async function pickCandidate(
  { run, node }: ChosenFunction,
  title: string,
  fits: CandidateFits = () => true,
): Promise<ChosenCandidate | undefined> {
  const items = node.candidates.filter(fits).map((candidate) => {
    const score = node.scores.find((each) => each.candidate === candidate.id);
    const marks = [
      ...(isPinned(run, node, candidate) ? [vscode.l10n.t('pinned')] : []),
      ...(node.selected === candidate.id ? [vscode.l10n.t('selected')] : []),
    ];
    return {
      label: candidateName(node, candidate),
      description: [...marks, candidateDescription(score, node.candidates.length)].join(' · '),
      candidate,
    };
  });
  const picked = await showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('A candidate of {0}', node.contract.name),
    matchOnDescription: true,
  });
  return picked && { run, node, candidate: picked.candidate };
}

/** As its row says it. */
export function candidateName(node: NodeView, { id }: Candidate): string {
  const at = node.candidates.findIndex((candidate) => candidate.id === id);
  return vscode.l10n.t('Candidate {0}', at + 1);
}

async function pickFunction(
  functions: readonly ChosenFunction[],
  title: string,
): Promise<ChosenFunction | undefined> {
  const [only] = functions;
  if (functions.length <= 1) return only;
  const items = functions.map((chosen) => ({
    label: chosen.node.contract.name,
    description: nodeDescription(chosen.node),
    ...(chosen.node.parent === undefined
      ? {}
      : { detail: vscode.l10n.t('helper of {0}', chosen.run.task.target.qualifiedName) }),
    chosen,
  }));
  const picked = await showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('A function of a plan'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.chosen;
}

/** The functions of a run's plan, each once. */
function functionsOf(run: LiveRun): readonly ChosenFunction[] {
  return [...(run.view?.nodes.values() ?? [])]
    .filter(({ sharedWith }) => sharedWith === undefined)
    .map((node) => ({ run, node }));
}

function isElement(value: unknown): value is PlanElement {
  return typeof value === 'object' && value !== null && 'run' in value && 'kind' in value;
}
