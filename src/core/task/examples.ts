import type { Expectation, Test, TestSource } from '../check.ts';
import { bareCall, callsIt, type Callee } from '../operators/calls.ts';
import { readTestCode } from '../operators/read-tests.ts';
import { isBalanced, maskOf, topLevel } from '../program/lexis.ts';

/** A description apart from its examples. */
export interface ReadDoc {
  readonly description: string;
  readonly examples: readonly Test[];
}

interface Example {
  readonly call: string;
  readonly expectation: Expectation;
}

/**
 * Finds the examples in a doc text: doctest sessions, assertions, and lines such as
 * `f(1) // => 2`, `f(1) -> 2`, `f(1) returns 2`, `f(1) == 2`. What cannot be read for certain stays
 * in the description and is no example.
 */
export function readDoc(text: string, callee: Callee, source: TestSource = 'docstring'): ReadDoc {
  const lines = text.split('\n');
  const prose: string[] = [];
  const found: Example[] = [];
  for (let at = 0; at < lines.length;) {
    const read = session(lines, at, callee) ?? line(lines, at, callee);
    if (read === undefined) prose.push(lines[at] ?? '');
    else found.push(...read.examples);
    at = read?.next ?? at + 1;
  }
  return {
    description: withoutEmptyHeadings(prose.join('\n')),
    examples: distinct(found).map((example, index) => ({
      id: `${source}${index + 1}`,
      source,
      ...example,
    })),
  };
}

interface Read {
  readonly examples: readonly Example[];
  readonly next: number;
}

const prompt = /^\s*>>>\s?/;
const continuation = /^\s*\.\.\.(?:\s|$)/;

/** A doctest: statements after `>>>`, and what the last of them prints. */
function session(lines: readonly string[], start: number, callee: Callee): Read | undefined {
  if (!prompt.test(lines[start] ?? '')) return undefined;
  const examples: Example[] = [];
  const setup: string[] = [];
  let at = start;
  while (prompt.test(lines[at] ?? '')) {
    const input = [(lines[at] ?? '').replace(prompt, '')];
    at += 1;
    while (continuation.test(lines[at] ?? '')) {
      input.push((lines[at] ?? '').replace(/^\s*\.\.\. ?/, ''));
      at += 1;
    }
    const printed: string[] = [];
    while (at < lines.length && (lines[at] ?? '').trim() !== '' && !prompt.test(lines[at] ?? '')) {
      printed.push((lines[at] ?? '').trim());
      at += 1;
    }
    const statement = input.join('\n').trimEnd();
    const example = sessionExample(statement, printed, setup, callee);
    if (example) examples.push(example);
    else if (printed.length === 0) setup.push(statement);
    if (prompt.test(lines[at] ?? '')) continue;
    // A blank line may stand between two parts of one session.
    if (prompt.test(lines[at + 1] ?? '')) at += 1;
  }
  return { examples, next: at };
}

