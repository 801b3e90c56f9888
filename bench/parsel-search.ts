import { languages } from '../src/core/languages/languages.ts';
import { performance } from 'node:perf_hooks';
import type { Routine } from '../src/core/engine/step.ts';
import { diagnose } from '../src/core/plan/diagnose.ts';
import { components, solveOrder } from '../src/core/plan/graph.ts';
import { planOf } from '../src/core/plan/plan-of.ts';
import type { Plan } from '../src/core/contract.ts';
import type { Runner } from '../src/core/ports.ts';
import { mentionedNames } from '../src/core/languages/kit/lexis.ts';
import { SeededRandom } from '../src/core/random.ts';
import {
  ComponentSearch,
  confirmSelection,
  type Member,
  type SearchSpace,
  type Variant,
} from '../src/core/strategies/component-search.ts';
import { mutantsOf, shuffled, type Mutant } from './parsel-mutants.ts';
import type { ParselProgram } from './parsel-programs.ts';
import { takeApart, type RecordedSolution } from './parsel-solutions.ts';

/** The limits that the search is held to, per component. */
export const tryLimit = 14_336;
export const secondsLimit = 240;

const mutantsPerFunction = 5;
/** Mutants that are tried out to find as many that fail. */
const mutantPool = 60;
const callMs = 20_000;

/** How the search did on one component of one program. */
export interface ComponentReport {
  readonly program: string;
  readonly members: readonly string[];
  readonly product: number;
  readonly considered: number;
  readonly tried: number;
  readonly programs: number;
  readonly seconds: number;
  readonly found: boolean;
  /** Members for which another implementation than the recorded one was found. */
  readonly other: readonly string[];
  /** Functions whose mutants had to break where they are defined, because no example calls them. */
  readonly uncalled: readonly string[];
  readonly failure?: string;
}

/** Programs with a graph, a recorded solution, constraints and no simulator. */
export function isSearchable(program: ParselProgram): boolean {
  if (!program.reference || program.recorded_solution === undefined) return false;
  const read = planOf(diagnose(program.text));
  if (!read.ok) return false;
  return [...read.value.plan.functions.values()].some(
    ({ contract }) => contract.examples.length > 0,
  );
}

export async function searchProgram(
  program: ParselProgram,
  runner: Runner,
  seed: number,
): Promise<readonly ComponentReport[]> {
  const read = planOf(diagnose(program.text));
  if (!read.ok) throw new Error(read.error.message);
  const { plan } = read.value;
  const solution = takeApart(program.recorded_solution ?? '');
  const solved = new Map<string, string>();
  const reports: ComponentReport[] = [];
  const list = components(plan);
  for (const index of solveOrder(list)) {
    const members = list[index]?.members ?? [];
    const bench = new ComponentBench(program.name, plan, solution, members, solved, runner, seed);
    reports.push(await bench.run());
  }
  return reports;
}

interface Implemented extends Variant {
  readonly code: string;
}

class ComponentBench {
  private readonly program: string;
  private readonly plan: Plan;
  private readonly solution: RecordedSolution;
  private readonly members: readonly string[];
  /** Filled with what was found, for the components that need this one. */
  private readonly solved: Map<string, string>;
  private readonly runner: Runner;
  private readonly random: SeededRandom;

  constructor(
    program: string,
    plan: Plan,
    solution: RecordedSolution,
    members: readonly string[],
    solved: Map<string, string>,
    runner: Runner,
    seed: number,
  ) {
    this.program = program;
    this.plan = plan;
    this.solution = solution;
    this.members = members;
    this.solved = solved;
    this.runner = runner;
    this.random = new SeededRandom(`${seed}/${program}/${members.join(' ')}`);
  }

  async run(): Promise<ComponentReport> {
    const recorded = this.members.map((name) =>
      this.variant(name, 'recorded', this.recorded(name)),
    );
    const uncalled: string[] = [];
    const members: Member[] = [];
    for (const name of this.members) {
      const mutants = await this.failingMutants(name, recorded);
      if (mutants.some(({ how }) => how.startsWith('breaks'))) uncalled.push(name);
      const variants = [
        ...recorded.filter((variant) => variant.code === this.recorded(name)),
        ...mutants.map((mutant, at) => this.variant(name, `mutant ${at + 1}`, mutant.code)),
      ];
      members.push(this.member(name, shuffled(variants, this.random.fork(`order/${name}`))));
    }
    const short = members.filter((member) => member.variants.length <= mutantsPerFunction);
    const space = this.space(members);
    const limits = { combinations: tryLimit, seconds: secondsLimit, callMs };
    const start = performance.now();
    const search = new ComponentSearch(space, limits);
    let result = await drive(search.next(), this.runner);
    while (result.kind === 'found') {
      const again = await drive(confirmSelection(space, result.selection, limits), this.runner);
      if (again.passed === again.of) break;
      result = await drive(search.next(), this.runner);
    }
    const seconds = (performance.now() - start) / 1000;
    const chosen = result.kind === 'found' ? result.selection : new Map<string, Variant>();
    for (const name of this.members) {
      this.solved.set(name, codeOf(chosen.get(name)) ?? this.recorded(name));
    }
    const { statistics } = result;
    return {
      program: this.program,
      members: this.members,
      product: statistics.combinations,
      considered: statistics.considered,
      tried: statistics.tried,
      programs: statistics.programs,
      seconds,
      found: result.kind === 'found' && statistics.tried <= tryLimit && seconds <= secondsLimit,
      other: [...chosen].filter(([, { id }]) => id !== 'recorded').map(([name]) => name),
      uncalled,
      ...(result.kind === 'found' ? {} : { failure: result.kind }),
      ...(short.length === 0
        ? {}
        : { failure: `too few mutants of ${short.map(({ name }) => name).join(', ')}` }),
    };
  }

