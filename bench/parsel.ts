/**
 * `npm run bench:parsel [-- --data FILE --seed N]`: reads every Parsel program of the data set as
 * the reference reader did, and solves those with a recorded solution by Parsel's search: for each
 * function the recorded implementation hides among five mutants. Results also go to
 * `bench/results/parsel.json`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { SandboxedRunner } from '../src/node/runner/sandboxed-runner.ts';
import { loadPrograms } from './parsel-programs.ts';
import { compareReading, type Reading } from './parsel-reading.ts';
import {
  isSearchable,
  searchProgram,
  secondsLimit,
  tryLimit,
  type ComponentReport,
} from './parsel-search.ts';

const resultFile = resolve(import.meta.dirname, 'results/parsel.json');
const args = process.argv.slice(2);
const seedAt = args.indexOf('--seed');
const seed = seedAt === -1 ? 1 : Number(args[seedAt + 1]);

const programs = loadPrograms(args);
const readings = programs.map(compareReading);
printReadings(readings);

const runner = new SandboxedRunner({
  assets: resolve(import.meta.dirname, '../src/node/runner'),
  allowUnsandboxed: false,
});
const searches: ComponentReport[] = [];
const searchable = programs.filter(isSearchable);
console.log(
  `Search: ${searchable.length} programs; limits per component: ${tryLimit} combinations, ${secondsLimit} s; seed ${seed}\n`,
);
console.log(row(['program', 'functions', 'product', 'seen', 'tried', 'runs', 'seconds', 'found']));
try {
  for (const program of searchable) {
    for (const report of await searchProgram(program, runner, seed)) {
      searches.push(report);
      printSearch(report);
    }
  }
} finally {
  await runner.dispose();
}
const failed = searches.filter((report) => !report.found || report.failure !== undefined);
console.log(
  `\n${searches.length} components, ${searches.length - failed.length} found within the limits`,
);

mkdirSync(dirname(resultFile), { recursive: true });
writeFileSync(resultFile, `${JSON.stringify({ seed, readings, searches }, null, 2)}\n`);
const differing = readings.filter((reading) => reading.verdict === 'differs');
process.exitCode = differing.length + failed.length === 0 ? 0 : 1;

function printReadings(list: readonly Reading[]): void {
  console.log(
    'Reading: functions, constraints, components and order against the reference reader\n',
  );
  for (const reading of list) {
    const sizes = `${reading.functions} functions, ${reading.constraints} constraints, ${reading.components} components`;
    console.log(`${reading.verdict.padEnd(10)}${reading.name} (${sizes})`);
    for (const difference of reading.differences) console.log(`${' '.repeat(10)}- ${difference}`);
    const isFailure = reading.verdict === 'diagnosed' || reading.differences.length > 0;
    for (const diagnostic of isFailure ? reading.diagnostics : []) {
      console.log(`${' '.repeat(10)}! ${diagnostic}`);
    }
  }
  const counts = Map.groupBy(list, (reading) => reading.verdict);
  const total = [...counts].map(([verdict, each]) => `${each.length} ${verdict}`).join(', ');
  console.log(`\n${list.length} programs: ${total}\n`);
}

function printSearch(report: ComponentReport): void {
  console.log(
    row([
      report.program,
      report.members.length,
      report.product,
      report.considered,
      report.tried,
      report.programs,
      report.seconds.toFixed(1),
      report.failure ??
        (report.other.length === 0 ? 'recorded' : `equal: ${report.other.join(', ')}`),
    ]),
  );
  for (const name of report.uncalled) {
    console.log(`  no example calls ${name}: its mutants break where it is defined`);
  }
}

function row(cells: readonly (string | number)[]): string {
  return cells
    .map((cell, at) => (at === 0 ? String(cell).padEnd(42) : String(cell).padStart(9)))
    .join(' ');
}
