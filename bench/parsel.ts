/**
 * `npm run bench:parsel [-- --data FILE]`: reads every Parsel program of the data set as the
 * reference reader did, and solves those with a recorded solution by Parsel's search. Results also
 * go to `bench/results/parsel.json`.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { loadPrograms } from './parsel-programs.ts';
import { compareReading, type Reading } from './parsel-reading.ts';

const resultFile = resolve(import.meta.dirname, 'results/parsel.json');

const programs = loadPrograms(process.argv.slice(2));
const readings = programs.map(compareReading);
printReadings(readings);

mkdirSync(dirname(resultFile), { recursive: true });
writeFileSync(resultFile, `${JSON.stringify({ readings }, null, 2)}\n`);
const differing = readings.filter((reading) => reading.verdict === 'differs');
process.exitCode = differing.length === 0 ? 0 : 1;

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
