import type { Candidate } from '../candidate.ts';
import { isTrusted, type Expectation, type Test, type TestSource } from '../check.ts';
import type { CandidateScore, MatrixColumn, ResultMatrix } from '../view/event.ts';
import type { NodeView } from '../view/view.ts';
import type { Evidence } from '../evidence.ts';
import { isSilent, outcomeKey } from '../outcome.ts';
import type { CheckResult } from '../ports.ts';
import type { LanguageId } from '../text.ts';
import { cellOf } from './cell.ts';
import { clustersOf, letterOf } from './clusters.ts';
import type {
  CellContent,
  ColumnGroup,
  FunctionReport,
  ReportCluster,
  ReportColumn,
  ReportEvidence,
  ReportRow,
  Standing,
} from './report.ts';
import { visible } from './visible.ts';

/** Columns that a page can still draw at once. */
const mostColumns = 160;
const callCharacters = 400;
const noteCharacters = 600;

const groups: readonly ColumnGroup[] = ['trusted', 'generated', 'withheld', 'input'];

/** All that is known of one function's candidates, laid out as a matrix. */
export function functionReport(node: NodeView, language: LanguageId): FunctionReport {
  const matrix = node.matrix ?? { columns: node.tests.map((check) => ({ check })), rows: noRows };
  const all = matrix.columns
    .map((column, index) => ({ column, index, group: groupOf(column) }))
    .sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group));
  const shown = all.slice(0, mostColumns);
  const clusters = clustersOf(node, matrix);
  const contents = new Contents(matrix, language, clusters);
  const numbers = new Map(node.candidates.map(({ id }, index) => [id, index + 1]));
  const scores = new Map(node.scores.map((score) => [score.candidate, score]));
  return {
    columns: shown.map(({ column, group }, at) => columnOf(column, group, at, node, matrix)),
    hiddenColumns: all.length - shown.length,
    clusters: clusters.map((members, at): ReportCluster => {
      const ran = members.some(({ id }) => matrix.rows.has(id));
      return {
        letter: ran ? letterOf(at) : '',
        standing: standingOf(members, node, scores),
        rows: members.map((candidate): ReportRow => ({
          ...rowOf(candidate, numbers.get(candidate.id) ?? 0, node, scores.get(candidate.id)),
          cells: passesAll(candidate.id, node, scores)
            ? shown.map(() => contents.passing)
            : contents.row(
                candidate.id,
                shown.map(({ index }) => index),
              ),
        })),
      };
    }),
    contents: contents.all,
    candidates: node.candidates.length,
  };
}

const noRows: ResultMatrix['rows'] = new Map();

function groupOf({ check, withheld }: MatrixColumn): ColumnGroup {
  if (!('expectation' in check)) return 'input';
  if (isTrusted(check)) return 'trusted';
  return withheld === undefined ? 'generated' : 'withheld';
}

function columnOf(
  column: MatrixColumn,
  group: ColumnGroup,
  at: number,
  node: NodeView,
  matrix: ResultMatrix,
): ReportColumn {
  const { check } = column;
  const call = visible(check.call, callCharacters);
  const base = { key: `${at}:${check.id}`, group, call, short: withoutName(call, node) };
  if (!('expectation' in check)) return base;
  const index = matrix.columns.indexOf(column);
  const strength = strengthOf(column);
  return {
    ...base,
    wanted: visible(wantedText(check.expectation), callCharacters),
    source: sourceText(check),
    ...(strength && { strength }),
    ...(matrix.rows.size > 0 && {
      passed: [...matrix.rows.values()].filter((row) => row[index]?.passed === true).length,
    }),
  };
}

