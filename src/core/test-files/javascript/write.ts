import type { Contract } from '../../contract.ts';
import type { Case } from '../case.ts';
import { FreshNames } from '../case.ts';
import type { Export } from './exports.ts';
import type { JavaScriptProject } from './project.ts';
import type { WritingStyle } from '../test-project.ts';
import type { WrittenAssertion } from './written-assertions.ts';
import { indented, type TestBlock, type WrittenTests } from '../written-tests.ts';

export interface JavaScriptWriting {
  readonly contract: Contract;
  /** What the tests are about, as their group is called: `Stack.push`. */
  readonly name: string;
  readonly project: JavaScriptProject;
  readonly style: WritingStyle;
  readonly exports: ReadonlyMap<string, Export>;
  /** Titles of tests that the place has already. */
  readonly taken: readonly string[];
  /** True where `assert` of the file compares loosely, so that the strict methods must be named. */
  readonly looseAssert: boolean;
  /** What lines of properties assert, where a line is one assertion. */
  readonly assertions: ReadonlyMap<string, WrittenAssertion>;
  /** Import statements of the target's module, by the names they bind, as they stand in the test file. */
  readonly importsOfModule: ReadonlyMap<string, string>;
}

/** Longest part of a call or value in a title. */
const longestPart = 60;

/** Cases as tests, one each: tables of values would lose their types in TypeScript. */
export function writeJavaScript(cases: readonly Case[], writing: JavaScriptWriting): WrittenTests {
  const titles = new FreshNames(writing.taken, ' ');
  const blocks = cases.map((each) => block(each, titles, writing));
  return { blocks, imports: importsFor(cases, blocks, writing) };
}

function block(each: Case, titles: FreshNames, writing: JavaScriptWriting): TestBlock {
  const { project, style } = writing;
  const title = titles.take(titleOf(each, writing));
  const body = bodyOf(each, writing).map((line) => ended(line, style));
  const waits = body.some((line) => /\bawait\b/.test(line));
  const end = style.semicolons ? ';' : '';
  return {
    name: title,
    lines: [
      `${project.word}(${quoted(title, style)}, ${waits ? 'async ' : ''}() => {`,
      ...indented(body, style.indent),
      `})${end}`,
    ],
  };
}

/** `returns [] for ([], 60)`, after the function's name where no `describe` says it. */
function titleOf(each: Case, { name, project, assertions }: JavaScriptWriting): string {
  const { claim } = each;
  const subject = project.grouped ? '' : `${name} `;
  if (claim.kind === 'holds') return `${subject}${propertyTitle(claim.lines, assertions)}`;
  const given = each.parts
    ? short(`(${each.parts.args.map(({ text }) => text).join(', ')})`)
    : short(each.call);
  if (claim.kind === 'throws')
    return `${subject}throws ${claim.exception ?? 'an error'} for ${given}`;
  const near = claim.tolerance === undefined ? '' : 'about ';
  return `${subject}returns ${near}${short(claim.expected.text)} for ${given}`;
}

/** What the last assertion of a property says. */
function propertyTitle(
  lines: readonly string[],
  assertions: JavaScriptWriting['assertions'],
): string {
  const line = lines.findLast((each) => /\bassert\b/.test(each)) ?? lines.at(-1) ?? '';
  const { method, args } = assertions.get(line) ?? { method: '', args: [line.trim()] };
  const [a = '', b] = args;
  if (b === undefined || /^(?:ok|match)?$/.test(method)) return `satisfies ${short(a)}`;
  return `has ${short(a)} ${method.startsWith('not') ? 'other than' : 'equal to'} ${short(b)}`;
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= longestPart ? line : `${line.slice(0, longestPart - 1)}…`;
}

function quoted(text: string, { quote }: WritingStyle): string {
  const other = quote === "'" ? '"' : "'";
  const mark = text.includes(quote) && !text.includes(other) ? other : quote;
  const escaped = text.replaceAll('\\', '\\\\').replaceAll(mark, `\\${mark}`);
  return `${mark}${escaped}${mark}`;
}

function ended(line: string, { semicolons }: WritingStyle): string {
  if (semicolons || !line.endsWith(';') || /^\s/.test(line)) return line;
  return line.slice(0, -1);
}

