import { literalPattern } from '../literal-pattern.ts';
import type { Test } from '../check.ts';
import type { Callee, Language } from '../languages/language.ts';
import type { CaseImport, ProjectCase } from '../languages/kit/tests/project-case.ts';
import type { Parser } from '../ports.ts';
import type { SyntaxSummary } from '../syntax.ts';
import type { ModuleStatement } from '../task.ts';
import type { Snapshot } from '../text.ts';
import { importsForProgram } from './case-imports.ts';

/** Tests of the project's suite as it wrote them, with what programs must import for them. */
export interface ProjectTests {
  readonly tests: readonly Test[];
  readonly offers: readonly ModuleStatement[];
}

export interface SuiteFile {
  readonly snapshot: Snapshot;
  readonly summary: SyntaxSummary;
  /** Whether it imports the target's file, or the package that hands it on. */
  readonly means: 'file' | 'package' | 'other';
}

interface Wanted {
  readonly callee: Callee;
  /** The function, or the class that holds it. */
  readonly imported: string;
  readonly uri: string;
  /** Names that the target's file has. */
  readonly known: ReadonlySet<string>;
}

/** What is known of the suite. */
interface Known {
  /** Whether all that a test says of the target was read call by call. */
  readonly isRead: (test: ProjectCase) => Promise<boolean>;
  /** Another module of the project has something of the target's name. */
  readonly isAmbiguous: boolean;
}

/** Those of them that reach the function are run whole on every candidate. */
const mostCases = 48;
const longest = 12_000;
/** Tests that do not name the function are tried up to this length first. */
const much = 2_000;
/** With fewer than these that name it or its class, all tests of the package are tried. */
const fewCases = 4;
/** The shortest of them run in a judge too, where no candidate can decide them; that is slow. */
const mostApart = 6;
const longestApart = 1_500;

/**
 * Whole tests that have to do with a target: those that name it beside its class come first, then those
 * that name it, then those that name its class. Whether they reach it shows where they are run.
 */
export async function projectTests(
  files: readonly SuiteFile[],
  wanted: Wanted,
  reader: Parser,
  { isRead, isAmbiguous }: Known,
): Promise<ProjectTests> {
  const { callee } = wanted;
  const concern = new Concern(wanted);
  const found: Found[] = [];
  const look = async (file: SuiteFile, least: number, own: number) => {
    const { languageId, text } = file.snapshot;
    if (concern.rank(text) < least) return;
    const tree = await reader.tree(languageId, text);
    const cases = callee.language.projectCases(tree, callee, (code) => concern.rank(code) >= least);
    for (const test of cases) {
      if (test.code.length > longest || (await isRead(test))) continue;
      if (found.some((each) => each.test.code === test.code)) continue;
      // The name means another thing there.
      const takesName = test.imports.some(({ names }) => names.includes(wanted.imported));
      if (takesName && (file.means === 'other' || (file.means === 'package' && isAmbiguous))) {
        continue;
      }
      const slow = /stress|slow|bench|fuzz|perf/i.test(`${file.snapshot.uri} ${test.name}`) ? 4 : 0;
      found.push({ rank: concern.rank(test.code) + own - slow, test, file });
    }
  };
  for (const file of files) {
    // Tests of the very file may reach what no test names.
    const isOfFile = isTestOf(file, wanted.uri);
    await look(file, isOfFile ? 0 : file.means === 'other' ? 2 : 1, isOfFile ? 0.5 : 0);
  }
  if (found.filter(({ rank }) => rank >= 1).length < fewCases) {
    const others = files.filter((each) => !isTestOf(each, wanted.uri));
    for (const file of others.filter((each) => isAround(each, wanted.uri))) {
      await look(file, 0, -1);
    }
  }
  const best = inOrder(found).slice(0, mostCases);
  const apart = new Set(
    best
      .map(({ test }) => test)
      .filter(({ code }) => code.length <= longestApart)
      .sort((a, b) => a.code.length - b.code.length)
      .slice(0, mostApart),
  );
  const offers = new Map<string, ModuleStatement>();
  const tests = best.flatMap(({ test, file }, at): Test[] => {
    const made = offersFor(test.imports, file, wanted, callee.language);
    // Two files may mean different things by one name; a program has it once.
    const isTaken = made.some(({ names, code }) =>
      [...offers.values()].some(
        (other) =>
          sayingOf(other.code) !== sayingOf(code) &&
          other.names.some((name) => names.includes(name)),
      ),
    );
    if (isTaken) return [];
    for (const offer of made) offers.set(offer.code, offer);
    const title = `${file.snapshot.uri.split('/').at(-1) ?? ''}: ${test.name}`;
    const call = title.length > 100 ? `${title.slice(0, 97)}...` : title;
    const common = { kind: 'holds', assertion: test.code } as const;
    const whole = { ...common, inProgram: true } as const;
    const id = `case${at + 1}`;
    return [
      { id, source: 'project', call, expectation: whole },
      ...(apart.has(test)
        ? [
            {
              id: `${id}-apart`,
              source: 'project' as const,
              call: `${call}, judged apart`,
              expectation: common,
            },
          ]
        : []),
    ];
  });
  return { tests, offers: [...offers.values()] };
}