  /** Mutants that fail an example of the component when swapped in alone. */
  private async failingMutants(
    name: string,
    recorded: readonly Implemented[],
  ): Promise<readonly Mutant[]> {
    const all = mutantsOf(this.recorded(name), this.random.fork(`mutants/${name}`));
    const crude = all.filter(({ subtle }) => !subtle);
    const pool = [...all.filter(({ subtle }) => subtle).slice(0, mutantPool), ...crude];
    const failed = new Set<Mutant>();
    const hung = new Set<Mutant>();
    for (const entry of this.members) {
      const tests = this.plan.functions.get(entry)?.contract.examples ?? [];
      if (tests.length === 0) continue;
      const result = await this.runner.run(
        {
          language: 'python',
          programs: pool.map((mutant, at) => {
            const others = recorded.filter((variant) => variant.code !== this.recorded(name));
            const parts = [...others, this.variant(name, `mutant ${at}`, mutant.code)];
            return { id: `${name} ${at}`, source: this.source(parts), entry };
          }),
          checks: tests,
          limits: { callMs },
          stopEarly: true,
        },
        { signal: new AbortController().signal },
      );
      if (!result.ok) throw new Error(result.error.message);
      pool.forEach((mutant, at) => {
        const results = result.value.results[at] ?? [];
        if (results.some(({ passed }) => passed !== true)) failed.add(mutant);
        if (results.some(({ outcome }) => outcome.kind === 'timeout')) hung.add(mutant);
      });
    }
    const quick = pool.filter((mutant) => failed.has(mutant) && !hung.has(mutant));
    return [...quick, ...pool.filter((mutant) => hung.has(mutant))].slice(0, mutantsPerFunction);
  }

  private member(name: string, variants: readonly Variant[]): Member {
    return { name, variants, tests: this.plan.functions.get(name)?.contract.examples ?? [] };
  }

  private variant(name: string, id: string, code: string): Implemented {
    const mentioned = mentionedNames(this.withPrivate(code), languages.python);
    const mentions = this.members.filter((member) => member !== name && mentioned.has(member));
    return { id, code, mentions: new Set(mentions) };
  }

  private space(members: readonly Member[]): SearchSpace {
    return {
      node: this.program,
      language: 'python',
      members,
      mentionsOf: ({ call, expectation }) => {
        const expected = expectation.kind === 'equals' ? expectation.expected : '';
        const mentioned = mentionedNames(`${call} ${expected}`, languages.python);
        return new Set(this.members.filter((member) => mentioned.has(member)));
      },
      program: (selection) => given(this.source([...selection.values()])),
      entryOf: (name) => name,
      yields: () => false,
      reference: () => given({}),
      random: this.random.fork('search'),
    };
  }

  private source(parts: readonly Variant[]): string {
    const codes = [...this.solved.values(), ...parts.map((part) => codeOf(part) ?? '')];
    const privates = new Set(codes.flatMap((code) => this.privates(code)));
    return [...this.solution.imports, ...privates, ...codes].join('\n\n');
  }

  private recorded(name: string): string {
    const code = this.solution.functions.get(name);
    if (code === undefined)
      throw new Error(`The recorded solution of ${this.program} lacks ${name}.`);
    return code;
  }

  /** Functions of the recorded solution that the plan does not name, as far as `code` needs them. */
  private privates(code: string): readonly string[] {
    const needed = new Map<string, string>();
    const queue = [code];
    for (let text = queue.shift(); text !== undefined; text = queue.shift()) {
      for (const name of mentionedNames(text, languages.python)) {
        const found = this.solution.functions.get(name);
        if (found === undefined || this.plan.functions.has(name) || needed.has(name)) continue;
        needed.set(name, found);
        queue.push(found);
      }
    }
    return [...needed.values()];
  }

  private withPrivate(code: string): string {
    return [code, ...this.privates(code)].join('\n');
  }
}

/** A routine that takes no step. */

function* given<T>(value: T): Routine<T> {
  return value;
}

function codeOf(variant: Variant | undefined): string | undefined {
  return variant !== undefined && 'code' in variant && typeof variant.code === 'string'
    ? variant.code
    : undefined;
}

/** Runs a routine that only runs programs. */
async function drive<T>(routine: Routine<T>, runner: Runner): Promise<T> {
  let step = routine.next();
  while (step.done !== true) {
    const action = step.value;
    if (action.kind !== 'run') throw new Error(`A search takes no ${action.kind} step.`);
    const result = await runner.run(action.request, { signal: new AbortController().signal });
    if (!result.ok) throw new Error(result.error.message);
    step = routine.next(result.value);
  }
  return step.value;
}
