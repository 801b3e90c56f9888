import { dedent } from '../kit/indent.ts';
import { closingBracket, maskOf, splitTopLevel, topLevel } from '../kit/lexis.ts';
import type { Callee } from '../language.ts';
import { bareCall, callsIt } from '../kit/calls.ts';
import { asHolds, equalsOrHolds, throwsOrHolds } from '../kit/expectation.ts';
import { scriptLexis } from './lexis.ts';
import type { ReadTest } from '../kit/read-test.ts';
import { aboutEffect, withResults, withSetup, type SetupStatement } from '../kit/setup.ts';

/** Reads `expect`, `assert` and comparison forms, alone or inside `describe`, `it` and `test`. */
export function javascriptTests(code: string, callee: Callee): ReadTest[] {
  const tests: ReadTest[] = [];
  const setup: SetupStatement[] = [];
  for (const { text, comment } of statementsOf(code)) {
    const mask = maskOf(text, scriptLexis);
    if (/^(?:describe|it|test|suite|beforeEach)(?:\.\w+)?\s*\(/.test(mask)) {
      tests.push(...javascriptTests(bodyOfCallback(text, mask), callee));
      continue;
    }
    if (/^(?:import|export|function|class|async function)\b/.test(mask)) continue;
    const assigned = /^(?:const|let|var)\s+([\w$]+)\s*(?::[^=]+)?=\s*(?!=)([\s\S]+)$/.exec(text);
    const [, name, value] = assigned ?? [];
    if (name !== undefined && value !== undefined) {
      setup.push({ source: `${text};`, assigns: { name, value: value.replace(/^await\s+/, '') } });
      continue;
    }
    const effect = aboutEffect(plainAssertion(text), setup, callee);
    if (effect !== undefined) {
      tests.push(effect);
      continue;
    }
    const found = readStatement(withResults(text, setup, callee), comment, callee);
    if (found === undefined) setup.push({ source: `${text};` });
    else tests.push(...found.map((test) => withSetup(test, setup, callee.language)));
  }
  return tests;
}

/** `expect(a).toEqual(b)` as an assertion that needs no framework; other text as it is, or empty. */
function plainAssertion(text: string): string {
  if (/^assert\b/.test(text)) return `${text};`;
  const equal = /^expect\(([\s\S]+)\)\.(?:toEqual|toStrictEqual|toBe)\(([\s\S]*)\)$/.exec(text);
  return equal === null ? '' : `assert.deepStrictEqual(${equal[1] ?? ''}, ${equal[2] ?? ''});`;
}

interface ScriptStatement {
  /** Without the semicolon. */
  readonly text: string;
  /** What a comment on the same line says. */
  readonly comment: string;
}

function statementsOf(code: string): ScriptStatement[] {
  const text = dedent(code, scriptLexis);
  const mask = maskOf(text, scriptLexis);
  const statements: ScriptStatement[] = [];
  let start = 0;
  let depth = 0;
  for (let at = 0; at <= mask.length; at++) {
    const here = at < mask.length ? mask.charAt(at) : '\n';
    if ('([{'.includes(here)) depth++;
    else if (')]}'.includes(here)) depth = Math.max(0, depth - 1);
    const ends = here === ';' || (here === '\n' && !continues(mask, at));
    if (at < mask.length && (depth > 0 || !ends)) continue;
    const lineEnd = mask.indexOf('\n', at) < 0 ? mask.length : mask.indexOf('\n', at);
    const body = text.slice(start, at);
    const code = body
      .slice(0, mask.slice(start, at).trimEnd().length)
      .replace(/^\s*(?:\/\/[^\n]*\n\s*|\/\*[\s\S]*?\*\/\s*)*/, '');
    const rest =
      here === ';'
        ? text.slice(at + 1, lineEnd)
        : body.slice(mask.slice(start, at).trimEnd().length);
    if (code.trim() !== '') {
      statements.push({
        text: code.trim(),
        comment: /^\s*\/\/\s*(.*)$/.exec(rest)?.[1]?.trim() ?? '',
      });
    }
    start = at + 1;
  }
  return statements;
}

/** True where the line end at `at` is inside a statement. */
function continues(mask: string, at: number): boolean {
  const before = mask.slice(0, at).trimEnd();
  const after = mask.slice(at + 1).trimStart();
  return (
    /(?:=>|[=+\-*/%&|?:,.<>!~^([{])$/.test(before) ||
    /^(?:\.(?!\.\.)|[=*/%&|?:,<>^)\]}]|=>)/.test(after)
  );
}

/** The statements of the function that is a call's last argument. */
function bodyOfCallback(text: string, mask: string): string {
  const arrow = mask.search(/=>|\bfunction\b/);
  const open = arrow < 0 ? -1 : mask.indexOf('{', arrow);
  if (open < 0)
    return arrow < 0 ? '' : text.slice(mask.indexOf('=>', arrow) + 2, text.lastIndexOf(')'));
  const close = closingBracket(mask, open);
  return text.slice(open + 1, close < 0 ? text.length : close);
}

/** What a statement asserts; undefined where it only prepares. */
function readStatement(text: string, comment: string, callee: Callee): ReadTest[] | undefined {
  const mask = maskOf(text, scriptLexis);
  const plain = text.replace(/^await\s+/, '');
  if (/^expect\s*\(/.test(plain)) return readExpect(plain, callee);
  const method = /^(?:console\.)?assert(?:\.strict)?(?:\.(\w+))?\s*\(/.exec(plain);
  if (method !== null) return readAssert(plain, method[1] ?? 'ok', callee);
  if (/^(?:if|for|while|try)\b/.test(mask)) {
    const asserts = /\b(?:throw|assert|expect)\b/.test(mask) && callsIt(text, callee);
    return asserts && !/\bexpect\b/.test(mask) ? [asHolds(text)] : asserts ? [] : undefined;
  }
  if (!callsIt(text, callee)) return undefined;
  return readLoose(plain, comment, callee);
}

function readLoose(text: string, comment: string, callee: Callee): ReadTest[] | undefined {
  const mask = maskOf(text, scriptLexis);
  const compared = topLevel(mask, '==')[0];
  if (compared !== undefined && mask[compared - 1] !== '!') return condition(text, callee);
  const call = bareCall(text.replace(/^console\.log\(([\s\S]*)\)$/, '$1'), callee);
  const said = /^(?:=>|->|returns?|output:?|result:?|expected:?)\s*/i;
  if (call === undefined || comment === '') return undefined;
  if (/^throws\b/i.test(comment)) {
    return [throwsOrHolds(call, errorName(comment.replace(/^throws\s*/i, '')), callee)];
  }
  if (!said.test(comment)) return undefined;
  const test = equalsOrHolds(call, comment.replace(said, ''), undefined, callee);
  return test === undefined ? undefined : [test];
}

function readExpect(text: string, callee: Callee): ReadTest[] {
  const mask = maskOf(text, scriptLexis);
  const close = closingBracket(mask, mask.indexOf('('));
  if (close < 0 || !callsIt(text, callee)) return [];
  const subject = text.slice(mask.indexOf('(') + 1, close).trim();
  const matcher = /^\s*((?:\.\s*(?:not|resolves|rejects)\s*)*)\.\s*(\w+)\s*\(/.exec(
    mask.slice(close + 1),
  );
  if (matcher === null) return [];
  const [head, modifiers = '', name = ''] = matcher;
  const open = close + head.length;
  const end = closingBracket(mask, open);
  if (end < 0) return [];
  const args = splitTopLevel(text.slice(open + 1, end), ',', scriptLexis);
  const denied = modifiers.includes('not');
  if (/^toThrow/.test(name) || modifiers.includes('rejects')) {
    if (denied) return [];
    const thrown = thunkBody(subject) ?? subject;
    return [throwsOrHolds(thrown, errorName(args[0] ?? ''), callee)];
  }
  return fromMatcher(name, denied, subject, args[0] ?? '', args[1], callee);
}

const values: Readonly<Record<string, string>> = {
  toBeNull: 'null',
  toBeUndefined: 'undefined',
  toBeNaN: 'NaN',
};

/** Conditions for matchers that say more than equality; `a` is the subject, `b` the argument. */
const conditions: Readonly<Record<string, (a: string, b: string) => string>> = {
  toBeTruthy: (a) => a,
  toBeFalsy: (a) => `!(${a})`,
  toBeDefined: (a) => `(${a}) !== undefined`,
  toBeGreaterThan: (a, b) => `(${a}) > (${b})`,
  toBeGreaterThanOrEqual: (a, b) => `(${a}) >= (${b})`,
  toBeLessThan: (a, b) => `(${a}) < (${b})`,
  toBeLessThanOrEqual: (a, b) => `(${a}) <= (${b})`,
  toContain: (a, b) => `(${a}).includes(${b})`,
  toHaveLength: (a, b) => `(${a}).length === (${b})`,
  toBeInstanceOf: (a, b) => `(${a}) instanceof ${b}`,
  toMatch: (a, b) => `new RegExp(${b}).test(${a})`,
  toBe: (a, b) => `Object.is(${a}, ${b})`,
};

function fromMatcher(
  name: string,
  denied: boolean,
  subject: string,
  argument: string,
  digits: string | undefined,
  callee: Callee,
): ReadTest[] {
  const call = subject.replace(/^await\s+/, '');
  const value =
    values[name] ??
    (/^(?:toBe|toEqual|toStrictEqual|toMatchObject)$/.test(name) ? argument : undefined);
  if (value !== undefined && !denied && name !== 'toMatchObject') {
    const whole = asHolds(`assert.deepStrictEqual(${subject}, ${value});`);
    return [equalsOrHolds(call, value, whole, callee)];
  }
  if (name === 'toBeCloseTo' && !denied) {
    const tolerance = 0.5 * 10 ** -Number(digits ?? 2);
    const whole = holding(`Math.abs((${subject}) - (${argument})) < ${tolerance}`);
    return [equalsOrHolds(call, argument, whole, callee, tolerance)];
  }
  if (callee.boolean && /^toBe(?:Truthy|Falsy)$/.test(name)) {
    const truth = (name === 'toBeTruthy') === !denied ? 'true' : 'false';
    return [equalsOrHolds(call, truth, holding(subject), callee)];
  }
  if (denied && /^to(?:Strict)?Equal$/.test(name)) {
    return [asHolds(`assert.notDeepStrictEqual(${subject}, ${argument});`)];
  }
  const made =
    value === undefined ? conditions[name]?.(subject, argument) : `Object.is(${subject}, ${value})`;
  if (made === undefined) return [];
  return [holding(denied ? `!(${made})` : made)];
}

function readAssert(text: string, method: string, callee: Callee): ReadTest[] {
  const mask = maskOf(text, scriptLexis);
  const open = mask.indexOf('(');
  const close = closingBracket(mask, open);
  if (close < 0 || !callsIt(text, callee)) return [];
  const [a = '', b = ''] = splitTopLevel(text.slice(open + 1, close), ',', scriptLexis);
  switch (method) {
    case 'ok':
    case 'isTrue':
      return condition(a, callee);
    case 'equal':
    case 'strictEqual':
    case 'deepEqual':
    case 'deepStrictEqual': {
      const [call, expected] = callsIt(a, callee) ? [a, b] : [b, a];
      return [equalsOrHolds(call, expected, asHolds(`${text};`), callee)];
    }
    case 'throws':
    case 'rejects':
      return [throwsOrHolds(thunkBody(a) ?? a, errorName(b), callee)];
    default:
      return /^(?:notEqual|notStrictEqual|notDeepStrictEqual|notDeepEqual|match)$/.test(method)
        ? [asHolds(`${text};`)]
        : [];
  }
}

/** A condition that must be true: an equality where it is one, else a property. */
function condition(text: string, callee: Callee): ReadTest[] {
  const mask = maskOf(text, scriptLexis);
  const parts = splitTopLevel(text, '&&', scriptLexis);
  if (parts.length > 1 && topLevel(mask, '||').length === 0 && topLevel(mask, '?').length === 0) {
    return parts.filter((part) => callsIt(part, callee)).flatMap((part) => condition(part, callee));
  }
  const whole = holding(text);
  const near = /^Math\.abs\(([\s\S]+)\)\s*<=?\s*([\d.eE+-]+|Number\.EPSILON)$/.exec(text);
  if (near !== null) {
    const [call = '', expected = ''] = splitTopLevel(near[1] ?? '', '-', scriptLexis);
    const tolerance = near[2] === 'Number.EPSILON' ? Number.EPSILON : Number(near[2]);
    return [equalsOrHolds(call, expected, whole, callee, tolerance)];
  }
  const equal = /===?/.exec(mask.replace(/!==?/g, (found) => ' '.repeat(found.length)));
  if (equal !== null && topLevel(mask, '||').length === 0 && topLevel(mask, '?').length === 0) {
    const left = text.slice(0, equal.index).trim();
    const right = text.slice(equal.index + equal[0].length).trim();
    const [call, expected] = callsIt(left, callee) ? [left, right] : [right, left];
    const stringified = /^JSON\.stringify\(([\s\S]+)\)$/;
    const inner = stringified.exec(call)?.[1];
    const value = stringified.exec(expected)?.[1];
    if (inner !== undefined && value !== undefined)
      return [equalsOrHolds(inner, value, whole, callee)];
    return [equalsOrHolds(call, expected, whole, callee)];
  }
  const denied = /^!\s*(?!=)/.exec(text);
  if (callee.boolean && denied !== null) {
    return [equalsOrHolds(text.slice(denied[0].length), 'false', whole, callee)];
  }
  return callee.boolean ? [equalsOrHolds(text, 'true', whole, callee)] : [whole];
}

function holding(made: string): ReadTest {
  return asHolds(`assert.ok(${made});`);
}

/** The expression or only statement of `() => f(x)`. */
function thunkBody(text: string): string | undefined {
  const match = /^(?:async\s*)?(?:\(\s*\)\s*=>|function\s*\(\s*\))\s*([\s\S]+)$/.exec(text.trim());
  const body = match?.[1]?.trim();
  if (body === undefined || !body.startsWith('{')) return body;
  return body
    .slice(1, -1)
    .trim()
    .replace(/;$/, '')
    .replace(/^(?:return|await)\s+/, '')
    .trim();
}

/** The class of an expected error; a message or pattern says no class. */
function errorName(text: string): string | undefined {
  const name = /^(?:new\s+)?([A-Z][\w$]*)/.exec(text.trim())?.[1];
  return name === undefined || name === 'Error' ? undefined : name;
}
