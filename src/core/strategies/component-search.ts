import type { Test } from '../check.ts';
import { run, type Routine } from '../engine/step.ts';
import type { CheckResult, Program, Random, RunLimits, RunRequest } from '../ports.ts';
import type { LanguageId } from '../text.ts';
import { shuffledCombinations } from './combinations.ts';

/** One implementation of one member. */
export interface Variant {
  /** Unique within its member. */
  readonly id: string;
  /** Members of the component that its source mentions. */
  readonly mentions: ReadonlySet<string>;
}

/** A function of the component with its implementations and the examples that it must pass. */
export interface Member {
  readonly name: string;
  readonly variants: readonly Variant[];
  readonly tests: readonly Test[];
}

/** One implementation per function. */
export type Selection = ReadonlyMap<string, Variant>;

export interface SearchSpace {
  readonly node: string;
  readonly language: LanguageId;
  readonly members: readonly Member[];
  /** Members that the text of a test mentions. */
  readonly mentionsOf: (test: Test) => ReadonlySet<string>;
  /** The module that holds a selection with all that is solved already. */
  readonly program: (selection: Selection, entry: string) => Routine<string>;
  /** Dotted name of a member in its programs. */
  readonly entryOf: (name: string) => string;
  /** A module without candidates: see `RunRequest`. */
  readonly reference: (
    name: string,
    tests: readonly Test[],
  ) => Routine<Pick<RunRequest, 'reference'>>;
  /** Whether calls of a member give something to go through. */
  readonly yields: (name: string) => boolean;
  readonly random: Random;
}

export interface SearchLimits {
  /** Combinations looked at, at most (Parsel: 100,000). */
  readonly combinations: number;
  /** Time in the sandbox, in s, at most (Parsel: 240). */
  readonly seconds: number;
  /** Wall limit of one call, in ms. */
  readonly callMs: number;
}

/** What a search did, for people and benchmarks. */
export interface SearchStatistics {
  /** Size of the product. */
  readonly combinations: number;
  /** Combinations looked at, in shuffled order. */
  readonly considered: number;
  /** Combinations for which something had to be run. */
  readonly tried: number;
  /** Programs run: what combinations share is run once. */
  readonly programs: number;
  /** Time in the sandbox, in ms. */
  readonly ms: number;
}

export type SearchResult =
  | {
      readonly kind: 'found';
      readonly selection: Selection;
      readonly statistics: SearchStatistics;
    }
  | {
      /** `exhausted`: no combination is left; `combinations`, `seconds`: a limit was reached. */
      readonly kind: 'exhausted' | 'combinations' | 'seconds';
      /** What passed the most, in tests; absent where there is no combination. */
      readonly best?: Selection;
      readonly statistics: SearchStatistics;
    };

/** Tests that call one function and mention the same others: they need the same program. */
interface Group {
  readonly entry: string;
  /** Empty where only the loading of a function that no test reaches is checked. */
  readonly tests: readonly Test[];
  readonly start: readonly string[];
}

/** Combinations per round: few at first, so that an easy component costs little. */
const batchSizes = [32, 96, 256, 512] as const;

/**
 * Parsel's search: the product of all implementations of a component, in an order shuffled by seed,
 * until one combination passes every example.
 *
 * A test depends only on the functions that it reaches. So what is run is not the combination but,
 * for each group of tests, the part of it that those tests reach; combinations that share the part
 * share the result, and one known failure rules out every combination that contains it. Groups with
 * the fewest open parts go first.
 */
export class ComponentSearch {
  readonly #space: SearchSpace;
  readonly #limits: SearchLimits;
  readonly #groups: readonly Group[];
  readonly #combinations: Iterator<readonly number[]>;
  readonly #size: number;
  /** By group and part: how many tests passed; complete where all did. */
  readonly #known = new Map<string, number>();
  readonly #passing: Selection[] = [];
  #best: { readonly selection: Selection; readonly passed: number } | undefined;
  #considered = 0;
  #tried = 0;
  #programs = 0;
  #ms = 0;
  #rounds = 0;

  constructor(space: SearchSpace, limits: SearchLimits) {
    this.#space = space;
    this.#limits = limits;
    this.#groups = space.members.flatMap((member) => groupsOf(member, space.mentionsOf));
    const sizes = space.members.map((member) => member.variants.length);
    this.#size = sizes.reduce((product, size) => product * size, 1);
    this.#combinations = shuffledCombinations(sizes, limits.combinations, space.random);
  }