function bodyOf(each: Case, writing: JavaScriptWriting): readonly string[] {
  const { claim } = each;
  if (claim.kind === 'holds') return propertyLines(claim.lines, writing);
  if (claim.kind === 'throws') return [throwsLine(each.call, claim.exception, writing)];
  return [equalsLine(resultOf(each.call, writing.contract), claim, writing)];
}

function isPromised({ async, returns }: Contract): boolean {
  return async === true || /^Promise\s*</.test(returns?.trim() ?? '');
}

/** What is compared: the awaited result of a promise, the items of a generator. */
function resultOf(call: string, contract: Contract): string {
  return isPromised(contract) ? `await ${call}` : call;
}

function throwsLine(
  call: string,
  exception: string | undefined,
  { contract, project }: JavaScriptWriting,
): string {
  const promised = isPromised(contract);
  const thunk = `() => ${drawn(call, contract)}`;
  const error = exception ?? '';
  if (project.assertions === 'expect') {
    return promised
      ? `await expect(async () => ${call}).rejects.toThrow(${error});`
      : `expect(${thunk}).toThrow(${error});`;
  }
  if (project.assertions === 'chai' && !promised) return `expect(${thunk}).to.throw(${error});`;
  const more = exception === undefined ? '' : `, ${exception}`;
  return promised
    ? `await assert.rejects(async () => ${call}${more});`
    : `assert.throws(${thunk}${more});`;
}