/** `[1, 2]` of `total([1, 2])`: all columns of a function call the same. */
function withoutName(call: string, { contract }: NodeView): string {
  const start = `${contract.name}(`;
  if (!call.startsWith(start) || !call.endsWith(')')) return call;
  const inside = call.slice(start.length, -1);
  // A parenthesis that is closed before the end: this is more than one call.
  return inside.includes(')') && !isBalanced(inside) ? call : inside === '' ? '()' : inside;
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

function wantedText(expectation: Expectation): string {
  switch (expectation.kind) {
    case 'equals': {
      const { expected, tolerance } = expectation;
      return tolerance === undefined ? expected : `${expected} within ${tolerance}`;
    }
    case 'throws':
      return `raises ${expectation.exception ?? 'an error'}`;
    case 'holds':
      return 'holds';
  }
}

const sources: Readonly<Record<TestSource, string>> = {
  user: 'your answer',
  docstring: 'description',
  project: 'project test',
  described: 'described in words',
  generated: 'generated',
};

function sourceText({ source, multiplicity = 1 }: Test): string {
  return multiplicity > 1 ? `${sources[source]}, ${multiplicity} times` : sources[source];
}

function strengthOf({ check, strength, withheld }: MatrixColumn): ReportColumn['strength'] {
  if (withheld === 'passes-on-stub') {
    return { text: 'No vote: it passes on an empty body too.' };
  }
  if (withheld === 'no-mutant-fails') {
    return { text: 'No vote: it fails on no mutant.', share: 0 };
  }
  if (strength) {
    const { stub, mutants, failed } = strength;
    const parts = [
      ...(stub ? ['the empty body'] : []),
      ...(mutants > 0 ? [`${failed} of ${mutants} mutants`] : []),
    ];
    const text = parts.length > 0 ? `Fails on ${parts.join(' and ')}.` : 'There was no mutant.';
    return mutants > 0 ? { text, share: failed / mutants } : { text };
  }
  return 'source' in check && isTrusted(check) ? undefined : { text: 'Not measured.' };
}

function standingOf(
  members: readonly Candidate[],
  { selected }: NodeView,
  scores: ReadonlyMap<string, CandidateScore>,
): Standing {
  if (members.some(({ id }) => id === selected)) return 'chosen';
  const known = members.flatMap(({ id }) => scores.get(id) ?? []);
  if (known.length === 0) return selected === undefined ? 'waiting' : 'untold';
  if (!known.some(({ gate }) => gate)) return 'rejected';
  return selected === undefined ? 'open' : 'close';
}

/** A combination that was chosen passed every test, which is all that is known of its parts. */
function passesAll(
  candidate: string,
  { matrix, selected }: NodeView,
  scores: ReadonlyMap<string, CandidateScore>,
): boolean {
  const score = scores.get(candidate);
  return (
    matrix === undefined &&
    candidate === selected &&
    score !== undefined &&
    score.trustedPassed === score.trustedTotal &&
    score.generatedPassed === score.generatedTotal
  );
}

function rowOf(
  { id, origin }: Candidate,
  number: number,
  { selected, evidence }: NodeView,
  score: CandidateScore | undefined,
): Omit<ReportRow, 'cells'> {
  const chosen = id === selected;
  const total = score ? score.trustedTotal + score.generatedTotal : 0;
  const passed = score ? score.trustedPassed + score.generatedPassed : 0;
  const { operator, model, temperature } = origin;
  return {
    candidate: id,
    number,
    chosen,
    score: total > 0 ? `${passed}/${total}` : '',
    origin: visible(`${operator} with ${model} at temperature ${temperature}`, callCharacters),
    evidence: distinct(chosen ? evidence : (score?.evidence ?? [])).map(evidenceOf),
  };
}

/** A failed example is said twice, the second time in general. */
function distinct(evidence: readonly Evidence[]): readonly Evidence[] {
  return evidence.filter(
    ({ source, note }, index) =>
      evidence.findIndex((other) =>
        source === 'trusted-examples' ? other.source === source : other.note === note,
      ) === index,
  );
}

const titles: Readonly<Record<Evidence['source'], string>> = {
  'trusted-examples': 'Examples',
  'generated-tests': 'Tests',
  agreement: 'Agreement',
  determinism: 'Repetition',
  size: 'Size',
  user: 'You',
  model: 'Model',
  sandbox: 'Sandbox',
  file: 'File',
};

function evidenceOf({ source, weight, note }: Evidence): ReportEvidence {
  return {
    source,
    title: titles[source],
    note: visible(note, noteCharacters),
    percent: Math.round(Math.min(1, Math.max(0, weight)) * 100),
  };
}

/** Contents of cells, each once; most candidates give the same on most checks. */
class Contents {
  readonly all: CellContent[] = [];
  readonly #places = new Map<string, number>();
  readonly #matrix: ResultMatrix;
  readonly #language: LanguageId;
  readonly #rows = new Map<readonly CheckResult[], readonly number[]>();
  /** By column, verdict and outcome key. */
  readonly #alike = new Map<string, number>();
  /** By column: the letter of the first cluster that gave a result. */
  readonly #letters: ReadonlyMap<string, string>[];

  constructor(
    matrix: ResultMatrix,
    language: LanguageId,
    clusters: readonly (readonly Candidate[])[],
  ) {
    this.#matrix = matrix;
    this.#language = language;
    this.#letters = matrix.columns.map((_, index) => {
      const letters = new Map<string, string>();
      clusters.forEach(([first], at) => {
        const key = first && this.#key(first.id, index);
        if (key !== undefined && !letters.has(key)) letters.set(key, letterOf(at));
      });
      return letters;
    });
  }

  /** Index of a test that was passed, whatever the result. */
  get passing(): number {
    return this.#put({ kind: 'property', passed: true, text: 'passes', detail: 'it passes' });
  }

  /** Indices of what a candidate did on some checks; -1 where it was not run. */
  row(candidate: string, indices: readonly number[]): readonly number[] {
    const results = this.#matrix.rows.get(candidate);
    if (!results) return indices.map(() => -1);
    // Candidates of one source share their results.
    const known = this.#rows.get(results);
    if (known) return known;
    const cells = indices.map((index) => this.#place(candidate, index));
    this.#rows.set(results, cells);
    return cells;
  }

  #place(candidate: string, index: number): number {
    const check = this.#matrix.columns[index]?.check;
    const result = this.#matrix.rows.get(candidate)?.[index];
    if (!check || !result) return -1;
    const key = this.#key(candidate, index);
    if (key === undefined) return this.#add(check, result, index, key);
    // Equal results of a column look alike, messages aside: the first is shown for all.
    const alike = `${index} ${String(result.passed)} ${key}`;
    const known = this.#alike.get(alike) ?? this.#add(check, result, index, key);
    this.#alike.set(alike, known);
    return known;
  }

  #add(
    check: MatrixColumn['check'],
    result: CheckResult,
    index: number,
    key: string | undefined,
  ): number {
    const cell = cellOf(check, result, this.#language);
    if (!cell) return -1;
    const letter = key === undefined ? undefined : this.#letters[index]?.get(key);
    const content: CellContent =
      'expectation' in check || letter === undefined
        ? cell
        : { ...cell, letter, usual: letter === letterOf(0) };
    return this.#put(content);
  }

  #put(content: CellContent): number {
    const text = JSON.stringify(content);
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    this.#places.set(text, this.all.length);
    return this.all.push(content) - 1;
  }

  #key(candidate: string, index: number): string | undefined {
    const outcome = this.#matrix.rows.get(candidate)?.[index]?.outcome;
    return outcome && !isSilent(outcome) ? outcomeKey(outcome) : undefined;
  }
}