  /** The next combination that passes everything. Call it again for another one. */
  *next(): Routine<SearchResult> {
    for (;;) {
      const found = this.#passing.shift();
      if (found !== undefined) {
        return { kind: 'found', selection: found, statistics: this.statistics };
      }
      if (this.#ms > this.#limits.seconds * 1000) return this.#ended('seconds');
      const batch = this.#nextBatch();
      if (batch.length === 0) {
        const capped = this.#considered < this.#size;
        return this.#ended(capped ? 'combinations' : 'exhausted');
      }
      yield* this.#sieve(batch);
    }
  }

  get statistics(): SearchStatistics {
    return {
      combinations: this.#size,
      considered: this.#considered,
      tried: this.#tried,
      programs: this.#programs,
      ms: Math.round(this.#ms),
    };
  }

  #ended(kind: 'exhausted' | 'combinations' | 'seconds'): SearchResult {
    const best = this.#best?.selection;
    return { kind, ...(best && { best }), statistics: this.statistics };
  }

  /** Takes combinations that nothing known rules out. */
  #nextBatch(): readonly Selection[] {
    const size = batchSizes[Math.min(this.#rounds, batchSizes.length - 1)] ?? 1;
    this.#rounds += 1;
    const batch: Selection[] = [];
    while (batch.length < size) {
      const next = this.#combinations.next();
      if (next.done === true) break;
      this.#considered += 1;
      const selection = this.#selection(next.value);
      if (!this.#groups.some((group) => this.#fails(group, selection))) batch.push(selection);
    }
    return batch;
  }

  #selection(indices: readonly number[]): Selection {
    const selection = new Map<string, Variant>();
    this.#space.members.forEach(({ name, variants }, at) => {
      const variant = variants[indices[at] ?? 0];
      if (variant !== undefined) selection.set(name, variant);
    });
    return selection;
  }

