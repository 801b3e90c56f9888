import { javascript } from '../../languages/javascript/language.ts';
import type { Contract } from '../../contract.ts';
import type { Parser } from '../../ports.ts';
import type { SyntaxSummary } from '../../syntax.ts';
import type { QuoteMark } from '../../values/show.ts';
import { freeNames, hasWideString, leftOut, type Case, type CaseResult } from '../case.ts';
import type { Export } from './exports.ts';
import type { KeptTest } from '../kept-tests.ts';
import { isNegativeZero, readCall, someValue, writtenLiteral } from '../literal.ts';

/** What a case needs to know of the target's module. */
export interface JavaScriptSubject {
  readonly contract: Contract;
  readonly isMethod: boolean;
  readonly exports: ReadonlyMap<string, Export>;
  readonly summary: SyntaxSummary;
  readonly quote: QuoteMark;
  readonly parser: Parser;
}

const keywords =
  'as async await break case catch class const continue debugger default delete do else export extends false finally for from function get if import in instanceof let new null of return satisfies set static super switch this throw true try typeof undefined var void while with yield assert unknown any string number boolean never';
const globals =
  'AggregateError Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Date Error EvalError Float32Array Float64Array Function Infinity Int16Array Int32Array Int8Array Intl Iterator JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set String Symbol SyntaxError TypeError URIError URL URLSearchParams Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakSet globalThis isFinite isNaN parseFloat parseInt structuredClone';
const provided: ReadonlySet<string> = new Set(`${keywords} ${globals}`.split(' '));

/** A kept test as a case, or why it cannot be written. */
export async function javaScriptCase(
  { test, outcome }: KeptTest,
  subject: JavaScriptSubject,
): Promise<CaseResult> {
  const { contract, quote, parser } = subject;
  if (contract.async && contract.generator) {
    return leftOut(test, 'It draws from an asynchronous generator.');
  }
  const { expectation } = test;
  if (expectation.kind === 'holds') {
    if (await hasWideString(expectation.assertion, javascript, parser)) {
      return leftOut(test, 'It holds a string that spans lines.');
    }
    const lines = expectation.assertion.replaceAll('\r\n', '\n').trimEnd().split('\n');
    return withNames(
      { test, call: '', claim: { kind: 'holds', lines } },
      [expectation.assertion],
      subject,
    );
  }
  const read = readCall(test.call, javascript, quote);
  const parts = read?.callee === contract.name && !subject.isMethod ? read : undefined;
  const call =
    read === undefined
      ? test.call
      : `${read.callee}(${read.args.map(({ text }) => text).join(', ')})`;
  const base = { test, call, ...(parts ? { parts } : {}) };
  const code = read === undefined ? [call] : [read.callee.split('.')[0] ?? ''];
  if (expectation.kind === 'throws') {
    const { exception } = expectation;
    const claim = { kind: 'throws' as const, ...(exception === undefined ? {} : { exception }) };
    return withNames({ ...base, claim }, [...code, exception ?? ''], subject);
  }
  const expected = writtenLiteral(expectation.expected, javascript, quote);
  const { tolerance } = expectation;
  // The sandbox lets -0 pass for 0; no framework does.
  const meansZero = expected.value === undefined || !someValue(expected.value, isNegativeZero);
  if (meansZero && outcome !== undefined && /(?<![\w.])-0\.0(?!\d)/.test(outcome)) {
    return leftOut(test, 'The result holds -0 where 0 is expected.');
  }
  if (tolerance !== undefined && expected.value?.kind !== 'float') {
    return leftOut(test, 'It compares numbers inside a container by tolerance.');
  }
  const claim = { kind: 'equals' as const, expected, ...(tolerance ? { tolerance } : {}) };
  return withNames(
    { ...base, claim },
    [...code, ...(expected.value ? [] : [expected.text])],
    subject,
  );
}

async function withNames(
  base: Omit<Case, 'names'>,
  code: readonly string[],
  { exports, summary, parser }: JavaScriptSubject,
): Promise<CaseResult> {
  const free = code.map((each) => freeNames(each, javascript, provided, parser));
  const names = [...new Set((await Promise.all(free)).flat())];
  const imported = new Set(
    summary.statements.filter(({ import: found }) => found).flatMap(({ defines }) => defines),
  );
  const unknown = names.find((name) => !exports.has(name) && !imported.has(name));
  if (unknown !== undefined) {
    return leftOut(base.test, `It uses ${unknown}, which its module does not export.`);
  }
  return { made: { ...base, names } };
}
