import type { CandidateScore } from '../../core/engine/event.ts';
import type { Fact } from '../../core/engine/reduce.ts';
import type { NodeView, RunView } from '../../core/engine/view.ts';
import { styled, type Terminal } from './terminal.ts';

/** Prints the plan as it grows: a line for each thing that happened, in the order it happened. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #depths = new Map<string, number>();

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  fact(fact: Fact): void {
    switch (fact.type) {
      case 'node': {
        const depth = fact.parent === undefined ? 0 : (this.#depths.get(fact.parent) ?? 0) + 1;
        this.#depths.set(fact.node, depth);
        const { name, parameters, returns } = fact.contract;
        const inputs = parameters.map((parameter) => parameter.name).join(', ');
        const shared = fact.sharedWith === undefined ? '' : ' (shared)';
        const signature = `${name}(${inputs})${returns === undefined ? '' : ` -> ${returns}`}${shared}`;
        this.#line(fact.node, styled(this.#terminal, 'bold', signature));
        return;
      }
      case 'candidate':
      case 'tests':
      case 'probes':
        return;
      case 'scores':
        this.#line(fact.node, styled(this.#terminal, 'dim', scoresText(fact.scores)));
        return;
      case 'selected':
        this.#line(
          fact.node,
          fact.accepted
            ? styled(this.#terminal, 'green', `solved ${nameOf(fact.node)}`)
            : styled(this.#terminal, 'yellow', `best effort for ${nameOf(fact.node)}`),
          fact.evidence.map(({ note }) => note).join(' '),
        );
        return;
      case 'note':
        this.#line(fact.node, styled(this.#terminal, 'dim', fact.note));
        return;
      case 'notice':
        this.#terminal.err(`${fact.text}\n`);
        return;
      default:
    }
  }

  #line(node: string, text: string, more = ''): void {
    const indent = '  '.repeat(this.#depths.get(node) ?? 0);
    this.#terminal.out(
      `${indent}${text}${more ? styled(this.#terminal, 'dim', `: ${more}`) : ''}\n`,
    );
  }
}

/** How the target's winner did, in one line: `9 of 11 agree, 12/12 tests`. */
export function verdictText(view: RunView): string {
  const root: NodeView | undefined =
    view.root === undefined ? undefined : view.nodes.get(view.root);
  const winner = root?.scores.find((score) => score.candidate === root.selected);
  if (!root || !winner) return 'no candidate';
  const passed = winner.trustedPassed + winner.generatedPassed;
  const total = winner.trustedTotal + winner.generatedTotal;
  return `${winner.agrees} of ${root.candidates.length} agree, ${passed}/${total} tests`;
}

function scoresText(scores: readonly CandidateScore[]): string {
  const passing = scores.filter((score) => score.gate).length;
  const agrees = Math.max(0, ...scores.map((score) => score.agrees));
  const gated = scores.some((score) => score.trustedTotal > 0);
  const gate = gated
    ? `${passing} of ${scores.length} pass the examples`
    : `${scores.length} candidates, no examples`;
  return `ran ${gate}; the largest group of ${agrees} behaves alike`;
}

function nameOf(node: string): string {
  return node.slice(node.lastIndexOf('/') + 1);
}