interface Found {
  readonly rank: number;
  readonly test: ProjectCase;
  readonly file: SuiteFile;
}

/**
 * Those that name it or its class, the shortest first; then the others, of each file in turn: which of
 * them reaches it nobody knows, and one that does much does so sooner than the shortest.
 */
function inOrder(found: readonly Found[]): readonly Found[] {
  const length = ({ test }: Found) => test.code.length;
  const naming = found
    .filter(({ rank }) => rank >= 1)
    .sort((a, b) => b.rank - a.rank || length(a) - length(b));
  const turns = new Map<SuiteFile, number>();
  const others = found
    .filter(({ rank }) => rank < 1)
    .sort((a, b) => Number(length(a) > much) - Number(length(b) > much) || length(b) - length(a))
    .map((each) => {
      const turn = turns.get(each.file) ?? 0;
      turns.set(each.file, turn + 1);
      return { each, turn };
    })
    .sort((a, b) => b.each.rank - a.each.rank || a.turn - b.turn)
    .map(({ each }) => each);
  return [...naming, ...others];
}

/** An import, however it is quoted and ended. */
function sayingOf(code: string): string {
  return code.replace(/["'`]/g, '"').replace(/\s*;\s*$/, '');
}

function offersFor(
  imports: readonly CaseImport[],
  { snapshot, summary }: SuiteFile,
  { uri, known }: Wanted,
  language: Language,
): readonly ModuleStatement[] {
  return imports.flatMap((each) =>
    importsForProgram(each, { from: snapshot, summary, to: uri, known, language }),
  );
}

/** It imports the target's file, and has the name of it or of its folder. */
function isTestOf({ snapshot, means }: SuiteFile, target: string): boolean {
  const stems = target
    .split('/')
    .slice(-2)
    .map((part) => part.replace(/\.[^.]*$/, '').toLowerCase());
  const own = (snapshot.uri.split('/').at(-1) ?? '').toLowerCase();
  return (
    means === 'file' || stems.some((stem) => stem !== 'src' && stem !== 'lib' && own.includes(stem))
  );
}

/** It imports something of the package around the target. */
function isAround({ summary }: SuiteFile, target: string): boolean {
  const folders = new Set(target.split('/').slice(0, -1));
  return summary.statements.some(({ import: found }) =>
    found?.modules.some(
      (module) => module.startsWith('.') || folders.has(module.split(/[./]/)[0] ?? ''),
    ),
  );
}

/** How near a text is to the target. */
class Concern {
  readonly #name: RegExp | undefined;
  readonly #owner: RegExp | undefined;

  constructor({ callee, imported }: Wanted) {
    const isSpecial = /^__\w+__$|^constructor$/.test(callee.name);
    this.#name = isSpecial ? undefined : word(callee.name);
    this.#owner = callee.member ? word(imported) : undefined;
  }

  /** 3: named beside its class, or a function named; 2: named; 1: its class named; 0: neither. */
  rank(text: string): number {
    const named = this.#name?.test(text) ?? false;
    const owned = this.#owner?.test(text) ?? false;
    if (this.#name === undefined) return owned ? 3 : 0;
    if (named) return owned || this.#owner === undefined ? 3 : 2;
    return owned ? 1 : 0;
  }
}

function word(name: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}_$])${literalPattern(name)}(?![\\p{L}\\p{N}_$])`, 'u');
}
