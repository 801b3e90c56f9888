import { python } from '../../languages/python/language.ts';
import type { Contract } from '../../contract.ts';
import type { Parser } from '../../ports.ts';
import type { SyntaxSummary } from '../../syntax.ts';
import type { QuoteMark } from '../../values/show.ts';
import { freeNames, hasWideString, leftOut, type Case, type CaseResult } from '../case.ts';
import type { KeptTest } from '../kept-tests.ts';
import {
  isNaNValue,
  readCall,
  someValue,
  writtenLiteral,
  type LiteralCall,
  type Written,
} from '../literal.ts';

/** What a case needs to know of the target's module. */
export interface PythonSubject {
  readonly contract: Contract;
  readonly isMethod: boolean;
  readonly text: string;
  readonly summary: SyntaxSummary;
  readonly quote: QuoteMark;
  readonly parser: Parser;
}

const keywords =
  'False None True and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try while with';
const builtins =
  'abs aiter all anext any ascii bin bool bytearray bytes callable chr classmethod complex delattr dict dir divmod enumerate filter float format frozenset getattr hasattr hash hex id input int isinstance issubclass iter len list map max memoryview min next object oct open ord pow print property range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip ArithmeticError AssertionError AttributeError BaseException BlockingIOError BufferError EOFError Exception FileExistsError FileNotFoundError FloatingPointError IndexError InterruptedError IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError NotImplemented NotImplementedError OSError OverflowError PermissionError RecursionError ReferenceError RuntimeError StopAsyncIteration StopIteration SyntaxError SystemExit TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError ValueError Warning ZeroDivisionError Ellipsis ImportError DeprecationWarning UserWarning';
const provided: ReadonlySet<string> = new Set(`${keywords} ${builtins}`.split(' '));

/** Modules of the standard library that an assertion may use by their name. */
export const pythonModules: ReadonlySet<string> = new Set(
  'asyncio collections copy datetime decimal fractions functools itertools json math operator random re statistics string'.split(
    ' ',
  ),
);

/** A kept test as a case, or why it cannot be written. */
export async function pythonCase(
  { test, outcome }: KeptTest,
  subject: PythonSubject,
): Promise<CaseResult> {
  const { contract, quote, parser } = subject;
  if (contract.async && contract.generator) {
    return leftOut(test, 'It draws from an asynchronous generator.');
  }
  const { expectation } = test;
  if (expectation.kind === 'holds') {
    if (await hasWideString(expectation.assertion, python, parser)) {
      return leftOut(test, 'It holds a string that spans lines.');
    }
    const lines = expectation.assertion.replaceAll('\r\n', '\n').trimEnd().split('\n');
    return withNames(
      { test, call: '', claim: { kind: 'holds', lines } },
      [expectation.assertion],
      subject,
    );
  }
  const drained = /^(list|tuple)\((.*)\)$/s.exec(test.call);
  const bare = contract.generator && drained ? (drained[2] ?? test.call) : test.call;
  const read = readCall(bare, python, quote);
  const parts =
    read?.callee === contract.name && !subject.isMethod ? inOrder(read, contract) : undefined;
  const written = read === undefined ? bare : printedCall(read);
  const drain = bare === test.call ? undefined : drained?.[1];
  const call = drain === undefined ? written : `${drain}(${written})`;
  const base = { test, call, ...(parts ? { parts } : {}), ...(drain ? { drain } : {}) };
  const code = read === undefined ? [call] : [read.callee];
  if (expectation.kind === 'throws') {
    const { exception } = expectation;
    const claim = { kind: 'throws' as const, ...(exception === undefined ? {} : { exception }) };
    return withNames({ ...base, claim }, [...code, exception ?? ''], subject);
  }
  const expected = writtenLiteral(expectation.expected, python, quote);
  const trouble = troubleWith(expected, expectation.tolerance, outcome, subject);
  if (trouble !== undefined) return leftOut(test, trouble);
  const { tolerance } = expectation;
  const claim = { kind: 'equals' as const, expected, ...(tolerance ? { tolerance } : {}) };
  return withNames(
    { ...base, claim },
    [...code, ...(expected.value ? [] : [expected.text])],
    subject,
  );
}

/** Keyword arguments that continue the positional ones as such: rows of one table look alike. */
function inOrder(call: LiteralCall, { parameters }: Contract): LiteralCall {
  const args = [...call.args];
  const keywords = new Map(call.keywords);
  for (const { name, kind } of parameters.slice(args.length)) {
    const value = keywords.get(name);
    if (kind !== 'positional' || value === undefined) break;
    args.push(value);
    keywords.delete(name);
  }
  return { ...call, args, keywords: [...keywords] };
}

export function printedCall({ callee, args, keywords: named }: NonNullable<Case['parts']>): string {
  const parts = [
    ...args.map(({ text }) => text),
    ...named.map(([name, { text }]) => `${name}=${text}`),
  ];
  return `${callee}(${parts.join(', ')})`;
}

/** Why `==` would not say what the sandbox's comparison said. */
function troubleWith(
  { text, value }: Written,
  tolerance: number | undefined,
  outcome: string | undefined,
  subject: PythonSubject,
): string | undefined {
  if (value && !isNaNValue(value) && someValue(value, isNaNValue)) {
    return 'It expects NaN inside a container, which equals nothing.';
  }
  if (tolerance !== undefined && value && !isFlat(value)) {
    return 'It compares numbers deep inside a container by tolerance.';
  }
  if (value !== undefined) return undefined;
  const made = classesIn(text, subject).find(
    (body) => !/@(?:[\w.]*dataclass|attr)|NamedTuple|Enum\b|BaseModel|def __eq__/.test(body),
  );
  if (made !== undefined) return 'It compares objects of a class that defines no equality.';
  return outcome?.startsWith('=*') ? 'It expects an iterator.' : undefined;
}

function isFlat(value: NonNullable<Written['value']>): boolean {
  const isNumber = ({ kind }: { readonly kind: string }) =>
    /^(?:int|float|bool|complex)$/.test(kind);
  if (value.kind === 'list' || value.kind === 'tuple') return value.items.every(isNumber);
  if (value.kind === 'dict') return value.entries.every(([, item]) => isNumber(item));
  return isNumber(value);
}

/** Source of the module's classes, decorators included, that an expression mentions. */
function classesIn(text: string, { summary, text: module }: PythonSubject): string[] {
  return summary.statements
    .filter(({ kind, defines }) => kind === 'class' && defines.some((name) => calls(text, name)))
    .map(({ range }) => module.slice(range.start, range.end));
}

function calls(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w.])${name}\\s*\\(`).test(text);
}

async function withNames(
  base: Omit<Case, 'names'>,
  code: readonly string[],
  { summary, parser }: PythonSubject,
): Promise<CaseResult> {
  const defined = new Set(summary.statements.flatMap(({ defines }) => defines));
  const free = code.map((each) => freeNames(each, python, provided, parser));
  const names = [...new Set((await Promise.all(free)).flat())];
  const unknown = names.find((name) => !defined.has(name) && !pythonModules.has(name));
  if (unknown !== undefined) {
    return leftOut(base.test, `It uses ${unknown}, which a test file cannot import.`);
  }
  return { made: { ...base, names } };
}