function sessionExample(
  statement: string,
  printed: readonly string[],
  setup: readonly string[],
  callee: Callee,
): Example | undefined {
  const text = statement.replace(/;\s*$/, '');
  if (/^assert\b/.test(text)) return readTestCode(text, callee)[0];
  if (printed.length === 0) return undefined;
  const call = bareCall(text.replace(/\s*(?:#|\/\/).*$/, ''), callee) ?? bareCall(text, callee);
  if (printed[0]?.startsWith('Traceback')) {
    const exception = /^([A-Za-z_][\w.]*)(?::|$)/.exec(printed.at(-1) ?? '')?.[1];
    if (!call) return undefined;
    return { call, expectation: { kind: 'throws', ...(exception ? { exception } : {}) } };
  }
  const expected = expectedOf(printed.join('\n'), callee);
  if (expected === undefined) return undefined;
  const mentioned = callsIt(`${setup.join('\n')}\n${text}`, callee);
  if (call && setup.length === 0) return { call, expectation: { kind: 'equals', expected } };
  if (!mentioned || callee.family !== 'python') return undefined;
  const assertion = [...setup, `assert (${text}) == (${expected})`].join('\n');
  return { call: text.replace(/\s*\n\s*/g, ' '), expectation: { kind: 'holds', assertion } };
}

const separators: Readonly<Record<Callee['family'], RegExp>> = {
  python:
    /^\s*(?:#\s*)?(?:=>|->|→|➞|==|=|returns?\b|should (?:return|equal|be)\b|gives\b|is\b|raises\b)\s*/,
  javascript:
    /^\s*;?\s*(?:\/\/\s*)?(?:=>|->|→|➞|===?|=|returns?\b|should (?:return|equal|be)\b|gives\b|is\b|throws?\b)\s*/,
};

/** One line that says what a call gives. */
function line(lines: readonly string[], at: number, callee: Callee): Read | undefined {
  const text = (lines[at] ?? '').replace(/^\s*(?:[-*•]\s+|@example\b\s*)?/, '').replace(/`/g, '');
  if (/^\s*(?:assert|expect)\b/.test(text)) {
    const examples = readTestCode(text, callee);
    return examples.length > 0 ? { examples, next: at + 1 } : undefined;
  }
  const end = callEnd(text, callee);
  if (end === undefined) return undefined;
  const call = bareCall(text.slice(0, end), callee);
  const separator = separators[callee.family].exec(text.slice(end));
  if (!call || !separator) return undefined;
  const rest = text.slice(end + separator[0].length).trim();
  if (/raises|throws?/.test(separator[0])) {
    const exception = /^(?:an?\s+)?([A-Z][\w.]*)/.exec(rest)?.[1];
    const expectation = { kind: 'throws' as const, ...(exception ? { exception } : {}) };
    return { examples: [{ call, expectation }], next: at + 1 };
  }
  const expected = expectedOf(rest, callee);
  if (expected === undefined) return undefined;
  return { examples: [{ call, expectation: { kind: 'equals', expected } }], next: at + 1 };
}

/** Where the call at the start of a line ends: after the bracket that closes its arguments. */
function callEnd(text: string, callee: Callee): number | undefined {
  const mask = maskOf(text, callee.family);
  const name = mask.indexOf(`${callee.name}(`);
  if (name < 0 || (!callee.member && name > 0)) return undefined;
  let depth = 0;
  for (let at = name + callee.name.length; at < mask.length; at++) {
    if ('([{'.includes(mask.charAt(at))) depth += 1;
    else if (')]}'.includes(mask.charAt(at)) && --depth === 0) return at + 1;
  }
  return undefined;
}

const spelledOut: Readonly<Record<string, string>> = { True: 'true', False: 'false' };
const startsAsValue =
  /^(?:[-+]?[\d.]|["'`[({]|[rbfu]["']|(?:None|True|False|null|undefined|true|false|NaN|-?Infinity|new|set|frozenset|dict|float|Decimal|Fraction|BigInt|Array|Math|math)\b)/;

/** The expected expression at the start of a text; undefined for prose. */
function expectedOf(text: string, callee: Callee): string | undefined {
  const mask = maskOf(text, callee.family);
  const comment = callee.family === 'python' ? /\s+#/.exec(mask) : /\s+\/\//.exec(mask);
  const cut = comment ? text.slice(0, comment.index) : text;
  const trimmed = trimProse(cut.trim(), callee);
  if (trimmed === '' || !startsAsValue.test(trimmed)) return undefined;
  if (!isBalanced(maskOf(trimmed, callee.family))) return undefined;
  return callee.family === 'javascript' ? (spelledOut[trimmed] ?? trimmed) : trimmed;
}

/** Takes a closing full stop and an explanation in words off a value. */
function trimProse(text: string, callee: Callee): string {
  const value = text.replace(/[;.,]+$/, (end) =>
    /\d$/.test(text.slice(0, -end.length)) && end === '.' ? '' : '',
  );
  const mask = maskOf(value, callee.family);
  const words = topLevel(mask, ' ').find(
    (at) =>
      /^\s(?:because|since|as|when|for|if)\s/.test(value.slice(at)) &&
      !/^\s(?:if|for)\b.*\b(?:else|in)\b/.test(value.slice(at)),
  );
  return (words === undefined ? value : value.slice(0, words)).replace(/[;,]$/, '').trim();
}

function distinct(examples: readonly Example[]): Example[] {
  const seen = new Set<string>();
  return examples.filter((example) => {
    const key = JSON.stringify(example);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Drops headings such as `Examples:` that have nothing below them any more. */
function withoutEmptyHeadings(text: string): string {
  return text
    .replace(
      /^[ \t]*(?:@example|(?:For )?[Ee]xamples?:?|E\.g\.:?|Examples?\n[ \t]*-{3,})[ \t]*$/gm,
      '',
    )
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
