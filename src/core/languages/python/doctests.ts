import type { Parser } from '../../ports.ts';
import type { Callee } from '../language.ts';
import { bareCall } from '../kit/calls.ts';
import type { ReadTest } from '../kit/read-test.ts';
import { onOneLine } from '../kit/reading/one-line.ts';

/** The tests of the sessions in a text, and the text without them. */
interface Doctests {
  readonly tests: readonly ReadTest[];
  readonly rest: string;
}

/** `>>> f(x)` with the printed result on the next lines: up to a blank one, or the next prompt. */
export async function readDoctests(
  text: string,
  callee: Callee,
  parser: Parser,
): Promise<Doctests> {
  if (!text.includes('>>>')) return { tests: [], rest: text };
  const tests: ReadTest[] = [];
  const rest: string[] = [];
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const start = /^\s*>>>\s?(.*)$/.exec(lines[at] ?? '');
    if (start === null) {
      rest.push(lines[at] ?? '');
      continue;
    }
    const source = [start[1] ?? ''];
    while (/^\s*\.\.\.(?:\s|$)/.test(lines[at + 1] ?? '')) {
      source.push((lines[++at] ?? '').trim().slice(4));
    }
    const output: string[] = [];
    while (at + 1 < lines.length && !/^\s*(?:>>>|"""|'''|$)/.test(lines[at + 1] ?? '')) {
      output.push((lines[++at] ?? '').trim());
    }
    const test = await testOf(source.join('\n'), output, callee, parser);
    if (test) tests.push(test);
  }
  return { tests, rest: rest.join('\n') };
}

async function testOf(
  source: string,
  output: readonly string[],
  callee: Callee,
  parser: Parser,
): Promise<ReadTest | undefined> {
  const { id, reading } = callee.language;
  const [first] = output;
  const expression = await reading.expression(parser, id, source);
  const answer = expression && bareCall(expression, callee);
  const call = answer && onOneLine(answer);
  if (call === undefined || first === undefined) return undefined;
  if (first.startsWith('Traceback') || /^raises\b/i.test(first)) {
    const type = /^(?:raises\s+)?([A-Za-z_][\w.]*)/i.exec(output.at(-1) ?? '')?.[1];
    const name = type?.split('.').at(-1) ?? 'Exception';
    const isAny = name === 'Exception' || name === 'BaseException';
    return { call, expectation: { kind: 'throws', ...(isAny ? {} : { exception: name }) } };
  }
  const shown = await reading.expression(parser, id, output.join('\n'));
  const expected = shown && onOneLine(shown);
  return expected === undefined ? undefined : { call, expectation: { kind: 'equals', expected } };
}
