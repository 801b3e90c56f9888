import type { Callee } from '../languages/language.ts';
import type { Expectation, Test, TestSource } from '../check.ts';
import { bareCall, callsIt } from '../languages/kit/calls.ts';
import { isBalanced, maskOf, mentionedNames, topLevel } from '../languages/kit/lexis.ts';

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
  let inExample = false;
  for (let at = 0; at < lines.length;) {
    const text = lines[at] ?? '';
    if (/^\s*```\S/.test(text) || /^\s*@example\b/.test(text)) inExample = true;
    else if (/^\s*(?:```|@\w)/.test(text)) inExample = false;
    const read = session(lines, at, callee) ?? line(lines, at, callee, inExample);
    if (read === undefined) prose.push(text);
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
  before: readonly string[],
  callee: Callee,
): Example | undefined {
  const text = withoutComments(statement, callee).replace(/;\s*$/, '');
  if (/^assert\b/.test(text)) return callee.language.readTests(text, callee)[0];
  if (printed.length === 0) return undefined;
  // An elided or reshaped output is no exact value.
  if (/doctest:\s*\+(?:ELLIPSIS|SKIP|NORMALIZE_WHITESPACE)/.test(statement)) return undefined;
  const call = bareCall(text, callee);
  if (printed[0]?.startsWith('Traceback')) {
    const exception = /^([A-Za-z_][\w.]*)(?::|$)/.exec(printed.at(-1) ?? '')?.[1];
    if (!call) return undefined;
    return { call, expectation: { kind: 'throws', ...(exception ? { exception } : {}) } };
  }
  const expected = expectedOf(printed.join('\n'), callee);
  if (expected === undefined) return undefined;
  const setup = neededSetup(text, before, callee);
  const mentioned = callsIt(`${setup.join('\n')}\n${text}`, callee);
  if (call && setup.length === 0) return { call, expectation: { kind: 'equals', expected } };
  const assertion = callee.language.docExamples.sessionAssertion?.(setup, text, expected);
  if (!mentioned || assertion === undefined) return undefined;
  return { call: text.replace(/\s*\n\s*/g, ' '), expectation: { kind: 'holds', assertion } };
}

/** All that was done before, where the statement mentions a name that it bound. */
function neededSetup(text: string, before: readonly string[], callee: Callee): readonly string[] {
  const names = mentionedNames(text, callee.language);
  const binds = (statement: string) => {
    const bound = /^(?:(?:from\s+\S+\s+)?import\s+(?:.*\s)?)?([A-Za-z_$][\w$]*)/.exec(
      statement,
    )?.[1];
    return bound !== undefined && names.has(bound);
  };
  return before.some(binds) ? before : [];
}

function withoutComments(text: string, callee: Callee): string {
  const mask = maskOf(text, callee.language);
  return text
    .split('')
    .map((character, at) => (mask[at] === ' ' && !/\s/.test(character) ? ' ' : character))
    .join('')
    .replace(/[ \t]+$/gm, '');
}

const lead =
  /^\s*(?:[-*•]\s+|\d+[.)]\s+)?(?:@example\b\s*)?(?:(?:for\s+)?(?:examples?|e\.g\.|i\.e\.)\s*[,:]?\s+)?/i;

