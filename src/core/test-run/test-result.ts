import { literalPattern } from '../literal-pattern.ts';

/** How one test did. */
export interface TestResult {
  /** Outermost first, as in the file. */
  readonly name: readonly string[];
  readonly state: 'passed' | 'failed' | 'errored' | 'skipped';
  readonly ms?: number;
  readonly complaints: readonly Complaint[];
}

/** Why a test failed. */
export interface Complaint {
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  /** Line of the test file, from 1. */
  readonly line?: number;
}

/** One entry of a framework's report. A table gives several of one name. */
export interface ReportEntry {
  readonly group: readonly string[];
  readonly title: string;
  readonly state: TestResult['state'];
  readonly ms?: number;
  readonly complaint?: Complaint;
}

/** The results of the tests that were asked for, out of everything that a report says. */
export function resultsFor(
  names: readonly (readonly string[])[],
  entries: readonly ReportEntry[],
): readonly TestResult[] {
  return names.flatMap((name): TestResult[] => {
    const title = name.at(-1);
    const group = name.slice(0, -1);
    const own = entries.filter(
      (entry) => entry.title === title && group.every((part) => entry.group.includes(part)),
    );
    if (own.length === 0) return [];
    const state = (['errored', 'failed', 'passed', 'skipped'] as const).find((each) =>
      own.some((entry) => entry.state === each),
    );
    const times = own.flatMap(({ ms }) => ms ?? []);
    return [
      {
        name,
        state: state ?? 'skipped',
        ...(times.length === 0 ? {} : { ms: times.reduce((sum, ms) => sum + ms, 0) }),
        complaints: own.flatMap(({ complaint }) => complaint ?? []),
      },
    ];
  });
}

// Each looks at a character a bounded number of times, however many it begins to match at.
const patterns: readonly (readonly [
  RegExp,
  readonly ['expected' | 'actual', 'expected' | 'actual'],
])[] = [
  // jest
  [
    /^[^\S\n\r]*Expected(?: value)?:\s(.+)\n\s{0,80}Received(?: value)?:\s{1,80}(.+)$/m,
    ['expected', 'actual'],
  ],
  // vitest and chai
  [
    /expected (.{1,400}?) to (?:be|equal|deeply equal|strictly equal|deep equal) (.+?)(?: \/\/.*)?$/m,
    ['actual', 'expected'],
  ],
  // unittest
  [/^AssertionError: (?:\w+ differ: )?(.+) != (.+?)(?: : .*)?$/m, ['actual', 'expected']],
  // pytest
  [/\bassert (.{1,400}) == (.+)$/m, ['actual', 'expected']],
  // node:test
  [/^[^\S\n\r]*expected: (.+?),?\n\s{0,80}actual: (.+?),?$/m, ['expected', 'actual']],
  [/^[^\S\n\r]*actual: (.+?),?\n\s{0,80}expected: (.+?),?$/m, ['actual', 'expected']],
];

/** What a framework said of a failure, with what it expected and got where that can be told. */
export function complaintOf(said: string, file: string): Complaint {
  const message = said.replace(/(?:\u001b|#x1B)\[[\d;]*m/g, '').trim();
  const line = lineOf(message, file);
  const values: { expected?: string; actual?: string } = {};
  for (const [pattern, [first, second]] of patterns) {
    const found = pattern.exec(message);
    if (!found) continue;
    values[first] = found[1] ?? '';
    values[second] = found[2] ?? '';
    break;
  }
  return { message, ...values, ...(line === undefined ? {} : { line }) };
}

/** The line of the test file that a trace names. */
function lineOf(message: string, file: string): number | undefined {
  const name = literalPattern(file.split('/').at(-1) ?? file);
  const found = new RegExp(`${name}(?:", line |:)(\\d+)`).exec(message)?.[1];
  return found === undefined ? undefined : Number(found);
}