/** A generator throws when its items are drawn. */
function drawn(call: string, { generator }: Contract): string {
  return generator === true && !/^(?:Array\.from\(|\[\.\.\.)/.test(call) ? `[...${call}]` : call;
}

const matchers: Readonly<Record<string, string>> = {
  null: 'toBeNull',
  undefined: 'toBeUndefined',
  NaN: 'toBeNaN',
};

const simple = new Set(['null', 'undefined', 'bool', 'int', 'float', 'str']);

function equalsLine(
  result: string,
  { expected, tolerance }: Extract<Case['claim'], { kind: 'equals' }>,
  { project, looseAssert }: JavaScriptWriting,
): string {
  const { text, value } = expected;
  const isSimple = value !== undefined && simple.has(value.kind);
  if (tolerance !== undefined && value?.kind === 'float' && Number.isFinite(value.value)) {
    const gap = Math.max(tolerance, tolerance * Math.abs(value.value));
    if (project.assertions === 'expect') {
      return `expect(${result}).toBeCloseTo(${text}, ${digitsFor(gap)});`;
    }
    if (project.assertions === 'chai') return `expect(${result}).to.be.closeTo(${text}, ${gap});`;
    const from = text.startsWith('-') ? `(${text})` : text;
    return `assert.ok(Math.abs(${result} - ${from}) <= ${gap});`;
  }
  if (project.assertions === 'expect') {
    const matcher = matchers[text];
    if (matcher !== undefined) return `expect(${result}).${matcher}();`;
    return `expect(${result}).${isSimple ? 'toBe' : 'toStrictEqual'}(${text});`;
  }
  if (project.assertions === 'chai') {
    return `expect(${result}).to.${isSimple && text !== 'NaN' ? '' : 'deep.'}equal(${text});`;
  }
  const strict = looseAssert ? ['strictEqual', 'deepStrictEqual'] : ['equal', 'deepEqual'];
  return `assert.${(isSimple ? strict[0] : strict[1]) ?? ''}(${result}, ${text});`;
}

/** The digits of `toBeCloseTo`, which allows half of one in the last place, for at least this gap. */
function digitsFor(gap: number): number {
  return Math.floor(-Math.log10(2 * gap) + 1e-9);
}

/** A property's statements; assertions as the file's framework writes them, where it has the same. */
function propertyLines(
  lines: readonly string[],
  { project, looseAssert, assertions }: JavaScriptWriting,
): readonly string[] {
  if (project.assertions === 'assert' && !looseAssert) return lines;
  return lines.map((line) => {
    const { method = '', args: [a = '', b = ''] = [] } = assertions.get(line) ?? {};
    const said = asExpectation(method, a, b, project.assertions);
    return said === undefined ? line : `${/^\s*/.exec(line)?.[0] ?? ''}${said};`;
  });
}

function asExpectation(
  method: string,
  a: string,
  b: string,
  assertions: JavaScriptProject['assertions'],
): string | undefined {
  if (assertions === 'assert') return undefined;
  const chai = assertions === 'chai';
  switch (method) {
    case 'ok': {
      const denied = /^!\s*([\w$.]+\([^()]*\)|\([^()]*\))$/.exec(a)?.[1];
      if (chai) return `expect(${a}).to.be.ok`;
      return denied === undefined ? `expect(${a}).toBeTruthy()` : `expect(${denied}).toBeFalsy()`;
    }
    case 'deepEqual':
    case 'deepStrictEqual':
      return chai ? `expect(${a}).to.deep.equal(${b})` : `expect(${a}).toStrictEqual(${b})`;
    case 'notDeepStrictEqual':
      return chai ? `expect(${a}).to.not.deep.equal(${b})` : `expect(${a}).not.toStrictEqual(${b})`;
    case 'equal':
    case 'strictEqual':
      return chai ? `expect(${a}).to.equal(${b})` : `expect(${a}).toBe(${b})`;
    default:
      return undefined;
  }
}

/** The framework's imports, then those of the module, in the project's syntax. */
function importsFor(
  cases: readonly Case[],
  blocks: readonly TestBlock[],
  { contract, project, style, exports, importsOfModule }: JavaScriptWriting,
): string[] {
  const text = blocks.flatMap(({ lines }) => lines).join('\n');
  const uses = (name: string) => new RegExp(`(?<![\\w$.])${name}\\s*[.(]`).test(text);
  const words = [
    ...(project.grouped ? ['describe'] : []),
    ...(uses('expect') ? ['expect'] : []),
    project.word,
  ];
  const plain = words.filter((word) => word !== 'expect');
  const names = [...new Set([...cases.flatMap((each) => each.names)])];
  const wanted = names.length > 0 ? names : [contract.name];
  const own = wanted.filter((name) => exports.has(name));
  const statement = (entries: readonly string[], module: string, whole?: string) =>
    importStatement({ entries, module, whole, syntax: project.syntax, style });
  const lines: string[] = [];
  if (uses('assert')) lines.push(statement([], 'node:assert/strict', 'assert'));
  if (project.framework === 'node:test') lines.push(statement(plain, 'node:test'));
  else if (!project.globals) {
    const module = { vitest: 'vitest', jest: '@jest/globals', mocha: 'mocha' }[
      project.framework as 'vitest' | 'jest' | 'mocha'
    ];
    lines.push(statement(project.assertions === 'expect' ? words : plain, module));
  }
  if (project.assertions === 'chai' && uses('expect')) lines.push(statement(['expect'], 'chai'));
  lines.push(
    ...new Set(
      wanted.flatMap((name) => (exports.has(name) ? [] : (importsOfModule.get(name) ?? []))),
    ),
  );
  const entries = own.flatMap((name) => entryOf(name, exports.get(name), project.syntax));
  const whole = own.find((name) => exports.get(name)?.kind === 'default');
  if (own.length > 0) lines.push(statement(entries, project.module, whole));
  return lines;
}

function entryOf(
  local: string,
  found: Export | undefined,
  syntax: 'import' | 'require',
): readonly string[] {
  if (found?.kind !== 'named') return [];
  if (found.name === local) return [local];
  return [syntax === 'import' ? `${found.name} as ${local}` : `${found.name}: ${local}`];
}

interface ImportParts {
  readonly entries: readonly string[];
  readonly module: string;
  /** Name of the default, or of the whole module. */
  readonly whole: string | undefined;
  readonly syntax: 'import' | 'require';
  readonly style: WritingStyle;
}

function importStatement({ entries, module, whole, syntax, style }: ImportParts): string {
  const { quote, semicolons } = style;
  const end = semicolons ? ';' : '';
  const listed = entries.length > 0 ? [`{ ${[...entries].sort(byName).join(', ')} }`] : [];
  if (syntax === 'import') {
    const bound = [...(whole === undefined ? [] : [whole]), ...listed].join(', ');
    return `import ${bound} from ${quote}${module}${quote}${end}`;
  }
  return `const ${whole ?? listed[0] ?? ''} = require(${quote}${module}${quote})${end}`;
}

function byName(a: string, b: string): number {
  return a.toLowerCase() < b.toLowerCase() ? -1 : 1;
}
