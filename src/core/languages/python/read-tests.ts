import { dedent } from '../kit/indent.ts';
import {
  closingBracket,
  isBalanced,
  logicalLines,
  maskOf,
  splitTopLevel,
  topLevel,
  type LogicalLine,
} from '../kit/lexis.ts';
import type { Callee } from '../language.ts';
import { bareCall, callsIt } from '../kit/calls.ts';
import { asHolds, equalsOrHolds, throwsOrHolds } from '../kit/expectation.ts';
import { pythonLexis } from './lexis.ts';
import type { ReadTest } from '../kit/read-test.ts';
import { aboutEffect, withResults, withSetup, type SetupStatement } from '../kit/setup.ts';

/** Reads assertions, pytest and unittest forms, doctests and commented calls. */
export function pythonTests(code: string, callee: Callee): ReadTest[] {
  const doctests = readDoctests(code, callee);
  const rest = doctests.length > 0 ? code.replace(/^[ \t]*(?:>>>|\.\.\.)[^\n]*$/gm, '') : code;
  const lines = logicalLines(dedent(rest, pythonLexis), pythonLexis);
  return [...doctests, ...readScope(lines, callee)];
}

/** A statement with the lines indented under it. */
interface Statement {
  readonly line: LogicalLine;
  readonly body: readonly LogicalLine[];
}

function statementsOf(lines: readonly LogicalLine[]): Statement[] {
  const statements: Statement[] = [];
  const base = Math.min(...lines.map((line) => line.indent));
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at];
    if (line === undefined) continue;
    let end = at + 1;
    while (end < lines.length && (lines[end]?.indent ?? 0) > Math.max(base, line.indent)) end++;
    statements.push({ line, body: lines.slice(at + 1, end) });
    at = end - 1;
  }
  return statements;
}

/** Reads the statements of a module or of one test function; assignments before a test belong to it. */
function readScope(lines: readonly LogicalLine[], callee: Callee): ReadTest[] {
  const tests: ReadTest[] = [];
  let setup: SetupStatement[] = [];
  const statements = statementsOf(lines);
  for (let at = 0; at < statements.length; at++) {
    const statement = statements[at];
    if (statement === undefined) continue;
    const { text, mask } = statement.line;
    if (/^(?:async\s+)?def\s+\w+|^class\s|^if\s+__name__\b/.test(mask)) {
      if (
        !/^(?:async\s+)?def\s/.test(mask) ||
        /def\s+(?:test|check|it_|should)|^async/.test(mask)
      ) {
        tests.push(...readScope(statement.body, callee));
      }
      continue;
    }
    if (mask.startsWith('@') || /^(?:from|import|return|pass)\b/.test(mask)) continue;
    const effect = mask.startsWith('assert') ? aboutEffect(text, setup, callee) : undefined;
    if (effect !== undefined) {
      tests.push(effect);
      continue;
    }
    const chain = text.startsWith('try') ? clauses(statements, at) : [statement];
    at += chain.length - 1;
    const found = readStatement(statement, chain, setup, callee);
    if (found === 'setup') setup = [...setup, ...chain.map(setupOf)];
    else tests.push(...found.map((test) => withSetup(test, setup, callee.language)));
  }
  return tests;
}

/** `try` with its `except`, `else` and `finally`. */
function clauses(statements: readonly Statement[], at: number): Statement[] {
  const chain = statements.slice(at, at + 1);
  for (let next = at + 1; next < statements.length; next++) {
    const statement = statements[next];
    if (!statement || !/^(?:except|else|finally)\b/.test(statement.line.mask)) break;
    chain.push(statement);
  }
  return chain;
}

