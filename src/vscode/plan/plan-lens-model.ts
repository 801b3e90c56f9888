import type { NodeView } from '../../core/view/view.ts';
import type { PlanLens } from '../../core/plan/lenses.ts';
import { commands } from '../ids.ts';
import { endedLenses } from '../lens/ended-lenses.ts';
import { gap } from '../lens/gap.ts';
import type { LensRun } from '../lens/lens-model.ts';
import { levelLooks, levelOf } from '../../core/verdict.ts';
import { verdictText } from '../../core/engine/verdict-text.ts';
import { progressText } from '../runs/run-text.ts';
import { nodeDescription } from '../tree/node-description.ts';

/** One lens of a plan document. */
export interface PlanLensModel {
  readonly title: string;
  readonly tooltip: string;
  readonly command: string;
  /** A run, or a function of the plan to grow; the whole plan where `name` is absent. */
  readonly target: { readonly run: string } | { readonly name?: string };
}

/** The lenses of one place: an offer, or what the plan's latest run does or did there. */
export function planLensesFor(lens: PlanLens, run: LensRun | undefined): readonly PlanLensModel[] {
  if (lens.kind === 'grow-plan') return run === undefined ? [growPlan()] : rootLenses(run);
  const node = run?.view && nodeOf(run.view.nodes.values(), lens.name);
  const grow: PlanLensModel = {
    title: node ? `Grow · ${nodeDescription(node)}` : 'Grow',
    tooltip: `Grow ${lens.name} and what it calls`,
    command: commands.growPlan,
    target: { name: lens.name },
  };
  if (run?.isRunning !== true) return [grow];
  return node ? [showing(run, nodeDescription(node))] : [];
}

function growPlan(title = 'Grow this plan'): PlanLensModel {
  return {
    title: `$(beaker)${gap}${title}`,
    tooltip: 'Write implementations of every function and keep those that pass together',
    command: commands.growPlan,
    target: {},
  };
}

function rootLenses(run: LensRun): readonly PlanLensModel[] {
  const target = { run: run.key };
  if (run.isStopping) return [showing(run, 'stopping …', '$(loading~spin)')];
  if (run.isRunning) {
    return [
      showing(run, `${progressText(run.view)} …`, '$(loading~spin)'),
      { title: 'Stop', tooltip: 'Stop this run at once', command: commands.stop, target },
    ];
  }
  if (!run.result?.solution) {
    const ended = endedLenses(run);
    return ended.length === 0 ? [growPlan()] : [...ended, growPlan('Grow again')];
  }
  const { icon } = levelLooks[levelOf(run.result.solution)];
  return [
    showing(run, verdictText(run.result), `$(${icon})`),
    {
      title: 'Open code',
      tooltip: 'Open the module that this plan has become',
      command: commands.openPlanCode,
      target,
    },
    growPlan('Grow again'),
  ];
}

function showing(run: LensRun, text: string, icon?: string): PlanLensModel {
  return {
    title: icon === undefined ? text : `${icon}${gap}${text}`,
    tooltip: 'Show the plan in the side bar',
    command: commands.showPlan,
    target: { run: run.key },
  };
}

function nodeOf(nodes: Iterable<NodeView>, name: string): NodeView | undefined {
  for (const node of nodes) {
    if (node.contract.name === name && node.sharedWith === undefined) return node;
  }
  return undefined;
}
