import { languageFacts, type LanguageFamily } from '../languages/kit/facts.ts';
import { closingBracket, maskOf, splitTopLevel } from '../languages/kit/lexis.ts';
import type { LanguageId } from '../text.ts';

/** A call of a function that nothing defines. */
export interface UndefinedCall {
  readonly name: string;
  /** As written, on one line, at most 120 characters. */
  readonly call: string;
  /** How many arguments it is given. */
  readonly arguments: number;
}

const known: Readonly<Record<LanguageFamily, ReadonlySet<string>>> = {
  python: new Set(
    (
      'and or not in is if elif else while for return yield lambda def class with as from import except raise ' +
      'assert del print abs all any ascii bin bool bytearray bytes callable chr classmethod compile complex ' +
      'delattr dict dir divmod enumerate eval exec filter float format frozenset getattr globals hasattr hash ' +
      'help hex id input int isinstance issubclass iter len list locals map max memoryview min next object oct ' +
      'open ord pow property range repr reversed round set setattr slice sorted staticmethod str sum super tuple ' +
      'type vars zip match case __import__ Exception BaseException ArithmeticError AssertionError AttributeError ' +
      'EOFError ImportError IndexError KeyError LookupError NameError NotImplementedError OSError OverflowError ' +
      'RecursionError RuntimeError StopIteration SyntaxError TypeError UnicodeError ValueError ZeroDivisionError'
    ).split(' '),
  ),
  javascript: new Set(
    (
      'if else while for return yield function switch catch await async new typeof instanceof in of void delete ' +
      'throw super import Array ArrayBuffer BigInt Boolean DataView Date Error EvalError Function Intl JSON Map ' +
      'Math Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set String Symbol SyntaxError ' +
      'TypeError URIError WeakMap WeakSet decodeURI decodeURIComponent encodeURI encodeURIComponent isFinite isNaN ' +
      'parseFloat parseInt structuredClone require'
    ).split(' '),
  ),
};

/** Ways in which code gives meaning to a name; the name is the first group. */
const bindings: Readonly<Record<LanguageFamily, readonly RegExp[]>> = {
  python: [
    /\b(?:def|class|as|import|global|nonlocal)\s+([A-Za-z_]\w*)/g,
    /([A-Za-z_]\w*)\s*(?::[^=\n()]*)?=(?!=)/g,
    /[(,*]\s*([A-Za-z_]\w*)\s*(?=[,):=])/g,
    /\b(?:for|lambda)\s+([A-Za-z_]\w*)/g,
    /,\s*([A-Za-z_]\w*)\s*(?=,|\bin\b|=|:)/g,
  ],
  javascript: [
    /\b(?:function\*?|class|const|let|var|import)\s+([A-Za-z_$][\w$]*)/g,
    /([A-Za-z_$][\w$]*)\s*=(?![=>])/g,
    /[(,{[.]\s*([A-Za-z_$][\w$]*)\s*(?=[,)}\]:=?])/g,
    /([A-Za-z_$][\w$]*)\s*=>/g,
  ],
};

const called = /(?<![\w.$])([A-Za-z_$][\w$]*)\s*\(/g;

/** Functions that `code` calls although neither it, nor the language, nor `defined` has them. */
export function undefinedCalls(
  code: string,
  defined: ReadonlySet<string>,
  language: LanguageId,
): readonly UndefinedCall[] {
  const { family } = languageFacts(language);
  const mask = maskOf(code, family);
  const bound = new Set(
    bindings[family].flatMap((pattern) =>
      [...mask.matchAll(pattern)].map((match) => match[1] ?? ''),
    ),
  );
  const found = new Map<string, UndefinedCall>();
  for (const match of mask.matchAll(called)) {
    const name = match[1] ?? '';
    if (known[family].has(name) || bound.has(name) || defined.has(name) || found.has(name))
      continue;
    const open = match.index + match[0].length - 1;
    const close = closingBracket(mask, open);
    if (close < 0) continue;
    const inside = code.slice(open + 1, close);
    const call = code.slice(match.index, close + 1).replace(/\s+/g, ' ');
    found.set(name, {
      name,
      call: call.length > 120 ? `${call.slice(0, 117)}...` : call,
      arguments: inside.trim() === '' ? 0 : splitTopLevel(inside, ',', family).length,
    });
  }
  return [...found.values()];
}