/** One line that says what a call gives, or what several calls give one after the other. */
function line(
  lines: readonly string[],
  at: number,
  callee: Callee,
  inExample: boolean,
): Read | undefined {
  const text = (lines[at] ?? '').replace(lead, '').replace(/`/g, '');
  if (/^\s*(?:assert|expect)\b/.test(text)) {
    const examples = callee.language.readTests(text, callee);
    return examples.length > 0 ? { examples, next: at + 1 } : undefined;
  }
  const examples = claims(text, callee).map((claim) => claimed(claim, callee, inExample));
  const known = examples.filter((example) => example !== undefined);
  return known.length > 0 && known.length === examples.length
    ? { examples: known, next: at + 1 }
    : undefined;
}

/** `f(1) is 2, f(2) is 3` apart: each begins with a call and reaches up to the next. */
function claims(text: string, callee: Callee): string[] {
  const mask = maskOf(text, callee.language);
  const starts = topLevel(mask, callee.name).filter(
    (at) =>
      mask.startsWith('(', at + callee.name.length) &&
      (at === 0 || /(?:[,;]|\band)\s*$/.test(mask.slice(0, at))),
  );
  if (callee.member || starts[0] !== 0) return [text];
  return starts.map((start, index) =>
    text.slice(start, starts[index + 1] ?? text.length).replace(/[\s,;]*(?:\band\s*)?$/, ''),
  );
}

function claimed(text: string, callee: Callee, inExample: boolean): Example | undefined {
  const end = callEnd(text, callee);
  if (end === undefined) return undefined;
  const call = bareCall(text.slice(0, end), callee);
  const { docExamples } = callee.language;
  const separator =
    docExamples.gives.exec(text.slice(end)) ??
    (inExample ? docExamples.commented.exec(text.slice(end)) : null);
  if (!call || !separator) return undefined;
  const rest = text.slice(end + separator[0].length).trim();
  if (/raises|throws?/.test(separator[0])) {
    const exception = /^(?:an?\s+)?([A-Z][\w.]*)/.exec(rest)?.[1];
    return { call, expectation: { kind: 'throws', ...(exception ? { exception } : {}) } };
  }
  const expected = expectedOf(rest, callee);
  return expected === undefined ? undefined : { call, expectation: { kind: 'equals', expected } };
}

/** Where the call at the start of a line ends: after the bracket that closes its arguments. */
function callEnd(text: string, callee: Callee): number | undefined {
  const mask = maskOf(text, callee.language);
  const name = mask.indexOf(`${callee.name}(`);
  if (name < 0 || (!callee.member && name > 0)) return undefined;
  let depth = 0;
  for (let at = name + callee.name.length; at < mask.length; at++) {
    if ('([{'.includes(mask.charAt(at))) depth += 1;
    else if (')]}'.includes(mask.charAt(at)) && --depth === 0) return at + 1;
  }
  return undefined;
}

const startsAsValue =
  /^(?:[-+]?[\d.]|["'`[({]|[rbfu]["']|(?:None|True|False|null|undefined|true|false|NaN|-?Infinity|new|set|frozenset|dict|float|Decimal|Fraction|BigInt|Array|Math|math)\b)/;

/** The expected expression at the start of a text; undefined for prose. */
function expectedOf(text: string, callee: Callee): string | undefined {
  const mask = maskOf(text, callee.language);
  const comment = new RegExp(`\\s+${callee.language.lineComment}`).exec(mask);
  const cut = comment ? text.slice(0, comment.index) : text;
  const trimmed = trimProse(cut.trim(), callee);
  if (trimmed === '' || !startsAsValue.test(trimmed)) return undefined;
  const value = maskOf(trimmed, callee.language);
  if (!isBalanced(value) || readsAsWords(value)) return undefined;
  if (callsIt(trimmed, callee)) return undefined;
  return callee.language.docExamples.valueOf(trimmed, value);
}

/** Two words, or a value and a word, with only space between them: `4 items` is no value. */
function readsAsWords(mask: string): boolean {
  const code = mask.replace(
    /\b(?:not|in|is|and|or|if|else|for|lambda|new|typeof|instanceof|of|function|async|return)\b/g,
    ',',
  );
  return /[\w$")\]}][ \t]+[\w$]/.test(code);
}

/** Takes a closing full stop and an explanation in words off a value. */
function trimProse(text: string, callee: Callee): string {
  const value = text.replace(/[;.,]+$/, (end) =>
    /\d$/.test(text.slice(0, -end.length)) && end === '.' ? '' : '',
  );
  const mask = maskOf(value, callee.language);
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
      /^[ \t]*(?:Examples?[ \t]*\n[ \t]*-{3,}|@example|(?:For )?[Ee]xamples?:?|E\.g\.:?)[ \t]*$|^[ \t]*```\w*[ \t]*\n[ \t]*```[ \t]*$/gm,
      '',
    )
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
