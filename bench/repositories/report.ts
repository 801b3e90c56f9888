import type { Grown } from './grow.ts';

/** One line for each function. */
export function functionLines(grown: readonly Grown[]): string {
  return grown
    .map((each) => {
      const state = each.captured ? (each.ran ? 'ran' : 'did not run') : 'not captured';
      const choice = `${each.written}${each.accepted ? ' accepted' : ''}`;
      const tests = `${each.projectTests} project tests${each.isNamed ? ', named in the suite' : ''}`;
      const why = each.why.replace(/\s+/g, ' ').slice(0, 160);
      return `${each.file}:${each.name}\t${state}\t${choice}\t${each.level}\t${tests}\t${each.columns} columns\t${each.ms} ms\t${each.change}\t${why}`;
    })
    .join('\n');
}

/** Every drawn function counts; those that were not captured did not run. */
export function totals(grown: readonly Grown[]): string {
  const count = (is: (each: Grown) => boolean) => grown.filter(is).length;
  const times = grown.map(({ ms }) => ms).sort((a, b) => a - b);
  const named = count(({ isNamed }) => isNamed);
  const rows: readonly (readonly [string, string | number])[] = [
    ['drawn', grown.length],
    ['captured', count(({ captured }) => captured)],
    ['could run', count(({ ran }) => ran)],
    ['original accepted', count((one) => one.accepted && one.written === 'original')],
    ['mutant accepted', count((one) => one.accepted && one.written === 'mutant')],
    ['undecided', count((one) => one.captured && !one.accepted)],
    ['wrong file', count(({ written }) => written === 'other')],
    ['named in the suite', named],
    ['… and a trusted test from it', count((one) => one.isNamed && one.projectTests > 0)],
    ['median ms beyond the model', times[Math.floor(times.length / 2)] ?? 0],
  ];
  return ['| | |', '| --- | --- |', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join(
    '\n',
  );
}
