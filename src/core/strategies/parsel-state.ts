import { type Subject, subjectOf } from '../languages/subject.ts';
import { languageOf } from '../languages/languages.ts';
import type { Candidate } from '../candidate.ts';
import { isTrusted, type Test } from '../check.ts';
import { all, ask, derive, report, type Routine } from '../engine/step.ts';
import { specificationOf } from '../operators/specification.ts';
import { sample } from '../operators/sample.ts';
import { writeTests } from '../operators/write-tests.ts';
import { yieldsItems, type Contract, type Plan } from '../contract.ts';
import { assembleProgram, entryOf } from '../program/assemble.ts';
import type { ProgramPart } from '../program/unite.ts';
import type { Parser } from '../ports.ts';
import { mentionedNames } from '../languages/kit/lexis.ts';
import { normalised } from '../languages/kit/normalise.ts';
import { defaultParselOptions, type ParselOptions } from '../settings.ts';
import { steeringOf } from '../steering.ts';
import { askCandidates } from './candidates.ts';
import type { Member, SearchSpace, Selection, Variant } from './component-search.ts';
import type { PlanNode, PlanNodes } from './division.ts';
import { stubPart, surroundingsOf } from './job.ts';
import { referenceFor } from './reference.ts';
import { pathOf } from './parsel-plan.ts';
import { reached } from './schedule.ts';
import type { StrategyContext } from '../engine/strategy.ts';

/** One function of the plan while it is being solved. */
export interface WorkItem {
  readonly contract: Contract;
  readonly subject: Subject;
  readonly node: string;
  readonly calls: readonly string[];
  /** Different implementations, in the order in which they came. */
  readonly candidates: readonly Candidate[];
  /** All implementations that came, with those whose source was there already. */
  readonly sampled: readonly Candidate[];
  /** How many samples were asked for so far. */
  readonly asked: number;
  readonly tests: readonly Test[];
}

/** Tests asked for in each sample of the test writer. */
const testsPerSample = 6;

/**
 * What Parsel's search knows of a plan: its functions, which may grow in number, their candidates,
 * and the implementation chosen for each that is solved. A strategy owns one for one run.
 */
export class ParselState {
  readonly context: StrategyContext;
  readonly options: ParselOptions;
  readonly root: string;
  readonly chosen = new Map<string, Candidate>();
  readonly #items = new Map<string, WorkItem>();

  constructor(context: StrategyContext, nodes: PlanNodes) {
    this.context = context;
    this.options = { ...defaultParselOptions, ...context.settings.parsel };
    this.root = context.task.contract.name;
    for (const node of nodes.values()) this.#enter(node);
  }

  get names(): readonly string[] {
    return [...this.#items.keys()];
  }

  item(name: string): WorkItem {
    const found = this.#items.get(name);
    if (found === undefined) throw new Error(`The plan has no function "${name}".`);
    return found;
  }

  /** The plan as it stands, with what was added to it. */
  get plan(): Plan {
    const { root } = this;
    const functions = new Map(
      [...this.#items].map(([name, { contract, calls, tests }]) => [
        name,
        { contract: name === root ? { ...contract, examples: tests } : contract, calls },
      ]),
    );
    return { root, functions };
  }