/** `setup` for what only prepares; a list, often empty, of what it asserts otherwise. */
function readStatement(
  statement: Statement,
  chain: readonly Statement[],
  setup: readonly SetupStatement[],
  callee: Callee,
): readonly ReadTest[] | 'setup' {
  const { mask } = statement.line;
  const text = withResults(statement.line.text.slice(0, mask.trimEnd().length), setup, callee);
  if (/^assert\b/.test(mask)) return readAssert(text.slice(6).trim(), callee);
  const raises = /^(?:with\s+)?(?:pytest\.raises|self\.assertRaises(?:Regex)?)\s*\(/.exec(mask);
  if (raises !== null) return readRaises(statement, raises[0].length - 1, callee);
  const unit = /^self\.(assert\w+|failUnless|failIf)\s*\(/.exec(mask);
  if (unit !== null) return readUnittest(text, unit[1] ?? '', callee);
  if (mask.startsWith('try')) return readTry(chain, callee);
  if (/^(?:for|while|if|with)\b/.test(mask)) {
    const whole = chain.map(sourceOf).join('\n');
    const asserts = /\bassert\b/.test(whole) && callsIt(whole, callee);
    return asserts ? [asHolds(whole)] : 'setup';
  }
  if (/^[A-Za-z_][\w, ]*(?::[^=]+)?\s*(?:[-+*/%|&^]|\/\/|\*\*)?=(?!=)/.test(mask)) return 'setup';
  return readLoose(statement.line.text, mask, callee) ?? 'setup';
}

function sourceOf(statement: Statement): string {
  const base = statement.line.indent;
  const body = statement.body.map((line) => `${' '.repeat(line.indent - base)}${line.text}`);
  return [statement.line.text, ...body].join('\n');
}

/** `assert CONDITION, message`. Conjunctions are asserted one by one. */
function readAssert(text: string, callee: Callee): ReadTest[] {
  const condition = unwrapped(splitTopLevel(text, ',', pythonLexis)[0] ?? '');
  const mask = maskOf(condition, pythonLexis);
  if (!isBalanced(mask) || /(?:[=<>!+\-*/%.]|\b(?:and|or|not|in|is))\s*$/.test(mask)) return [];
  if (hasWord(mask, 'or') || hasWord(mask, 'if') || hasWord(mask, 'lambda')) {
    return callsIt(condition, callee) ? [asHolds(`assert ${condition}`)] : [];
  }
  const parts = splitAtWord(condition, mask, 'and');
  return parts.filter((part) => callsIt(part, callee)).map((part) => readCondition(part, callee));
}

function readCondition(text: string, callee: Callee): ReadTest {
  const condition = unwrapped(text);
  const mask = maskOf(condition, pythonLexis);
  const whole = asHolds(`assert ${condition}`);
  if (hasWord(mask, 'in') || hasWord(mask, 'for')) return whole;
  const denied = /^not\s+/.exec(mask);
  if (denied !== null) {
    const call = bareCall(condition.slice(denied[0].length), callee);
    return callee.boolean && call !== undefined
      ? equalsOrHolds(call, 'False', whole, callee)
      : whole;
  }
  const is = /\s+is\s+(?!not\b)/.exec(outsideBrackets(mask));
  if (is !== null) {
    const right = condition.slice(is.index + is[0].length);
    return equalsOrHolds(condition.slice(0, is.index), right, whole, callee);
  }
  const equal = topLevel(mask, '==');
  if (equal.length === 1 && !/[<>]|!=/.test(outsideBrackets(mask))) {
    const at = equal[0] ?? 0;
    return equality(condition.slice(0, at).trim(), condition.slice(at + 2).trim(), whole, callee);
  }
  return closeness(condition, mask, whole, callee) ?? plainTruth(condition, whole, callee);
}

function plainTruth(condition: string, whole: ReadTest, callee: Callee): ReadTest {
  return callee.boolean ? equalsOrHolds(condition, 'True', whole, callee) : whole;
}

function equality(left: string, right: string, whole: ReadTest, callee: Callee): ReadTest {
  const approx = (text: string) => /^(?:pytest\.)?approx\(([\s\S]*)\)$/.exec(text)?.[1];
  const [call, expected] = callsIt(left, callee) ? [left, right] : [right, left];
  const near = approx(expected);
  if (near === undefined) return equalsOrHolds(call, expected, whole, callee);
  const [value = '', ...options] = splitTopLevel(near, ',', pythonLexis);
  return equalsOrHolds(call, value, whole, callee, toleranceOf(options, 1e-6));
}

/** `math.isclose(f(x), y, rel_tol=e)` and `abs(f(x) - y) < e`. */
function closeness(
  condition: string,
  mask: string,
  whole: ReadTest,
  callee: Callee,
): ReadTest | undefined {
  const close = /^(?:math\.|cmath\.|np\.|numpy\.)?(?:isclose|allclose)\(([\s\S]*)\)$/.exec(
    condition,
  );
  if (close !== null) {
    const [a = '', b = '', ...options] = splitTopLevel(close[1] ?? '', ',', pythonLexis);
    const [call, expected] = callsIt(a, callee) ? [a, b] : [b, a];
    return equalsOrHolds(call, expected, whole, callee, toleranceOf(options, 1e-9));
  }
  const near = /^abs\(/.exec(mask);
  if (near === null) return undefined;
  const end = closingBracket(mask, 3);
  const bound = /^\s*<=?\s*([\d.eE+-]+)\s*$/.exec(condition.slice(end + 1));
  if (end < 0 || bound === null) return undefined;
  const inner = condition.slice(4, end);
  const minus = topLevel(maskOf(inner, pythonLexis), '-').filter(
    (at) => inner.slice(0, at).trim() !== '',
  )[0];
  if (minus === undefined) return undefined;
  const [a, b] = [inner.slice(0, minus).trim(), inner.slice(minus + 1).trim()];
  const [call, expected] = callsIt(a, callee) ? [a, b] : [b, a];
  return equalsOrHolds(call, unwrapped(expected), whole, callee, Number(bound[1]));
}

function toleranceOf(options: readonly string[], usual: number): number {
  const values = options
    .map(
      (option) => /^(?:rel_tol|abs_tol|rel|abs|rtol|atol)?\s*=?\s*([\d.eE+-]+)$/.exec(option)?.[1],
    )
    .map(Number)
    .filter((value) => Number.isFinite(value) && value > 0);
  return values.length > 0 ? Math.max(...values) : usual;
}

function readUnittest(text: string, method: string, callee: Callee): ReadTest[] {
  const open = text.indexOf('(');
  const args = splitTopLevel(text.slice(open + 1, text.lastIndexOf(')')), ',', pythonLexis);
  const [a = '', b = '', c = ''] = args;
  const condition = unittestConditions[method]?.(a, b);
  if (/Almost/.test(method)) {
    const places = Number(/(?:places\s*=\s*)?(\d+)/.exec(c)?.[1] ?? 7);
    return readAssert(`abs(${a} - (${b})) < ${0.5 * 10 ** -places}`, callee);
  }
  return condition === undefined || !callsIt(condition, callee)
    ? []
    : readAssert(condition, callee);
}

const unittestConditions: Readonly<Record<string, (a: string, b: string) => string>> = {
  assertEqual: (a, b) => `${a} == ${b}`,
  assertEquals: (a, b) => `${a} == ${b}`,
  assertListEqual: (a, b) => `${a} == ${b}`,
  assertDictEqual: (a, b) => `${a} == ${b}`,
  assertSetEqual: (a, b) => `${a} == ${b}`,
  assertTupleEqual: (a, b) => `${a} == ${b}`,
  assertNotEqual: (a, b) => `${a} != ${b}`,
  assertTrue: (a) => a,
  assertFalse: (a) => `not ${a}`,
  assertIsNone: (a) => `${a} is None`,
  assertIsNotNone: (a) => `${a} is not None`,
  assertIs: (a, b) => `${a} is ${b}`,
  assertIn: (a, b) => `${a} in ${b}`,
  assertNotIn: (a, b) => `${a} not in ${b}`,
  assertIsInstance: (a, b) => `isinstance(${a}, ${b})`,
  assertCountEqual: (a, b) => `sorted(${a}) == sorted(${b})`,
  assertGreater: (a, b) => `${a} > ${b}`,
  assertLess: (a, b) => `${a} < ${b}`,
};

/** `with pytest.raises(E): f(x)`, its block form, and `assertRaises(E, f, x)`. */
function readRaises(statement: Statement, open: number, callee: Callee): ReadTest[] {
  const { text, mask } = statement.line;
  const close = closingBracket(mask, open);
  if (close < 0) return [];
  const [type = '', target, ...args] = splitTopLevel(text.slice(open + 1, close), ',', pythonLexis);
  const exception = exceptionName(type);
  if (target === callee.name) {
    return [throwsOrHolds(`${target}(${args.join(', ')})`, exception, callee)];
  }
  const inline = text
    .slice(close + 1)
    .replace(/^\s*(?:as\s+\w+\s*)?:/, '')
    .trim();
  const inner = inline === '' ? statement.body.map((line) => line.text) : [inline];
  const calls = inner.filter((line) => callsIt(line, callee));
  const [only] = calls;
  if (only === undefined || calls.length > 1) return [];
  return [throwsOrHolds(only.replace(/^\w+\s*=\s*(?!=)/, ''), exception, callee)];
}

/** `try: f(x); assert False / except E: pass` says that it raises E; other forms stay as they are. */
function readTry(chain: readonly Statement[], callee: Callee): ReadTest[] {
  const [head, handler] = chain;
  const calls = (head?.body ?? []).filter((line) => callsIt(line.text, callee));
  const [call] = calls;
  if (head === undefined || call === undefined) return [];
  const fails = chain.some((clause) =>
    clause.body.some((line) =>
      /^(?:assert\s+False|raise\s+AssertionError|self\.fail|pytest\.fail)/.test(line.text),
    ),
  );
  const except = /^except\s*\(?\s*([\w.]*)/.exec(handler?.line.mask ?? '');
  if (fails && except !== null && calls.length === 1 && chain.length <= 3) {
    return [
      throwsOrHolds(
        call.text.replace(/^\w+\s*=\s*(?!=)/, ''),
        exceptionName(except[1] ?? ''),
        callee,
      ),
    ];
  }
  return /\bassert\b/.test(chain.map(sourceOf).join('\n'))
    ? [asHolds(chain.map(sourceOf).join('\n'))]
    : [];
}

function exceptionName(type: string): string | undefined {
  const name = /^\(?\s*([\w.]+)/.exec(type)?.[1]?.split('.').at(-1);
  return name === undefined || /^(?:Exception|BaseException)$/.test(name) ? undefined : name;
}

/** `f(x) == y`, `f(x)  # => y`, `f(x) -> y` without `assert`. Undefined where it is something else. */
function readLoose(text: string, mask: string, callee: Callee): ReadTest[] | undefined {
  if (!callsIt(text, callee)) return undefined;
  const code = text.slice(0, mask.trimEnd().length);
  if (topLevel(mask, '==').length === 1) return readAssert(code, callee);
  const said = /^(?:(?:=>|->|==>|returns?|output|result|expected)[: ]*)+/i;
  const comment = text
    .slice(code.length)
    .replace(/^\s*#\s*/, '')
    .trim();
  const arrow = /^([\s\S]*\))\s*(?:->|=>|returns)\s*([\s\S]+)$/.exec(code);
  const [call, expected] =
    arrow === null
      ? [
          code.replace(/^print\(([\s\S]*)\)$/, '$1'),
          said.test(comment) ? comment.replace(said, '') : '',
        ]
      : [arrow[1] ?? '', arrow[2] ?? ''];
  const bare = bareCall(call, callee);
  if (bare === undefined || expected.trim() === '') return undefined;
  return [equalsOrHolds(bare, expected, undefined, callee)].filter((test) => test !== undefined);
}

/** `>>> f(x)` with the printed result on the next lines. */
function readDoctests(code: string, callee: Callee): ReadTest[] {
  const tests: ReadTest[] = [];
  const lines = code.split('\n').map((line) => line.trim());
  for (let at = 0; at < lines.length; at++) {
    const start = /^>>>\s?(.*)$/.exec(lines[at] ?? '');
    if (start === null) continue;
    const source = [start[1] ?? ''];
    while (/^\.\.\.(?:\s|$)/.test(lines[at + 1] ?? '')) source.push((lines[++at] ?? '').slice(4));
    const output: string[] = [];
    while (at + 1 < lines.length && !/^(?:>>>|"""|'''|$)/.test(lines[at + 1] ?? '')) {
      output.push(lines[++at] ?? '');
    }
    const call = bareCall(source.join('\n'), callee);
    if (call === undefined || output.length === 0) continue;
    if (output[0]?.startsWith('Traceback') === true || /^raises\b/i.test(output[0] ?? '')) {
      const type = /^(?:raises\s+)?([A-Za-z_][\w.]*)/i.exec(output.at(-1) ?? '')?.[1];
      tests.push(throwsOrHolds(call, exceptionName(type ?? ''), callee));
    } else {
      tests.push({ call, expectation: { kind: 'equals', expected: output.join(' ') } });
    }
  }
  return tests;
}

function setupOf(statement: Statement): SetupStatement {
  const source = sourceOf(statement);
  const match = /^([A-Za-z_]\w*)\s*(?::[^=]+)?=(?!=)\s*([\s\S]+)$/.exec(source);
  const [, name, value] = match ?? [];
  return { source, ...(name !== undefined && value !== undefined && { assigns: { name, value } }) };
}

/** Without the parentheses around the whole. */
function unwrapped(text: string): string {
  const plain = text.trim();
  const mask = maskOf(plain, pythonLexis);
  if (!mask.startsWith('(') || closingBracket(mask, 0) !== mask.length - 1) return plain;
  return topLevel(mask.slice(1, -1), ',').length > 0 ? plain : unwrapped(plain.slice(1, -1));
}

/** The mask with what stands inside brackets blanked. */
function outsideBrackets(mask: string): string {
  let depth = 0;
  let outside = '';
  for (let at = 0; at < mask.length; at++) {
    const here = mask.charAt(at);
    if (')]}'.includes(here)) depth--;
    outside += depth === 0 ? here : ' ';
    if ('([{'.includes(here)) depth++;
  }
  return outside;
}

function hasWord(mask: string, word: string): boolean {
  return new RegExp(`\\b${word}\\b`).test(outsideBrackets(mask));
}

function splitAtWord(text: string, mask: string, word: string): string[] {
  const outside = outsideBrackets(mask);
  const parts: string[] = [];
  let from = 0;
  for (const match of outside.matchAll(new RegExp(`\\b${word}\\b`, 'g'))) {
    parts.push(text.slice(from, match.index).trim());
    from = match.index + word.length;
  }
  parts.push(text.slice(from).trim());
  return parts;
}
