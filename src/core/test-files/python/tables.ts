import type { Contract } from '../../contract.ts';
import type { Case } from '../case.ts';
import { isNaNValue } from '../literal.ts';
import { callOf, equalsLines, exceptionWords, raisesLines, type PythonWriting } from './checks.ts';
import { indented, widest } from '../written-tests.ts';

/** Several tests that differ in their values alone. */
export interface Table {
  /** What stands in the name after the function's. */
  readonly words: readonly string[];
  readonly columns: readonly string[];
  /** Columns that say which row it was. */
  readonly shown: readonly string[];
  /** One value or tuple each, with its comma, on one or more lines. */
  readonly rows: readonly string[];
  /** What is checked of a row, in the names of the columns. */
  readonly check: readonly string[];
}

/** Fewer than this read better one by one. */
const fewestRows = 2;

/** Cases that make tables, and those that stand alone, in their order. */
export function writePythonTables(
  cases: readonly Case[],
  writing: PythonWriting,
): { readonly tables: readonly Table[]; readonly rest: readonly Case[] } {
  const groups = new Map<string, { readonly names: readonly string[]; readonly cases: Case[] }>();
  const rest: Case[] = [];
  for (const each of cases) {
    const names = namesOfArguments(each, writing.contract);
    if (names === undefined) {
      rest.push(each);
      continue;
    }
    const key = JSON.stringify([names, each.drain, formOfClaim(each), keywordsOf(each)]);
    const group = groups.get(key) ?? { names, cases: [] };
    group.cases.push(each);
    groups.set(key, group);
  }
  const tables: Table[] = [];
  for (const { names, cases: members } of groups.values()) {
    if (members.length < fewestRows) rest.push(...members);
    else tables.push(tableOf(names, members, writing));
  }
  return { tables, rest: cases.filter((each) => rest.includes(each)) };
}

/** Equal for claims that one line checks. */
function formOfClaim({ claim }: Case): string {
  if (claim.kind === 'equals') return `equals ${claim.tolerance ?? 0}`;
  return claim.kind === 'throws' ? `throws ${claim.exception ?? ''}` : 'holds';
}

function keywordsOf({ parts }: Case): readonly string[] {
  return parts?.keywords.map(([name]) => name) ?? [];
}

/** Names for the arguments of a call, by the parameters that take them; undefined where it needs more. */
function namesOfArguments(each: Case, contract: Contract): readonly string[] | undefined {
  const { parts, claim } = each;
  if (!parts || claim.kind === 'holds') return undefined;
  // What means more than equality stands better by itself.
  if (claim.kind === 'equals' && (!claim.expected.value || isNaNValue(claim.expected.value))) {
    return undefined;
  }
  const positional = contract.parameters.filter(({ kind }) => kind === 'positional');
  if (parts.args.length > positional.length) return undefined;
  const names = [
    ...positional.slice(0, parts.args.length).map(({ name }) => name),
    ...parts.keywords.map(([name]) => name),
  ];
  return names.length > 0 && new Set(names).size === names.length ? names : undefined;
}

/** Names that mean something else in a test. */
const reserved = ['request', 'self', 'pytest', 'unittest', 'asyncio', 'math', 'check'];

function tableOf(names: readonly string[], cases: readonly Case[], writing: PythonWriting): Table {
  const taken = [...reserved, writing.contract.name, ...cases.flatMap((each) => each.names)];
  const columns = names.map((name) => (taken.includes(name) ? `${name}_` : name));
  const result = names.includes('expected') ? 'expected_result' : 'expected';
  const [first] = cases;
  const parts = first?.parts;
  const given = columns.map((column, index) => {
    const at = index - (parts?.args.length ?? 0);
    return at < 0 ? column : `${parts?.keywords[at]?.[0] ?? column}=${column}`;
  });
  const plain = `${writing.contract.name}(${given.join(', ')})`;
  const call = callOf(first?.drain === undefined ? plain : `${first.drain}(${plain})`, writing);
  const claim = first?.claim;
  if (claim?.kind === 'throws') {
    return {
      words: [exceptionWords(claim.exception)],
      columns,
      shown: columns,
      rows: cases.flatMap((each) => row(valuesOf(each), writing)),
      check: raisesLines(call, claim.exception, writing),
    };
  }
  const tolerance = claim?.kind === 'equals' ? claim.tolerance : undefined;
  return {
    words: [],
    columns: [...columns, result],
    shown: columns,
    rows: cases.flatMap((each) => row([...valuesOf(each), expectedOf(each)], writing)),
    check: equalsLines(
      call,
      {
        kind: 'equals',
        expected: { text: result },
        ...(tolerance === undefined ? {} : { tolerance }),
      },
      writing,
    ),
  };
}

function valuesOf({ parts }: Case): string[] {
  return [
    ...(parts?.args ?? []).map(({ text }) => text),
    ...(parts?.keywords ?? []).map(([, { text }]) => text),
  ];
}

function expectedOf({ claim }: Case): string {
  return claim.kind === 'equals' ? claim.expected.text : '';
}

/** A tuple on one line, or on several where it is wide. */
function row(values: readonly string[], { style, form }: PythonWriting): string[] {
  const [only = ''] = values;
  if (values.length === 1) return [`${only},`];
  const line = `(${values.join(', ')}),`;
  const depth = form === 'unittest' ? 3 : 2;
  if (line.length + depth * style.indent.length <= widest) return [line];
  return [
    '(',
    ...indented(
      values.map((value) => `${value},`),
      style.indent,
    ),
    '),',
  ];
}
