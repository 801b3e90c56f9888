/**
 * `npm run bench:editor`: the extension as it is packaged, in a real extension host and beside it:
 * activation, sizes, capture of long files, the plan view under load, and memory over many runs.
 * `--skip-host` leaves out what needs VS Code.
 */
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { treeFigures } from './editor/tree.ts';
import { main as hostTests } from '../test/host/launch/main.ts';

const repository = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'coppice-bench-editor-'));
const kibi = 1024;
const mebi = kibi * kibi;

/** One line of the table: what was measured, the figure, and what it may be at most. */
interface Row {
  readonly measure: string;
  readonly figure: number;
  readonly unit: string;
  readonly budget?: number;
}

/** Packages as `npm run package` does and gives the sizes of what comes out. */
function sizes(): readonly Row[] {
  const vsix = join(scratch, 'coppice.vsix');
  const vsce = join(repository, 'node_modules', '@vscode', 'vsce', 'vsce');
  const options = ['--no-dependencies', '--allow-missing-repository'];
  execFileSync(
    process.execPath,
    [vsce, 'package', ...options, '--no-rewrite-relative-links', '--out', vsix],
    { cwd: repository, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const size = (file: string) => statSync(join(repository, 'dist', file)).size;
  // The engine shares most of its code with the command line.
  const shared = readdirSync(join(repository, 'dist')).filter((file) =>
    /^chunk-.*\.mjs$/.test(file),
  );
  const engine = ['engine.mjs', ...shared].reduce((bytes, file) => bytes + size(file), 0);
  return [
    {
      measure: 'bundle loaded at activation',
      figure: size('extension.cjs') / kibi,
      unit: 'KiB',
      budget: 150,
    },
    { measure: 'engine, loaded on first use', figure: engine / kibi, unit: 'KiB' },
    { measure: 'VSIX', figure: statSync(vsix).size / mebi, unit: 'MiB', budget: 8 },
  ];
}

interface Heap {
  readonly runs: number;
  readonly heap: number;
  readonly outside: number;
  readonly resident: number;
}

async function hostFigures(): Promise<{ rows: readonly Row[]; raw: readonly unknown[] }> {
  const file = join(scratch, 'host.jsonl');
  process.env['COPPICE_EDITOR_BENCH'] = file;
  const code = await hostTests(['--profile', 'bench'], repository);
  if (code !== 0) throw new Error('The measures in the extension host failed.');
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const told = lines.map((line) => JSON.parse(line) as { name: string; value: unknown });
  const all = <T>(name: string) =>
    told.filter((each) => each.name === name).map(({ value }) => value as T);
  const [times = []] = all<{ load: number; activate: number }[]>('activations');
  const [first] = times;
  const heaps = all<Heap>('heap');
  const rows: Row[] = [
    {
      measure: `\`activate\`, median of ${times.length}`,
      figure: median(times.map(({ activate }) => activate)),
      unit: 'ms',
      budget: 20,
    },
    { measure: '`activate`, the first', figure: first?.activate ?? NaN, unit: 'ms', budget: 20 },
    {
      measure: 'reading and running the bundle, median',
      figure: median(times.map(({ load }) => load)),
      unit: 'ms',
    },
    {
      measure: 'activated by VS Code itself, everything included',
      figure: all<number>('activatedByHost')[0] ?? NaN,
      unit: 'ms',
    },
    ...heaps
      .filter(({ runs }) => [10, 30, 50].includes(runs))
      .map(({ runs, heap }) => ({
        measure: `extension host's heap after ${runs} runs`,
        figure: heap / mebi,
        unit: 'MiB',
      })),
  ];
  return { rows, raw: told };
}

interface CaptureFigures {
  readonly figures: readonly {
    readonly language: string;
    readonly measures: Readonly<Record<string, { readonly wall: Median; readonly cpu: Median }>>;
  }[];
}

interface Median {
  readonly median: number;
}

/** What `bench:capture` measures, which writes its own results too. */
async function captureRows(): Promise<readonly Row[]> {
  await import('./capture.ts');
  const text = readFileSync(join(repository, 'bench/results/capture.json'), 'utf8');
  const name = 'capture after a keystroke';
  return (JSON.parse(text) as CaptureFigures).figures.map(({ language, measures }) => ({
    measure: `${name}, 5,000 lines of ${language}, processor time`,
    figure: measures[name]?.cpu.median ?? NaN,
    unit: 'ms',
    budget: 50,
  }));
}

async function treeRows(): Promise<readonly Row[]> {
  const figures = await treeFigures();
  return [
    {
      measure: `plan view: refreshes a second at ${figures.updatesPerSecond} updates a second`,
      figure: figures.refreshesPerSecond,
      unit: '',
    },
    {
      measure: `plan view: processor time of a refresh, ${figures.rows} rows open`,
      figure: figures.msPerRefresh,
      unit: 'ms',
    },
    { measure: 'plan view: rows drawn in a refresh', figure: figures.rowsPerRefresh, unit: '' },
  ];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

function table(rows: readonly Row[]): string {
  const line = ({ measure, figure, unit, budget }: Row) => {
    const shown = figure >= 100 ? figure.toFixed(0) : figure.toPrecision(3);
    const limit = budget === undefined ? '' : `${budget} ${unit}`;
    const over = budget !== undefined && !(figure <= budget) ? ' (over)' : '';
    return `| ${measure} | ${`${shown} ${unit}`.trim()}${over} | ${limit} |`;
  };
  return ['| measure | figure | budget |', '|---|---|---|', ...rows.map(line)].join('\n');
}

try {
  const began = loadavg()[0];
  const packaged = sizes();
  const host = process.argv.includes('--skip-host') ? undefined : await hostFigures();
  const rows = [
    ...(host?.rows ?? []),
    ...packaged,
    ...(await captureRows()),
    ...(await treeRows()),
  ];
  const machine = {
    ...{ node: process.version, cpu: cpus()[0]?.model ?? '', cores: cpus().length },
    load: { before: began, after: loadavg()[0] },
  };
  console.log(`\n${table(rows)}\n\n${JSON.stringify(machine)}`);
  mkdirSync(join(repository, 'bench/results'), { recursive: true });
  writeFileSync(
    join(repository, 'bench/results/editor.json'),
    `${JSON.stringify({ machine, rows, host: host?.raw ?? [] }, null, 2)}\n`,
  );
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
