/**
 * `npm run bench:capture`: finding the stubs of a 5,000-line file (what lenses need after each edit)
 * and capturing one of its functions, in Python and TypeScript, through the worker as the editor does.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { captureTask } from '../src/core/capture/capture.ts';
import { findFunctions } from '../src/core/capture/find-functions.ts';
import type { LanguageId, Snapshot } from '../src/core/text.ts';
import { workerParser } from '../test/support/parser.ts';

const rounds = 30;
const lines = 5000;

const python = (index: number) => `class Shape${index}(Base):
    """Shape number ${index}."""

    scale: float = ${index}.5

    def __init__(self, sides: list[int], name: str = "shape") -> None:
        self.sides = sides
        self.name = name

    @property
    def label(self) -> str:
        return f"{self.name}: {len(self.sides)} of {LIMIT_${index % 7}}"

    async def area_${index}(self, *, exact: bool = False, **rest: object) -> float:
        """The area.

        >>> Shape${index}([1, 2]).area_${index}()
        3.0
        """
        # TODO
        ...


def combine_${index}(first: Shape${index}, second: dict[str, list[int]]) -> list[int]:
    """Combines what ${index} has."""
    result = []
    for key, values in sorted(second.items()):
        if key and len(values) > LIMIT_${index % 7}:
            result.extend(value * 2 for value in values if value % 3)
    return helper(result, first.sides)


`;

const typescript = (index: number) => `/** Shape number ${index}. */
export class Shape${index} extends Base implements Named<Shape${index}> {
  readonly scale = ${index}.5;
  #sides: readonly number[];

  constructor(sides: readonly number[], private readonly name: string = 'shape') {
    super();
    this.#sides = sides;
  }

  get label(): string {
    return \`\${this.name}: \${this.#sides.length} of \${LIMIT_${index % 7}}\`;
  }

  /**
   * The area.
   * @example new Shape${index}([1, 2]).area${index}() // => 3
   */
  async area${index}(options: { exact?: boolean } = {}): Promise<number> {
    throw new Error('not implemented');
  }
}

export const combine${index} = (first: Shape${index}, second: Map<string, number[]>): number[] => {
  const result: number[] = [];
  for (const [key, values] of [...second].sort()) {
    if (key && values.length > LIMIT_${index % 7}) {
      result.push(...values.map((value) => value * 2).filter((value) => value % 3));
    }
  }
  return helper(result, first.label);
};

`;

/** Milliseconds: wall time, and processor time of all threads, which other work disturbs less. */
interface Times {
  readonly wall: { readonly median: number; readonly p95: number };
  readonly cpu: { readonly median: number; readonly p95: number };
}

interface Figures {
  readonly language: string;
  readonly lines: number;
  readonly functions: number;
  /** First use: the worker is started and the grammar loaded. */
  readonly firstUseMs: number;
  readonly measures: Readonly<Record<string, Times>>;
}

function fileOf(languageId: LanguageId, block: (index: number) => string, head: string): Snapshot {
  const limits = Array.from({ length: 7 }, (_, index) =>
    languageId === 'python' ? `LIMIT_${index} = ${index}\n` : `const LIMIT_${index} = ${index};\n`,
  );
  let text = head + limits.join('') + '\n';
  for (let index = 0; text.split('\n').length < lines; index += 1) text += block(index);
  return { uri: 'file:///bench', languageId, version: 1, text };
}

async function measured(
  work: (round: number) => Promise<unknown>,
  prepare: (round: number) => Promise<unknown> = () => Promise.resolve(),
): Promise<Times> {
  const wall: number[] = [];
  const cpu: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await prepare(round);
    const used = process.cpuUsage();
    const start = performance.now();
    await work(round);
    wall.push(performance.now() - start);
    const { user, system } = process.cpuUsage(used);
    cpu.push((user + system) / 1000);
  }
  return { wall: spread(wall), cpu: spread(cpu) };
}

function spread(times: number[]): { median: number; p95: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => rounded(sorted[Math.floor(sorted.length * share)] ?? NaN);
  return { median: at(0.5), p95: at(0.95) };
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

async function figuresOf(snapshot: Snapshot): Promise<Figures> {
  const parser = workerParser();
  const { text, languageId } = snapshot;
  const place = text.indexOf('area', text.length >> 1);
  /** The file after one more keystroke in its middle. */
  const edited = (round: number): Snapshot => ({
    ...snapshot,
    text: `${text.slice(0, place)}${'x'.repeat(round + 1)}${text.slice(place)}`,
  });
  const start = performance.now();
  const functions = await findFunctions(snapshot, parser);
  const firstUse = performance.now() - start;
  for (let round = 0; round < 10; round += 1) await findFunctions(edited(round + 100), parser);
  const measures = {
    'functions after a keystroke': await measured((round) => findFunctions(edited(round), parser)),
    'capture after a keystroke': await measured((round) =>
      captureTask(edited(round + rounds), place, parser),
    ),
    'capture in a file not seen before': await measured(
      () => captureTask(snapshot, place, parser),
      // The worker keeps the last large text of a grammar: this one takes its place.
      (round) => parser.summarize(languageId, `${' '.repeat(9000)}\n${round}\n`),
    ),
  };
  await parser.dispose();
  return {
    language: languageId,
    lines: text.split('\n').length,
    functions: functions.length,
    firstUseMs: rounded(firstUse),
    measures,
  };
}

const figures = [
  await figuresOf(fileOf('python', python, 'import math\nfrom typing import Any\n\n')),
  await figuresOf(fileOf('typescript', typescript, "import { join } from 'node:path';\n\n")),
];
for (const { language, lines: count, functions, firstUseMs, measures } of figures) {
  console.log(`${language}: ${count} lines, ${functions} functions; first use ${firstUseMs} ms`);
  console.table(
    Object.fromEntries(
      Object.entries(measures).map(([name, { wall, cpu }]) => [
        name,
        { wall: wall.median, 'wall p95': wall.p95, cpu: cpu.median, 'cpu p95': cpu.p95 },
      ]),
    ),
  );
}
mkdirSync('bench/results', { recursive: true });
const machine = { node: process.version, cpu: cpus()[0]?.model ?? '', load: loadavg()[0] };
writeFileSync(
  'bench/results/capture.json',
  `${JSON.stringify({ unit: 'ms', machine, rounds, figures }, null, 2)}\n`,
);
