import { percent, table } from '../selection/report.ts';
import type { Searched } from './search.ts';
import type { Validity } from './validity.ts';

export interface Measured {
  readonly name: string;
  readonly runs: readonly Searched[];
}

/** What each way to search came to: choices, what was called proven, and what it took. */
export function searchTable(measured: readonly Measured[]): string {
  return table(
    [
      'search',
      'right of all (%)',
      'called proven (%)',
      'right of those (%)',
      'samples',
      'requests',
    ],
    measured.map(({ name, runs }) => {
      const { right, called, provenRight, samples, requests } = figures(runs);
      return [
        name,
        percent(right),
        percent(called),
        percent(provenRight),
        samples.toFixed(2),
        requests.toFixed(2),
      ];
    }),
  );
}

export function validityTable(found: readonly Validity[]): string {
  const sum = (of: (each: Validity) => number) =>
    found.reduce((total, each) => total + of(each), 0);
  const tests = sum((each) => each.tests);
  const right = sum(({ reference }) => (reference === 'right' ? 1 : 0));
  return table(
    ['tests read', 'true (%)', 'references read', 'right where they finish'],
    [
      [
        String(tests),
        percent(sum(({ trueTests }) => trueTests) / Math.max(tests, 1)),
        String(sum(({ reference }) => (reference === 'none' ? 0 : 1))),
        String(right),
      ],
    ],
  );
}

/** Why a search did not call its choice proven, the commonest first, with calls of the tasks left out. */
export function reasonsTable(runs: readonly Searched[]): string {
  const counts = new Map<string, { right: number; wrong: number }>();
  for (const { level, why, right } of runs) {
    if (level === 'proven') continue;
    const key = `${level}: ${why.replace(/ on .*/s, ' on …')}`;
    const count = counts.get(key) ?? { right: 0, wrong: 0 };
    if (right === true) count.right += 1;
    else count.wrong += 1;
    counts.set(key, count);
  }
  return table(
    ['not called', 'right', 'wrong'],
    [...counts]
      .sort(([, a], [, b]) => b.right + b.wrong - a.right - a.wrong)
      .map(([why, { right, wrong }]) => [why, String(right), String(wrong)]),
  );
}

/** The three lines by which the default search is judged. */
export function lastLines(runs: readonly Searched[]): string {
  const { called, provenRight, samples } = figures(runs);
  return [
    `Proven right: ${percent(provenRight)} %`,
    `Called: ${percent(called)} %`,
    `Samples: ${samples.toFixed(2)}`,
  ].join('\n');
}

function figures(runs: readonly Searched[]) {
  const proven = runs.filter(({ level }) => level === 'proven');
  const share = (some: readonly Searched[], of: readonly Searched[]) =>
    some.length / Math.max(of.length, 1);
  const isRight = ({ right }: Searched) => right === true;
  const mean = (of: (run: Searched) => number) =>
    runs.reduce((sum, run) => sum + of(run), 0) / Math.max(runs.length, 1);
  return {
    right: share(runs.filter(isRight), runs),
    called: share(proven, runs),
    provenRight: share(proven.filter(isRight), proven),
    samples: mean(({ samples }) => samples),
    requests: mean(({ requests }) => requests),
  };
}
