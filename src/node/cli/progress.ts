import type { Candidate } from '../../core/candidate.ts';
import type { StrategyEvent } from '../../core/view/event.ts';
import type { Fact } from '../../core/view/reduce.ts';
import type { RunState } from '../../core/view/view.ts';
import type { FileProof } from '../../core/solution.ts';
import { waitText } from '../../core/view/wait-text.ts';
import { fileText } from '../../core/view/file-evidence.ts';
import { levelLooks } from '../../core/verdict.ts';
import { visible, visibleLines } from '../../core/report/visible.ts';
import { cut, width, wrapped } from './columns.ts';
import { groupsOf, plural, type FunctionFacts, type Group } from './function-report.ts';
import { styled, type Shown, type Style, type Terminal } from './terminal.ts';

type Event<Type extends StrategyEvent['type']> = Extract<StrategyEvent, { type: Type }>;

/** What has been said about one function so far. */
interface Heard {
  readonly depth: number;
  readonly parent: string | undefined;
  readonly candidates: Candidate[];
  readonly notes: string[];
  /** Tokens thought so far, by request under way. */
  readonly thinking: Map<string, number>;
  /** Tokens at which it is told again that it thinks. */
  thinkingTold: number;
  tests: Event<'tests'>['tests'];
  calls: Event<'probes'>['calls'];
  scores: Event<'scores'>['scores'] | undefined;
  matrix: Event<'matrix'>['matrix'] | undefined;
}

const standingStyles: Readonly<Record<Group['standing'], Style>> = {
  chosen: 'green',
  close: 'yellow',
  rejected: 'red',
};

/** What the counts of passed tests say already. */
const toldByGroups: ReadonlySet<string> = new Set(['trusted-examples', 'generated-tests']);

/** Tokens of reasoning that are worth a line. */
const firstThoughts = 1000;

/** Characters of one notice or reason that are printed. */
const longestNotice = 2000;