  /** Adds a function that the plan lacked, below the one that calls it. */
  *add(contract: Contract, caller: string): Routine<void> {
    const parent = this.item(caller);
    const node = pathOf(this.root, contract.name);
    this.#items.set(contract.name, {
      contract,
      subject: subjectOf(contract, this.context.task.language),
      node,
      calls: [],
      candidates: [],
      sampled: [],
      asked: 0,
      tests: contract.examples,
    });
    this.#update(caller, { calls: [...new Set([...parent.calls, contract.name])] });
    yield* report({ type: 'node', node, parent: parent.node, contract });
  }

  addTests(name: string, tests: readonly Test[]): void {
    const known = new Set(this.item(name).tests.map(({ id }) => id));
    const fresh = tests.filter(({ id }) => !known.has(id));
    this.#update(name, { tests: [...this.item(name).tests, ...fresh] });
  }

  /** Adds candidates whose source is new. Answers how many were. */
  take(name: string, candidates: readonly Candidate[]): number {
    const item = this.item(name);
    const known = new Set(item.candidates.map((candidate) => this.#keyOf(candidate)));
    const fresh = candidates.filter((candidate) => {
      const key = this.#keyOf(candidate);
      return !known.has(key) && known.add(key);
    });
    this.#update(name, {
      candidates: [...item.candidates, ...fresh],
      sampled: [...item.sampled, ...candidates],
    });
    return fresh.length;
  }

  /** Samples of a function that have the source of one of them, itself included. */
  alike(name: string, candidate: Candidate): number {
    const key = this.#keyOf(candidate);
    return this.item(name).sampled.filter((other) => this.#keyOf(other) === key).length;
  }

  #keyOf(candidate: Candidate): string {
    const language = languageOf(this.context.task.language);
    return normalised(sourceOf(candidate), language);
  }

  /** Samples until each function has been asked for `total` implementations, all side by side. */
  *sample(names: readonly string[], total: number): Routine<void> {
    const wanting = names.filter((name) => {
      const { asked } = this.item(name);
      return asked < total && !(asked > 0 && this.isPinned(name));
    });
    const sampled = yield* all(
      wanting.map((name) => ({ label: name, routine: this.#askFor(name, total) })),
    );
    wanting.forEach((name, at) => {
      this.take(name, sampled[at] ?? []);
      this.#update(name, { asked: total });
      this.#takePinned(name);
    });
  }

  /** True where the user says which implementation it is. */
  isPinned(name: string): boolean {
    return steeringOf(this.context.task, name).pinned !== undefined;
  }

  /** The pinned implementation takes part like one that came by itself. */
  #takePinned(name: string): void {
    const { pinned } = steeringOf(this.context.task, name);
    if (pinned === undefined) return;
    const { candidates, sampled } = this.item(name);
    const key = this.#keyOf(pinned);
    if (candidates.some((candidate) => this.#keyOf(candidate) === key)) return;
    const taken = sampled.some(({ id }) => id === pinned.id);
    this.take(name, [taken ? { ...pinned, id: `${pinned.id}/pinned` } : pinned]);
  }

  /** What the search may take: all candidates, or only the pinned one. */
  #variantsOf(name: string): readonly Candidate[] {
    const { candidates } = this.item(name);
    const { pinned } = steeringOf(this.context.task, name);
    if (pinned === undefined) return candidates;
    const key = this.#keyOf(pinned);
    const same = candidates.filter((candidate) => this.#keyOf(candidate) === key);
    return same.length > 0 ? same : candidates;
  }

  *#askFor(name: string, total: number): Routine<readonly Candidate[]> {
    const { task, settings } = this.context;
    const { node, subject, calls, tests, asked } = this.item(name);
    const added = new Set(steeringOf(task, name).examples?.map(({ id }) => id));
    const samples = total - asked;
    yield* report({ type: 'state', node, state: 'sampling', wanted: total });
    const sampled = yield* askCandidates(node, name, sample, {
      subject,
      surroundings: surroundingsOf(task),
      // As in the paper, a prompt knows the function and what it calls, not who calls it: so an
      // edit elsewhere in the plan leaves its samples valid.
      path: [],
      helpers: calls
        .filter((called) => called !== name)
        .map((called) => this.item(called).contract),
      examples: tests.filter((test) => isTrusted(test) && !added.has(test.id)),
      samples,
      temperature: settings.temperature,
      maxTokens: settings.maxTokens,
    });
    return sampled.candidates;
  }

  /** Has tests written for functions from their descriptions alone. */
  *writeTests(names: readonly string[]): Routine<void> {
    const written = yield* all(
      names.map((name) => ({ label: name, routine: this.#askForTests(name) })),
    );
    for (const [at, name] of names.entries()) {
      this.addTests(name, written[at] ?? []);
      yield* report({ type: 'tests', node: this.item(name).node, tests: this.item(name).tests });
    }
  }

  *#askForTests(name: string): Routine<readonly Test[]> {
    const { task, settings } = this.context;
    const { node, subject } = this.item(name);
    yield* report({ type: 'state', node, state: 'writing-tests' });
    const asked = yield* ask(node, writeTests, {
      specification: specificationOf(subject, surroundingsOf(task), []),
      samples: Math.max(1, settings.testSamples),
      temperature: settings.temperature,
      maxTokens: settings.maxTokens,
      count: testsPerSample,
    });
    return asked.ok ? asked.value.output : [];
  }

  /** The product of the members' candidates, to be searched. */
  space(names: readonly string[], label: string): SearchSpace {
    const { task, random } = this.context;
    const language = languageOf(task.language);
    const within = (text: string): ReadonlySet<string> => {
      const mentioned = mentionedNames(text, language);
      return new Set(names.filter((name) => mentioned.has(name)));
    };
    return {
      node: this.item(names[0] ?? this.root).node,
      language: task.language,
      members: names.map((name): Member => {
        const { tests } = this.item(name);
        const variants = this.#variantsOf(name).map((candidate): Variant => ({
          id: candidate.id,
          mentions: within(sourceOf(candidate)),
        }));
        return { name, variants, tests };
      }),
      mentionsOf: ({ call, expectation }) =>
        within(
          [
            call,
            expectation.kind === 'equals' ? expectation.expected : '',
            expectation.kind === 'holds' ? expectation.assertion : '',
          ].join(' '),
        ),
      program: (selection, entry) => this.program(this.candidatesOf(selection), entry),
      entryOf: (name) => entryOf(task, name),
      reference: (name, tests) =>
        referenceFor(this.item(name).node, tests, task.language, (checks, parser) =>
          this.#reference(name, checks, parser),
        ),
      yields: (name) => yieldsItems(this.item(name).contract),
      random: random.fork(`parsel/${label}`),
    };
  }

  candidatesOf(selection: Selection): ReadonlyMap<string, Candidate> {
    const found = new Map<string, Candidate>();
    for (const [name, { id }] of selection) {
      const candidate = this.item(name).candidates.find((each) => each.id === id);
      if (candidate !== undefined) found.set(name, candidate);
    }
    return found;
  }

  /** A module with the given candidates and everything that they reach. */
  *program(selected: ReadonlyMap<string, Candidate>, entry: string): Routine<string> {
    const { task } = this.context;
    const partOf = (name: string): ProgramPart =>
      selected.get(name) ?? this.chosen.get(name) ?? this.#unsolved(name);
    const needed = new Set([...selected.keys(), entry]);
    for (const name of [...needed]) {
      for (const other of reached(name, (one) => this.#mentioned(partOf(one)))) needed.add(other);
    }
    const helpers = [...needed].filter((name) => name !== this.root && name !== entry).map(partOf);
    const target = needed.has(this.root) ? partOf(this.root) : undefined;
    const assembly = {
      task,
      part: partOf(entry),
      isTarget: entry === this.root,
      helpers,
      ...(target && { target }),
      reserved: [...this.names, ...task.context.moduleNames],
    };
    const { node } = this.item(entry);
    return yield* derive(node, 'a program', ({ parser }) => assembleProgram(assembly, parser));
  }

  /** Functions of the plan that an implementation mentions. */
  #mentioned(part: ProgramPart): readonly string[] {
    const language = languageOf(this.context.task.language);
    const mentioned = mentionedNames(sourceOf(part), language);
    return this.names.filter((name) => mentioned.has(name));
  }

  /** Functions that the chosen implementation of one reaches, dependencies first. */
  reachedFrom(name: string): readonly string[] {
    return reached(name, (one) => this.#mentioned(this.chosen.get(one) ?? this.#unsolved(one)));
  }

  #reference(entry: string, checks: readonly string[], parser: Parser): Promise<string> {
    const { task } = this.context;
    const assembly = {
      task,
      part: stubPart(this.item(entry).subject),
      checks,
      isTarget: entry === this.root,
      helpers: [],
      reserved: [...this.names, ...task.context.moduleNames],
    };
    return assembleProgram(assembly, parser);
  }

  /** What stands for a function whose component was not solved. */
  #unsolved(name: string): ProgramPart {
    const { subject } = this.item(name);
    return this.#variantsOf(name)[0] ?? stubPart(subject);
  }

  #enter({ contract, subject, node, calls, drafts }: PlanNode): void {
    const { task } = this.context;
    const isRoot = contract.name === this.root;
    this.#items.set(contract.name, {
      contract,
      subject,
      node,
      calls,
      candidates: drafts,
      sampled: drafts,
      asked: 0,
      tests: [
        ...(isRoot ? task.examples : contract.examples),
        ...(steeringOf(task, contract.name).examples ?? []),
      ],
    });
  }

  #update(name: string, change: Partial<WorkItem>): void {
    this.#items.set(name, { ...this.item(name), ...change });
  }
}

export function sourceOf({ code, beside = [] }: ProgramPart): string {
  return [...beside, code].join('\n');
}
