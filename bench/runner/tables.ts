/** The result as Markdown: what stands in `bench/README.md`. */
import type { Score } from './contest.ts';
import type { Cancelling, Memory } from './endurance.ts';

export interface RunnerResult {
  readonly date: string;
  readonly command: string;
  readonly tier: string;
  readonly scores: readonly Score[];
  readonly memory: readonly Memory[];
  readonly cancels: readonly Cancelling[];
}

export function printTables(result: RunnerResult): string {
  const groups = [
    ['Python, trivial set', 'python', 'trivial'],
    ['Python, recorded set', 'python', 'recorded'],
    ['Python, recorded set without those that hang', 'python', 'recorded, those that end'],
    ['JavaScript, trivial set', 'javascript', 'trivial'],
  ] as const;
  const tables = groups.flatMap(([title, language, set]) => {
    const scores = result.scores.filter((one) => one.language === language && one.set === set);
    return scores.length === 0 ? [] : [scoreTable(title, scores)];
  });
  const memory = result.memory.map(
    ({ language, candidates, trusted, sandboxed }) =>
      `| ${language} | ${candidates} | ${trusted[0] ?? 0} → ${trusted.at(-1) ?? 0} | ${sandboxed[0] ?? 0} → ${sandboxed.at(-1) ?? 0} |`,
  );
  const lost = result.scores.flatMap(({ language, set, role, turns }) => {
    const ends = Object.entries(turns[0]?.batchSeconds ?? {});
    if (role !== 'coppice' || set === 'trivial' || ends.length === 0) return [];
    const parts = ends.map(([end, seconds]) => `${end} ${seconds.toFixed(1)} s`).sort();
    return [`Time of the batches, ${language}, ${set}, by how they ended: ${parts.join(', ')}.`];
  });
  const cancels = result.cancels.map(
    ({ language, settled, freed }) =>
      `| ${language} | ${median(settled)} | ${highest(settled)} | ${median(freed)} | ${highest(freed)} |`,
  );
  return [
    `${result.date}, \`${result.command}\`, tier ${result.tier}.`,
    ...tables,
    ...lost,
    [
      '| memory | candidates | trusted side, MiB | sandboxed, MiB |',
      '|---|---|---|---|',
      ...memory,
    ].join('\n'),
    [
      '| cancel, ms | run ends: median | most | processes gone: median | most |',
      '|---|---|---|---|---|',
      ...cancels,
    ].join('\n'),
  ].join('\n\n');
}

function scoreTable(title: string, scores: readonly Score[]): string {
  const fresh = scores.find(({ role }) => role === 'fresh')?.candidatesPerSecond ?? NaN;
  const field = Math.max(
    ...scores.filter(({ role }) => role === 'field').map((one) => one.candidatesPerSecond),
  );
  const rows = scores.map(({ name, candidatesPerSecond, callsPerSecond, turns }) => {
    const verdicts = Object.entries(turns[0]?.verdicts ?? {})
      .map(([verdict, times]) => `${times} ${verdict}`)
      .sort()
      .join(', ');
    return `| ${name} | ${candidatesPerSecond} | ${callsPerSecond} | ${ratio(candidatesPerSecond, fresh)} | ${ratio(candidatesPerSecond, field)} | ${verdicts} |`;
  });
  return [
    `| ${title} | candidates/s | calls/s | × fresh process | × the field's best | verdicts |`,
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function ratio(a: number, b: number): string {
  return Number.isFinite(b) ? (a / b).toPrecision(2) : '';
}

function median(values: readonly number[]): string {
  return (values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN).toFixed(0);
}

function highest(values: readonly number[]): string {
  return Math.max(...values).toFixed(0);
}