  #fails(group: Group, selection: Selection): boolean {
    const passed = this.#known.get(keyOf(group, reach(group, selection)));
    return passed !== undefined && passed < group.tests.length;
  }

  /** Runs a batch group by group; what fails one is not run on the next. */
  *#sieve(batch: readonly Selection[]): Routine<void> {
    let live = batch;
    const open = new Set(this.#groups);
    const ran = new Set<Selection>();
    while (open.size > 0 && live.length > 0) {
      const [group, parts] = this.#cheapest(open, live);
      open.delete(group);
      if (parts.size > 0) {
        for (const selection of live) {
          if (parts.has(keyOf(group, reach(group, selection)))) ran.add(selection);
        }
        yield* this.#run(group, parts);
      }
      this.#noteBest(live);
      live = live.filter((selection) => !this.#fails(group, selection));
    }
    this.#tried += ran.size;
    this.#passing.push(...(yield* this.#loading(live)));
  }

  /**
   * A function that no test reaches stands in the module all the same: it must not break it. Such
   * functions are loaded once per implementation.
   */
  *#loading(live: readonly Selection[]): Routine<readonly Selection[]> {
    const unreached = (selection: Selection): readonly Group[] => {
      const reached = new Set(this.#groups.flatMap((group) => [...reach(group, selection).keys()]));
      return [...selection.keys()]
        .filter((name) => !reached.has(name))
        .map((name) => ({ entry: name, tests: [], start: [name] }));
    };
    if (this.#groups.length === 0) return live;
    for (const selection of live) {
      for (const group of unreached(selection)) {
        const part = reach(group, selection);
        const key = keyOf(group, part);
        if (!this.#known.has(key)) yield* this.#load(group, key, part);
      }
    }
    return live.filter((selection) =>
      unreached(selection).every(
        (group) => this.#known.get(keyOf(group, reach(group, selection))) === 0,
      ),
    );
  }

  /** Remembers 0 failed loads where the module could be loaded, -1 where not. */
  *#load(group: Group, key: string, part: Selection): Routine<void> {
    const { node, language, program, entryOf } = this.#space;
    const entry = entryOf(group.entry);
    const source = yield* program(part, group.entry);
    const reply = yield* run(node, 'load', {
      language,
      programs: [{ id: `${group.entry}-load`, source, entry }],
      checks: [{ id: 'load', call: entry }],
    });
    const kind = reply.results[0]?.[0]?.outcome.kind;
    this.#programs += 1;
    this.#known.set(key, kind === 'value' || kind === 'unencodable' ? 0 : -1);
  }

  /** The group with the fewest parts that have not been run. */
  #cheapest(
    groups: ReadonlySet<Group>,
    live: readonly Selection[],
  ): readonly [Group, ReadonlyMap<string, Selection>] {
    let best: readonly [Group, ReadonlyMap<string, Selection>] | undefined;
    for (const group of groups) {
      const parts = new Map<string, Selection>();
      for (const selection of live) {
        const part = reach(group, selection);
        const key = keyOf(group, part);
        if (!this.#known.has(key)) parts.set(key, part);
      }
      if (best === undefined || parts.size < best[1].size) best = [group, parts];
    }
    if (best === undefined) throw new Error('There is no group of tests to choose from.');
    return best;
  }

  *#run(group: Group, parts: ReadonlyMap<string, Selection>): Routine<void> {
    const { node, language } = this.#space;
    const programs = yield* programsOf(this.#space, [...parts.values()], group, (at) =>
      String(this.#programs + at + 1),
    );
    const limits: Partial<RunLimits> = { callMs: this.#limits.callMs };
    const reply = yield* run(node, 'search', {
      language,
      programs,
      checks: group.tests,
      ...(yield* this.#space.reference(group.entry, group.tests)),
      limits,
      stopEarly: true,
    });
    this.#programs += programs.length;
    [...parts.keys()].forEach((key, at) => {
      const results = reply.results[at] ?? [];
      this.#known.set(key, results.filter((result) => result.passed === true).length);
      this.#ms += results.reduce((sum, { outcome }) => sum + outcome.ms, 0);
    });
  }

  #noteBest(selections: readonly Selection[]): void {
    for (const selection of selections) {
      let passed = 0;
      for (const group of this.#groups) {
        passed += this.#known.get(keyOf(group, reach(group, selection))) ?? 0;
      }
      if (this.#best === undefined || passed > this.#best.passed) {
        this.#best = { selection, passed };
      }
    }
  }
}

/** What a selection did when its programs ran again, each alone. */
export interface Confirmation {
  readonly passed: number;
  readonly of: number;
  /** It passed a test of which its own objects could not decide the verdict. */
  readonly proved: boolean;
}

/** Runs a selection again, each program in a process of its own, before it is believed. */
export function* confirmSelection(
  space: SearchSpace,
  selection: Selection,
  limits: Pick<SearchLimits, 'callMs'>,
): Routine<Confirmation> {
  const groups = space.members.flatMap((member) => groupsOf(member, space.mentionsOf));
  const hashSeed = 1 + space.random.fork('confirm').below(2 ** 31 - 1);
  let passed = 0;
  let of = 0;
  let proved = false;
  for (const group of groups) {
    const reply = yield* run(space.node, 'confirm', {
      language: space.language,
      programs: yield* programsOf(space, [selection], group, () => 'confirmed'),
      checks: group.tests,
      ...(yield* space.reference(group.entry, group.tests)),
      limits: { callMs: limits.callMs },
      alone: true,
      hashSeed,
    });
    const results: readonly CheckResult[] = reply.results[0] ?? [];
    passed += results.filter((result) => result.passed === true).length;
    of += group.tests.length;
    proved ||= results.some((result) => result.passed === true && result.forgeable !== true);
  }
  return { passed, of, proved };
}

function* programsOf(
  { program, entryOf, yields }: SearchSpace,
  selections: readonly Selection[],
  { entry }: Group,
  nameOf: (at: number) => string,
): Routine<readonly Program[]> {
  const programs: Program[] = [];
  for (const [at, selection] of selections.entries()) {
    programs.push({
      id: `${entry}-${nameOf(at)}`,
      source: yield* program(selection, entry),
      entry: entryOf(entry),
      ...(yields(entry) ? { yields: true } : {}),
    });
  }
  return programs;
}

function groupsOf(
  member: Member,
  mentionsOf: (test: Test) => ReadonlySet<string>,
): readonly Group[] {
  const groups = new Map<string, { start: readonly string[]; tests: Test[] }>();
  for (const test of member.tests) {
    const start = [...new Set([member.name, ...mentionsOf(test)])].sort();
    const key = start.join(' ');
    const group = groups.get(key) ?? { start, tests: [] };
    group.tests.push(test);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => ({ ...group, entry: member.name }));
}

/** The part of a selection that a group's tests can reach. */
function reach(group: Group, selection: Selection): Selection {
  const part = new Map<string, Variant>();
  const stack = [...group.start];
  for (let name = stack.pop(); name !== undefined; name = stack.pop()) {
    const variant = selection.get(name);
    if (variant === undefined || part.has(name)) continue;
    part.set(name, variant);
    stack.push(...variant.mentions);
  }
  return part;
}

function keyOf(group: Group, part: Selection): string {
  const members = [...part].map(([name, { id }]) => `${name}=${id}`).sort();
  return [group.entry, ...group.start, '|', ...members].join('\u0001');
}
