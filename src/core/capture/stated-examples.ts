import type { ReadTest } from '../languages/kit/read-test.ts';
import type { ExampleSetting } from './example-setting.ts';
import type { ReadLines } from './example-lines.ts';
import { readSession } from './session.ts';
import { statedValue, valueAt } from './value-at.ts';

/** Most lines of an input or output. */
const mostLines = 8;

const inputLabel = /^\s*(?:[-*•]\s+)?(?:sample |example )?inputs?\s*\d*\s*[:=]\s*/i;
const outputLabel =
  /^\s*(?:[-*•]\s+)?(?:sample |expected )?(?:outputs?|returns?|results?)\s*\d*\s*[:=]\s*/i;
/** Where an output begins on the line of its input. */
const outputInside = /[\s,;]*(?:[=-]+>|→|➞)?\s*\b(?:outputs?|returns?|results?)\s*[:=]\s*/i;

/**
 * An example that is told without a call: `Input: …` and `Output: …`, on one line or several, and
 * `For n = 3 the result is 6`. Arguments stand in their order or have their names.
 */
export async function readStated(
  lines: readonly string[],
  at: number,
  setting: ExampleSetting,
): Promise<ReadLines | undefined> {
  const { callee, parameters } = setting;
  if (callee.member || parameters.length === 0) return undefined;
  const line = (lines[at] ?? '').replaceAll('`', '');
  return inputLabel.test(line) ? inputAndOutput(lines, at, setting) : told(line, at, setting);
}

async function inputAndOutput(
  lines: readonly string[],
  at: number,
  setting: ExampleSetting,
): Promise<ReadLines | undefined> {
  const first = (lines[at] ?? '').replaceAll('`', '').replace(inputLabel, '');
  const inside = outputInside.exec(first);
  let next = at + 1;
  const input = [inside ? first.slice(0, inside.index) : first];
  const output: string[] = inside ? [first.slice(inside.index + inside[0].length)] : [];
  if (!inside) {
    for (; next < lines.length && next < at + mostLines; next++) {
      const line = (lines[next] ?? '').replaceAll('`', '');
      if (outputLabel.test(line)) {
        output.push(line.replace(outputLabel, ''));
        next += 1;
        break;
      }
      input.push(line);
    }
    if (output.length === 0) return undefined;
  }
  const args = await argumentsIn(
    input.filter((text) => text.trim() !== ''),
    setting,
  );
  if (!args) return undefined;
  for (let taken = 0; taken < mostLines; taken++) {
    const expected = await statedValue(output.join('\n').trim(), setting);
    if (expected !== undefined) return example(args, expected, next, setting);
    const more = lines[next];
    if (more === undefined || more.trim() === '' || inputLabel.test(more)) break;
    output.push(more.replaceAll('`', ''));
    next += 1;
  }
  return undefined;
}

const given =
  /^\s*(?:[-*•]\s+|\d+[.)]\s+)?(?:example\s*\d*\s*:\s*)?(?:for|if|when|given|with)\s+(?=\w+\s*(?:=|is\b))/i;
const says =
  /(?:\b(?:should|will|must)\s+(?:be|return|output|give|equal)|\b(?:returns?|gives?|outputs?|yields?)|\b(?:output|result|answer|value)\s*(?:is|:|=|->)|[=-]+>|→|➞)\s*:?\s*/gi;

/** `For n = 3, …, the result should be 6`. */
async function told(
  line: string,
  at: number,
  setting: ExampleSetting,
): Promise<ReadLines | undefined> {
  const begin = given.exec(line);
  if (!begin) return undefined;
  const named = await namedArguments(line.slice(begin[0].length), setting);
  const args = named && inOrder(named.values, setting);
  if (!named || !args) return undefined;
  const rest = line.slice(begin[0].length + named.end);
  for (const match of [...rest.matchAll(says)].reverse()) {
    const expected = await statedValue(rest.slice(match.index + match[0].length), setting);
    if (expected !== undefined) return example(args, expected, at + 1, setting);
  }
  return undefined;
}

interface NamedArguments {
  readonly values: readonly (readonly [name: string, value: string])[];
  readonly end: number;
}

/** `n = 3, k = [1]` at the start of a text. */
async function namedArguments(
  text: string,
  setting: ExampleSetting,
): Promise<NamedArguments | undefined> {
  const values: (readonly [string, string])[] = [];
  let end = 0;
  for (;;) {
    const name = /^[\s,;]*(?:and\s+)?([A-Za-z_$][\w$]*)\s*(?:=|\bis\b|:)\s*/.exec(text.slice(end));
    const value = name && (await valueAt(text.slice(end + name[0].length), setting));
    if (!name || !value) break;
    values.push([name[1] ?? '', value.text]);
    end += name[0].length + value.end;
  }
  return values.length === 0 ? undefined : { values, end };
}