/** Prints a run for people: the plan as it grows, then each function with what its candidates did. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #functions = new Map<string, Heard>();
  /** The function of the plan that was printed last. */
  #last: string | undefined;
  #planning = true;
  readonly #noticed = new Set<string>();
  /** Why functions have no candidate, not told yet. */
  readonly #reasons = new Set<string>();

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  fact(fact: Fact): void {
    switch (fact.type) {
      case 'node':
        this.#planned(fact);
        return;
      case 'candidate':
        this.#heard(fact.node)?.candidates.push(fact.candidate);
        return;
      case 'tests':
        this.#update(fact.node, { tests: fact.tests });
        return;
      case 'probes':
        this.#update(fact.node, { calls: fact.calls });
        return;
      case 'matrix':
        this.#update(fact.node, { matrix: fact.matrix });
        return;
      case 'scores':
        this.#update(fact.node, { scores: fact.scores });
        this.#ran(fact.node);
        return;
      case 'state':
        if (fact.note !== undefined && fact.state === 'writing-tests') {
          this.#says(fact.node, fact.note);
        }
        if (fact.state === 'failed') this.#failed(fact.node, fact.note);
        return;
      case 'selected':
        this.#selected(fact);
        return;
      case 'file':
        this.#file(fact.proof);
        return;
      case 'note':
        this.#heard(fact.node)?.notes.push(fact.note);
        return;
      case 'notice':
        this.#notice(fact.text);
        return;
      case 'thinking':
        this.#thinks(fact);
        return;
      case 'waiting':
        // Short waits are over before they are read.
        if (fact.wait && fact.wait.ms >= 1000) this.#says(fact.node, waitText(fact.wait));
        return;
      case 'finished':
        this.#thought(fact);
        return;
      case 'ended':
        this.#ended(fact.state);
        return;
      default:
    }
  }

  /** Told seldom, at doubled amounts: lines stay, and a model may think for minutes. */
  #thinks({ node, action, tokens }: Extract<Fact, { type: 'thinking' }>): void {
    const heard = this.#heard(node);
    if (heard === undefined) return;
    heard.thinking.set(action, tokens);
    const all = [...heard.thinking.values()].reduce((sum, each) => sum + each, 0);
    if (all < heard.thinkingTold) return;
    heard.thinkingTold = 2 ** Math.ceil(Math.log2(all + 1));
    this.#says(node, `thinking … ${(all / 1000).toFixed(1)}k tokens`);
  }

  #thought({ node, action }: Extract<Fact, { type: 'finished' }>): void {
    const heard = this.#heard(node);
    heard?.thinking.delete(action);
    if (heard?.thinking.size === 0) heard.thinkingTold = firstThoughts;
  }

  #notice(text: string): void {
    if (this.#noticed.has(text)) return;
    this.#noticed.add(text);
    this.#terminal.err(`${visibleLines(text, longestNotice)}\n`);
  }

  /** A function of which nothing came. Why is said once, at the end: functions mostly share it. */
  #failed(node: string, note: string | undefined): void {
    const heard = this.#heard(node);
    if (heard === undefined || heard.candidates.length > 0) return;
    this.#planning = false;
    this.#print(styled(this.#terminal, 'red', `✗ ${nameOf(node)}: no candidate`));
    for (const reason of [...(note === undefined ? [] : [note]), ...heard.notes]) {
      this.#reasons.add(reason);
    }
  }

  /** The message of a run without a result gives the reasons; where others came of it they stand here. */
  #ended(state: RunState): void {
    if (state !== 'solved') return;
    for (const reason of this.#reasons) {
      for (const line of wrapped(visible(reason, longestNotice), 4)) {
        this.#print(styled(this.#terminal, 'dim', line));
      }
    }
  }

  #heard(node: string): Heard | undefined {
    return this.#functions.get(node);
  }

  #update(node: string, change: Partial<Omit<Heard, 'depth' | 'parent'>>): void {
    const heard = this.#functions.get(node);
    if (heard !== undefined) Object.assign(heard, change);
  }

  /** A line of the tree; where branches are divided side by side it names the function it is for. */
  #planned({ node, parent, contract, sharedWith }: Event<'node'>): void {
    if (this.#functions.has(node)) return;
    const above = parent === undefined ? undefined : this.#functions.get(parent);
    const depth = above === undefined ? 0 : above.depth + 1;
    const inPlace = parent === undefined || this.#isOnPath(parent);
    this.#functions.set(node, {
      depth,
      parent,
      candidates: [],
      notes: [],
      thinking: new Map(),
      thinkingTold: firstThoughts,
      tests: [],
      calls: [],
      scores: undefined,
      matrix: undefined,
    });
    this.#last = node;
    const { name, parameters, returns } = contract;
    const inputs = parameters.map((parameter) => parameter.name).join(', ');
    const signature = `${name}(${inputs})${returns === undefined ? '' : ` -> ${returns}`}`;
    const forWhom = inPlace ? '' : `, for ${nameOf(parent)}`;
    const shared = sharedWith === undefined ? '' : ', planned above';
    const more = styled(this.#terminal, 'dim', `${forWhom}${shared}`);
    const title = styled(this.#terminal, 'bold', cut(signature, width - 2 * depth));
    this.#print('  '.repeat(depth), title, more);
  }

  /** True where a child of `node` can be printed below the line that was printed last. */
  #isOnPath(node: string): boolean {
    for (let at = this.#last; at !== undefined; at = this.#functions.get(at)?.parent) {
      if (at === node) return true;
    }
    return false;
  }

  #ran(node: string): void {
    const heard = this.#functions.get(node);
    if (heard === undefined) return;
    const { candidates, tests, calls } = heard;
    const on = `${plural(tests.length, 'test')} and ${plural(calls.length, 'input')}`;
    this.#says(node, `ran ${plural(candidates.length, 'candidate')} on ${on}`);
  }

  #says(node: string, text: string): void {
    if (this.#planning) this.#print('');
    this.#planning = false;
    this.#print(styled(this.#terminal, 'dim', cut(`… ${nameOf(node)}: ${text}`, width)));
  }

  #selected({ node, candidate, accepted, evidence, verdict: said }: Event<'selected'>): void {
    const heard = this.#functions.get(node);
    const name = nameOf(node);
    // All else was said when it was chosen.
    if (!accepted && evidence.some(({ source }) => source === 'file')) {
      this.#print(styled(this.#terminal, 'yellow', `! ${name}: not accepted`));
      return;
    }
    // Older versions kept no verdict: what was accepted then was called solved.
    const { word, mark } = said
      ? levelLooks[said.level]
      : { word: accepted ? 'solved' : 'unproven', mark: accepted ? '✓' : '!' };
    const verdict = `${mark} ${name}: ${word.toLowerCase()}`;
    const counts =
      heard === undefined
        ? ''
        : `, ${plural(heard.candidates.length, 'candidate')} on ${plural(heard.tests.length, 'test')} and ${plural(heard.calls.length, 'input')}`;
    this.#print(
      styled(this.#terminal, accepted ? 'green' : 'yellow', verdict),
      styled(this.#terminal, 'dim', counts),
    );
    if (heard?.scores !== undefined) {
      const facts: FunctionFacts = { ...heard, scores: heard.scores };
      for (const group of groupsOf(facts, candidate)) this.#group(group);
    }
    const why = evidence
      .filter(({ source }) => !toldByGroups.has(source))
      .map(({ note }) => note)
      .join(' ');
    for (const line of wrapped(why, 4)) this.#print(styled(this.#terminal, 'dim', line));
    const [note, ...others] = heard?.notes ?? [];
    if (note === undefined) return;
    const more = others.length === 0 ? '' : ` (and ${plural(others.length, 'note')} more)`;
    this.#print(styled(this.#terminal, 'dim', `    ${cut(note, width - 4 - more.length)}${more}`));
  }

  /** What was chosen, once it stands in its file. */
  #file(proof: FileProof): void {
    const style = proof.proven ? 'dim' : 'yellow';
    const text = visible(fileText(proof), longestNotice);
    for (const line of wrapped(text, 4)) this.#print(styled(this.#terminal, style, line));
  }

  #group({ standing, numbers, text }: Group): void {
    const label = standing.padEnd(9);
    const who = `#${numbers.join(', #')}`;
    const mark = styled(this.#terminal, standingStyles[standing], label);
    this.#print('    ', mark, cut(`${who} ${text}`, width - 13));
  }

  #print(...line: readonly (string | Shown)[]): void {
    this.#terminal.out(...line, '\n');
  }
}

function nameOf(node: string): string {
  return node.slice(node.lastIndexOf('/') + 1);
}