/** Values in the order of the parameters; as they stand where they have other names. */
function inOrder(
  values: NamedArguments['values'],
  { parameters, required }: ExampleSetting,
): readonly string[] | undefined {
  const byName = new Map(values);
  if (byName.size !== values.length || values.length > parameters.length) return undefined;
  if (values.length < required) return undefined;
  const first = parameters.slice(0, values.length);
  const named = first.map((name) => byName.get(name));
  if (named.every((value) => value !== undefined)) return named;
  const isStrange = parameters.every((name) => !byName.has(name));
  return isStrange && values.length === parameters.length
    ? values.map(([, value]) => value)
    : undefined;
}

/** The arguments that lines say: with names, in a row, or one on each line. */
async function argumentsIn(
  lines: readonly string[],
  setting: ExampleSetting,
): Promise<readonly string[] | undefined> {
  const { parameters } = setting;
  const text = lines.join('\n').trim();
  const named = await namedArguments(text.replaceAll('\n', ', '), setting);
  if (named) {
    const isAll = /^[\s,;.]*$/.test(text.replaceAll('\n', ', ').slice(named.end));
    return isAll ? inOrder(named.values, setting) : undefined;
  }
  const values: string[] = [];
  let end = 0;
  while (text.slice(end).trim() !== '') {
    const gap =
      values.length === 0 ? '' : (/^\s*[,\n;]\s*|^\s*\n/.exec(text.slice(end))?.[0] ?? '');
    if (values.length > 0 && gap === '') return undefined;
    const value = await valueAt(text.slice(end + gap.length), setting);
    if (!value) return undefined;
    values.push(value.text);
    end += gap.length + value.end;
  }
  return values.length === parameters.length ? values : undefined;
}

async function example(
  args: readonly string[],
  expected: string,
  next: number,
  setting: ExampleSetting,
): Promise<ReadLines | undefined> {
  const code = `${setting.callee.name}(${args.join(', ')})`;
  const wants = { kind: 'shown', text: expected, options: [], isOutput: false } as const;
  const [test] = await readSession([{ code, wants }], setting);
  return test ? { examples: [test], next } : undefined;
}

/** Columns of a table that hold what a function gives. */
const resultColumn = /^(?:results?|outputs?|returns?|expected|value|answer)\b/i;

/** The rows of a table whose columns are the parameters and the result. */
export async function readTable(
  lines: readonly string[],
  at: number,
  setting: ExampleSetting,
): Promise<ReadLines | undefined> {
  const header = cellsOf(lines[at]);
  if (header.length < 2 || !/^[\s|:+-]+$/.test(lines[at + 1] ?? '') || setting.callee.member) {
    return undefined;
  }
  const { callee, parameters } = setting;
  const last = header.at(-1) ?? '';
  const names = header.slice(0, -1);
  const isResult = resultColumn.test(last) || last.startsWith(`${callee.name}(`);
  const isInput =
    names.length === 1 &&
    parameters.length === 1 &&
    /^(?:inputs?|arguments?)$/i.test(names[0] ?? '');
  const known = names.every((name) => parameters.includes(name));
  const isCall =
    names.length === 1 && /^(?:call|example|expression|input)s?$/i.test(names[0] ?? '');
  if (!isResult || !(known || isInput || isCall)) return undefined;
  const examples: ReadTest[] = [];
  let next = at + 2;
  for (; next < lines.length; next++) {
    const cells = cellsOf(lines[next]);
    if (cells.length !== header.length) break;
    const values = cells.slice(0, -1);
    const expected = await statedValue(cells.at(-1) ?? '', setting);
    if (expected === undefined) return undefined;
    const code =
      isCall && values[0]?.startsWith(`${callee.name}(`) === true ? values[0] : undefined;
    const args = known
      ? inOrder(
          names.map((name, index) => [name, values[index] ?? '']),
          setting,
        )
      : values;
    if (!args) return undefined;
    const wants = { kind: 'shown', text: expected, options: [], isOutput: false } as const;
    const [test] = await readSession(
      [{ code: code ?? `${callee.name}(${args.join(', ')})`, wants }],
      setting,
    );
    if (!test) return undefined;
    examples.push(test);
  }
  return examples.length > 0 ? { examples, next } : undefined;
}

function cellsOf(line: string | undefined): readonly string[] {
  const row = /^\s*\|(.*)\|\s*$/.exec(line ?? '')?.[1];
  return row === undefined
    ? []
    : row.split(/(?<!\\)\|/).map((cell) =>
        cell
          .trim()
          .replaceAll('\\|', '|')
          .replace(/^`(.*)`$/, '$1'),
      );
}
